import { later } from "../later.js";
import { LocalStore } from "../local_store.js";
import { isLookedAt } from "../looked_at.js";

/** Being told while the console is closed: by the dialog that switches it, and by what the service worker passes on. */
export class PushDesk {
  #parts;
  #part = null;

  /** `open(id)` brings a session to the front, `load()` looks for new ones; `request` as in api.js. */
  constructor({ me, request, open, load }) {
    this.#parts = { dialog: document.querySelector(".push-dialog"), store: new LocalStore(), me, request };
    document.querySelector("#commands .push").addEventListener("click", () => this.#open());
    const worker = navigator.serviceWorker;
    worker?.addEventListener("message", ({ data }) => (data.open ? open(data.open) : load()));
    addEventListener("focus", clearShown);
    clearShown();
    if (worker && globalThis.Notification?.permission === "granted") this.#fetched().then((part) => part?.renew());
  }

  // Private

  async #open() {
    (await this.#fetched())?.open();
  }

  /** What nobody needs who has never switched it on. */
  async #fetched() {
    this.#part ??= later(() => import("./push_part.js")).then(
      ({ PushPart }) => new PushPart(this.#parts),
      () => (this.#part = null),
    );
    return this.#part;
  }
}

/** Who looks at the console sees there what they were told of. */
async function clearShown() {
  if (!isLookedAt()) return;
  const registration = await navigator.serviceWorker?.getRegistration("/console");
  for (const one of (await registration?.getNotifications()) ?? []) if (one.data?.session) one.close();
}
