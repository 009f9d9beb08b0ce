import { timeOf } from "./clock.js";
import { _ } from "./i18n.js";

/** Says under the log that the other side left, or is back. The log does not keep it, so it is one line that changes. */
export class PresenceLine {
  #element;
  #wasPresent = null;

  constructor(element) {
    this.#element = element;
  }

  show(name, isPresent) {
    const time = timeOf(Date.now());
    if (this.#wasPresent && !isPresent) this.#say(_("%(name)s has left the chat. %(time)s", { name, time }));
    else if (isPresent && this.#element.textContent) this.#say(_("%(name)s is back. %(time)s", { name, time }));
    this.#wasPresent = isPresent;
  }

  /** They said something: that they are back, they show by what they do. */
  outrun() {
    if (this.#wasPresent) this.#say("");
  }

  /** It is over: nobody comes back. */
  close() {
    this.#wasPresent = null;
    this.#say("");
  }

  // Private

  #say(words) {
    this.#element.textContent = words;
  }
}
