import { _ } from "./i18n.js";

/** The page's title, which says so while something unread waits in a tab nobody looks at, or what is more urgent. */
export class Title {
  #plain = document.title;
  #unread = 0;
  #urgent = "";

  constructor() {
    document.addEventListener("visibilitychange", () => this.#show());
  }

  set unread(count) {
    this.#unread = count;
    this.#show();
  }

  /** Says this first, whoever looks; "" for nothing. */
  say(words) {
    this.#urgent = words;
    this.#show();
  }

  #show() {
    const waits = this.#unread && document.visibilityState === "hidden";
    const unread = _("New message");
    const news = this.#urgent || (waits && `(${this.#unread}) ${unread}`);
    document.title = news ? `${news} – ${this.#plain}` : this.#plain;
  }
}
