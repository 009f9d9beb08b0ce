import { Emitter } from "./emitter.js";
import { _ } from "./i18n.js";

/** Shows over the field what the next message answers. Emits `cancelled`. */
export class ReplyBar extends Emitter {
  #element;

  constructor(form) {
    super();
    this.#element = form.querySelector(".reply-bar");
    this.#find("reply-cancel").addEventListener("click", () => this.emit("cancelled"));
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented || this.#element.hidden) return;
      event.preventDefault();
      this.emit("cancelled");
    });
  }

  /** `quote` as quoteOf() gives it, or null. */
  show(quote) {
    this.#element.hidden = !quote;
    this.#find("reply-author").textContent = quote ? _("Reply to %(name)s", { name: quote.author }) : "";
    this.#find("reply-text").textContent = quote?.text ?? "";
  }

  // Private

  #find(part) {
    return this.#element.querySelector(`.${part}`);
  }
}
