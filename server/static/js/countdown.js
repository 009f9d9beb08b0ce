import { element } from "./element.js";
import { Emitter } from "./emitter.js";
import { _ } from "./i18n.js";

const STEP = 250;
// When who can't see the numbers is told how long there is.
const SAID = [30, 10];

/** Counts the seconds down in words; emits `over`. */
export class Countdown extends Emitter {
  #left = element("span", { class: "countdown-left" });
  #words = element("p", { class: "countdown", role: "timer" }, this.#left, " ", element("span", {}, _("No answer counts as no.")));
  #said = element("span", { class: "visually-hidden", role: "status" });
  #end = 0;
  #timer = null;
  #last = null;

  constructor() {
    super();
    this.element = element("div", {}, this.#words, this.#said);
  }

  /** Counts down to this moment (ms since 1970). */
  to(end) {
    this.stop();
    this.#end = end;
    this.#said.textContent = "";
    this.#timer = setInterval(() => this.#tick(), STEP);
    this.#tick();
  }

  stop() {
    clearInterval(this.#timer);
    this.#last = null;
  }

  // Private

  #tick() {
    const seconds = Math.max(0, Math.ceil((this.#end - Date.now()) / 1000));
    if (seconds === this.#last) return;
    this.#last = seconds;
    this.#left.textContent = left(seconds);
    if (SAID.includes(seconds)) this.#said.textContent = this.#words.textContent;
    if (seconds > 0) return;
    this.stop();
    this.emit("over");
  }
}

function left(seconds) {
  if (seconds === 1) return _("1 second left.");
  return _("%(seconds)s seconds left.", { seconds });
}
