import { Countdown } from "./countdown.js";
import { deliberate } from "./deliberate.js";
import { element } from "./element.js";
import { Emitter } from "./emitter.js";
import { _ } from "./i18n.js";

const EXTENSIONS = 4;

/**
 * A question with all that belongs to it, wherever it stands: in the dialog or in the log.
 *
 * Emits `answer` {granted}, `extend`, `aside` (asked in the chat first) and `over` (the time is up).
 */
export class QuestionView extends Emitter {
  #countdown = new Countdown().on("over", () => this.emit("over"));
  #more = button(_("More time"), "small");
  #yes = button(_("Allow"));
  #aside = element("button", { class: "link", type: "button" }, _("Ask in the chat first"));
  #alert = element("p", { class: "error", role: "alert" });

  /** `words` as in question_words.js; `house` is the technician's organisation or "". */
  constructor({ title, points }, house) {
    super();
    const heading = element("h2", { id: "consent-question", tabindex: "-1" }, title);
    const list = element("ul", { class: "question-points" });
    list.append(...points.map((point) => element("li", {}, point)));
    this.element = element("div", { class: "question" }, heading);
    if (house) this.element.append(element("p", { class: "question-house" }, house));
    this.element.append(list, this.#time(), this.#answers(), this.#alert, this.#aside);
    this.heading = heading;
  }

  /** Shows how long there is, and whether there may be more. */
  show({ expiresAt, extensions }) {
    this.#countdown.to(expiresAt);
    const hadFocus = document.activeElement === this.#more;
    this.#more.hidden = extensions >= EXTENSIONS;
    // Not to an answer: who presses once more would give it.
    if (hadFocus && this.#more.hidden) this.heading.focus({ preventScroll: true });
  }

  /** It stands before the person now, where something else was a moment ago: no yes by accident. */
  appear() {
    deliberate(this.#yes);
  }

  /** What went wrong. */
  alert(words) {
    this.#alert.textContent = words;
  }

  /** Whether one can put it aside: only where it covers the chat. */
  set canWait(canWait) {
    this.#aside.hidden = !canWait;
  }

  close() {
    this.#countdown.stop();
    this.element.remove();
  }

  // Private

  #time() {
    this.#more.addEventListener("click", () => this.emit("extend"));
    return element("div", { class: "question-time" }, this.#countdown.element, this.#more);
  }

  #answers() {
    const [no, yes] = [button(_("Refuse")), this.#yes];
    no.addEventListener("click", () => this.emit("answer", { granted: false }));
    // The second half of a double click was meant for what the first half hit.
    yes.addEventListener("click", ({ detail }) => detail < 2 && this.emit("answer", { granted: true }));
    this.#aside.addEventListener("click", () => this.emit("aside"));
    return element("div", { class: "question-answers" }, no, yes);
  }
}

function button(words, look = "") {
  return element("button", { class: `button ${look}`, type: "button" }, words);
}
