import { _ } from "./i18n.js";

/** "New messages" above the first one not seen; stays where it is for as long as its reader does. */
export class UnreadLine {
  #element = document.createElement("p");
  #timeline;
  #isSpent = true;

  constructor(timeline) {
    this.#timeline = timeline;
    this.#element.className = "new-line";
    this.#element.textContent = _("New messages");
  }

  /** What was said as `seq` is new: the line goes there, unless it stands above others that are. */
  mark(seq) {
    if (!this.#isSpent) return;
    this.#isSpent = false;
    const { element } = this.#timeline.find(seq);
    // Where all is new there is nothing to tell apart.
    if (!element.matches(".message ~ .message")) return;
    element.classList.remove("continues");
    element.querySelector(".day").after(this.#element);
  }

  /** All is seen: the next one that is not gets the line. */
  seen() {
    this.#isSpent = true;
  }

  /** Its reader went away, or writes: the line has done its work. */
  left() {
    if (this.#isSpent) this.#element.remove();
  }
}
