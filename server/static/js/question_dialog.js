import { element } from "./element.js";
import { Emitter } from "./emitter.js";

/** Puts a question over everything else. Emits `closed` when it is closed without an answer (Esc, the back gesture). */
export class QuestionDialog extends Emitter {
  #dialog = element("dialog", { class: "consent-dialog", "aria-labelledby": "consent-question" });
  #before = null;

  constructor() {
    super();
    document.body.append(this.#dialog);
    this.#dialog.addEventListener("cancel", () => this.emit("closed"));
  }

  get isOpen() {
    return this.#dialog.open;
  }

  /** Who types at this moment must not say yes by it: the keyboard goes to the words, not to a button. */
  open(view) {
    this.#before = document.activeElement;
    this.#dialog.replaceChildren(view.element);
    view.appear();
    this.#dialog.showModal();
    view.heading.focus({ preventScroll: true });
    this.#dialog.scrollTop = 0;
  }

  /** Goes, and gives the keyboard back to where it was. */
  close() {
    if (!this.isOpen) return;
    this.#dialog.close();
    if (this.#before?.isConnected) this.#before.focus({ preventScroll: true });
  }
}
