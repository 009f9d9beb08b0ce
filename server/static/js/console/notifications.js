import { LocalStore } from "../local_store.js";
import { notify } from "../notify.js";

const DECLINED = "beistand.notifications.declined";

/** The system's notifications: asked for by a button only, and never again after a no. */
export class Notifications {
  #store = new LocalStore();
  #question;

  /** `question` is the element that asks, with the buttons `allow` and `later`. */
  constructor(question) {
    this.#question = question;
    question.querySelector(".allow").addEventListener("click", () => this.#allow());
    question.querySelector(".later").addEventListener("click", () => this.#decline());
    this.#draw();
  }

  show(news) {
    notify(news);
  }

  // Private

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
