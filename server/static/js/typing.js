import { nameOf } from "./author.js";
import { _ } from "./i18n.js";

const REPEAT = 3000;
const FADES = 6000;

/** Tells the others that somebody writes here, no more often than needed. */
export class TypingSignal {
  #send;
  #last = 0;

  constructor(send) {
    this.#send = send;
  }

  typed(now = Date.now()) {
    if (now - this.#last < REPEAT) return;
    if (this.#send({ type: "typing" })) this.#last = now;
  }

  /** What was written is sent: the next letter counts again. */
  done() {
    this.#last = 0;
  }
}

/** Shows who writes; forgets it when nothing more is heard. */
export class TypingNotice {
  #element;
  #timer = null;

  constructor(element) {
    this.#element = element;
  }

  show(author) {
    this.#element.querySelector("span").textContent = _("%(name)s is typing …", { name: nameOf(author) });
    this.#element.hidden = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.hide(), FADES);
  }

  hide() {
    clearTimeout(this.#timer);
    this.#element.hidden = true;
  }
}
