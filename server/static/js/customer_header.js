import { _ } from "./i18n.js";

/** Whom the customer talks to and whether they are there. */
export class CustomerHeader {
  #element;
  #words;

  constructor(element) {
    this.#element = element;
    this.#words = element.querySelector(".presence");
  }

  presence(present) {
    this.#element.classList.toggle("is-present", present);
    this.#words.textContent = present ? _("is in the chat") : _("is not in the chat right now");
  }

  over() {
    this.#element.classList.remove("is-present");
    this.#element.querySelector(".end").hidden = true;
    this.#words.textContent = "";
  }
}
