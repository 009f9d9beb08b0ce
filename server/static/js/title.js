import { _ } from "./i18n.js";

/** The page's title, which says so while something unread waits in a tab nobody looks at. */
export class Title {
  #plain = document.title;
  #unread = 0;

  constructor() {
    document.addEventListener("visibilitychange", () => this.#show());
  }

  set unread(count) {
    this.#unread = count;
    this.#show();
  }

  #show() {
    const waits = this.#unread && document.visibilityState === "hidden";
    const news = _("New message");
    document.title = waits ? `(${this.#unread}) ${news} – ${this.#plain}` : this.#plain;
  }
}
