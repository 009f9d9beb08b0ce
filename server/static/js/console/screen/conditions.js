import { _ } from "../../i18n.js";

// The first that is true is said: what hides the picture before what keeps the hands off.
const WORDS = {
  lost: () => _("The connection to the customer's screen is interrupted. The picture comes back by itself."),
  display_lost: () => _("The customer's screen is gone: it was unplugged or switched off."),
  locked: () => _("The customer's screen is locked. Only the customer can unlock it."),
  no_capture: () =>
    _("The customer's device does not allow a picture of the screen. On a Mac they allow it in the system settings under “Screen Recording”."),
  elevated: () =>
    _("A program with administrator rights is in front: it can't be seen or operated from here. Ask the customer to do this step."),
  wayland: () => _("The customer's desktop (Wayland) lets nobody operate it from outside. Tell the customer what to do."),
  no_input: () =>
    _("The customer's device takes no mouse and keys from outside. On a Mac they allow it in the system settings under “Accessibility”."),
  paused_by_customer: () => _("The customer is using mouse or keyboard: yours rest meanwhile."),
};

/** What the sharer said is in the way, as long as it is. */
export class Conditions {
  #on = new Set();

  /** Takes one frame `condition`. */
  hear({ name, on }) {
    if (on) this.#on.add(name);
    else this.#on.delete(name);
  }

  has(name) {
    return this.#on.has(name);
  }

  forget() {
    this.#on.clear();
  }

  /** One plain sentence, or none. */
  get words() {
    const name = Object.keys(WORDS).find((one) => this.#on.has(one));
    return name ? WORDS[name]() : "";
  }
}
