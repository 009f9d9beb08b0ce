import { LocalStore } from "../local_store.js";
import { notify } from "../notify.js";

const DECLINED = "beistand.notifications.declined";

/** The system's notifications: asked for by a button only, and never again after a no. */
export class Notifications {
  #store = new LocalStore();
  #question;
  #pushed = new Map();

  /** `question` is the element that asks, with the buttons `allow` and `later`. */
  constructor(question) {
    this.#question = question;
    question.querySelector(".allow").addEventListener("click", () => this.#allow());
    question.querySelector(".later").addEventListener("click", () => this.#decline());
    this.#draw();
    this.#listen();
  }

  show(news) {
    if (!this.#isPushed(news)) notify(news);
  }

  // Private

  /** The service worker has shown it while this page had no connection: what is like it and comes later is new. */
  #isPushed({ tag, title, body }) {
    const pushed = this.#pushed.get(tag);
    const line = body.trim().replaceAll(/\s+/g, " ");
    const isIt = pushed?.title === title && line.startsWith(pushed.body.replace(/…$/, ""));
    if (isIt) this.#pushed.delete(tag);
    return isIt;
  }

  #listen() {
    navigator.serviceWorker?.addEventListener("message", ({ data: { push } }) => {
      if (push?.isShown) this.#pushed.set(push.session, push);
    });
    // It may be given elsewhere on this page, or in the browser's settings.
    navigator.permissions?.query({ name: "notifications" }).then(
      (permission) => (permission.onchange = () => this.#draw()),
      () => null,
    );
  }

  async #allow() {
    await Notification.requestPermission();
    this.#draw();
  }

  #decline() {
    this.#store.set(DECLINED, true);
    this.#draw();
  }

  #draw() {
    const isOpen = globalThis.Notification?.permission === "default" && globalThis.isSecureContext;
    this.#question.hidden = !isOpen || Boolean(this.#store.get(DECLINED));
  }
}
