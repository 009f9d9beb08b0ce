import { LocalStore } from "./local_store.js";

const ON = "beistand.notifications.on";

/** A menu's "Notifications": off until somebody switches them on, and only then the browser asks. */
export class NotificationSwitch {
  #item;
  #store = new LocalStore();

  constructor(item) {
    this.#item = item;
    item.addEventListener("click", () => this.#turn());
    this.#draw();
  }

  get isOn() {
    return Boolean(this.#store.get(ON)) && globalThis.Notification?.permission === "granted";
  }

  // Private

  async #turn() {
    const wasOn = this.isOn;
    if (!wasOn) await Notification.requestPermission();
    if (wasOn) this.#store.remove(ON);
    else if (Notification.permission === "granted") this.#store.set(ON, true);
    this.#draw();
  }

  /** Browsers have none on plain http, and who said no to the browser can take that back only there. */
  #draw() {
    const permission = globalThis.isSecureContext ? globalThis.Notification?.permission : undefined;
    this.#item.hidden = !permission;
    this.#item.setAttribute("aria-checked", this.isOn);
    this.#item.setAttribute("aria-disabled", permission === "denied");
    this.#item.classList.toggle("is-denied", permission === "denied");
  }
}
