import { _ } from "./i18n.js";

const GRACE = 1200;

/** Says that the connection is gone, once it is gone for longer than a blink. */
export class ConnectionBar {
  #element;
  #timer = null;

  constructor(element) {
    this.#element = element;
  }

  show(connection) {
    clearTimeout(this.#timer);
    if (connection === "online" || connection === "closed") return this.#say("");
    this.#timer = setTimeout(() => this.#say(WORDS.offline()), GRACE);
  }

  refused() {
    clearTimeout(this.#timer);
    this.#say(WORDS.refused());
  }

  #say(words) {
    this.#element.querySelector("span").textContent = words;
    this.#element.classList.toggle("empty", !words);
  }
}

const WORDS = {
  offline: () => _("No connection. What you write is kept and sent as soon as the connection is back."),
  refused: () => _("This chat is no longer open in this browser. Please reload the page."),
};
