import { _ } from "../i18n.js";
import { countdown, spaced } from "./spelling.js";
import { Ways } from "./ways.js";

const SOON = 5 * 60_000;

/** What brings a customer in: the key with its count-down, the link, the support website. */
export class Invitation {
  #element;
  #session;
  #inviting;
  #ways;

  constructor({ element, session, inviting }) {
    this.#element = element;
    this.#session = session;
    this.#inviting = inviting;
    this.#ways = new Ways({ element: this.#find("ways"), session, inviting });
    this.#nameKey();
    this.#find("withdraw").addEventListener("click", () => this.#withdraw());
  }

  get canCopy() {
    return Boolean(this.#session.kept) && !this.#isExpired(Date.now());
  }

  /** Puts the keyboard on the link. */
  focus() {
    this.#ways.focus();
  }

  tick(now) {
    if (this.#session.state !== "waiting") return;
    const left = this.#expires - now;
    this.#find("countdown").textContent =
      left > 0 ? _("valid for %(time)s", { time: countdown(left) }) : _("expired");
    this.#element.dataset.validity = left > SOON ? "long" : left > 0 ? "short" : "over";
    this.#drawExpired(now);
  }

  draw() {
    this.#element.hidden = !["waiting", "expired"].includes(this.#session.state);
    // The old key is gone and the new one on its way: nobody should see the gap.
    if (!this.#session.isRenewing) this.#drawKey(this.#session.kept);
    this.#drawExpired(Date.now());
    this.tick(Date.now());
  }

  // Private

  /** The server's clock counts; how far this one is off was measured when the session was started. */
  get #expires() {
    return this.#session.expiresAt.getTime() + (this.#session.kept?.skew ?? 0);
  }

  #isExpired(now) {
    return this.#session.state === "expired" || this.#expires <= now;
  }

  #drawExpired(now) {
    const isExpired = this.#isExpired(now);
    this.#find("key-box").hidden = this.#session.state === "expired";
    this.#find("expired").hidden = !isExpired;
    // The server may be a second behind: until it says so, the session is open.
    this.#find("again").hidden = this.#session.state !== "expired";
    this.#find("ways").hidden = isExpired;
  }

  #nameKey() {
    const output = this.#find("key");
    output.id = `key-${this.#session.id}`;
    this.#find("key-label").htmlFor = output.id;
  }

  #drawKey(kept) {
    const words = kept ? spaced(kept.key) : "";
    this.#find("key-elsewhere").hidden = Boolean(kept);
    this.#find("key").hidden = !kept;
    if (this.#find("key").textContent !== words) this.#find("key").replaceChildren(...digitsOf(words));
    this.#ways.draw();
  }

  async #withdraw() {
    const [button, alert] = [this.#find("withdraw"), this.#find("withdraw-alert")];
    if (button.getAttribute("aria-busy") === "true") return;
    button.setAttribute("aria-busy", "true");
    alert.textContent = "";
    try {
      if (await this.#inviting.withdraw(this.#session)) this.#renewed();
    } catch (problem) {
      alert.textContent = problem.code === "sign_in_needed" ? "" : problem.message;
    }
    button.removeAttribute("aria-busy");
  }

  #renewed() {
    this.#find("renewed").textContent = _("New key and new link. Those from before no longer work.");
    this.focus();
    this.#find("key-box").scrollIntoView({ block: "nearest" });
  }

  #find(part) {
    return this.#element.querySelector(`.${part}`);
  }
}

/** Each digit a box of its own: screen readers then say digits and not a number of millions. */
function digitsOf(words) {
  return [...words].map((character) => {
    if (character === " ") return " ";
    const digit = document.createElement("span");
    digit.textContent = character;
    return digit;
  });
}
