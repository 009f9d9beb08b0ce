import { _ } from "../i18n.js";
import { CopyButton } from "./copy_button.js";
import { countdown, spaced } from "./spelling.js";

const SOON = 5 * 60_000;

/** What brings a customer in: the key with its count-down, the link, the support website. */
export class Invitation {
  #element;
  #session;
  #kept;
  #expires;

  constructor({ element, session, kept }) {
    this.#element = element;
    this.#session = session;
    this.#kept = kept;
    // The server's clock counts; how far this one is off was measured when the session was started.
    this.#expires = session.expiresAt.getTime() + (kept?.skew ?? 0);
    this.#nameKey();
    this.#find("key-elsewhere").hidden = Boolean(kept);
    this.#find("way-link").hidden = this.#find("key").hidden = !kept;
    if (kept) this.#drawKey(kept.key);
    if (kept) new CopyButton({ element: this.#find("way-link"), text: kept.link });
  }

  get canCopy() {
    return Boolean(this.#kept) && !this.#isExpired(Date.now());
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
    this.#drawExpired(Date.now());
    this.tick(Date.now());
  }

  // Private

  #isExpired(now) {
    return this.#session.state === "expired" || this.#expires <= now;
  }

  #drawExpired(now) {
    const isExpired = this.#isExpired(now);
    this.#find("key-box").hidden = this.#session.state === "expired";
    this.#find("expired").hidden = !isExpired;
    this.#find("ways").hidden = isExpired;
  }

  #nameKey() {
    const output = this.#find("key");
    output.id = `key-${this.#session.id}`;
    this.#find("key-label").htmlFor = output.id;
  }

  /** Each digit a box of its own: screen readers then say digits and not a number of millions. */
  #drawKey(key) {
    for (const character of spaced(key)) {
      const digit = document.createElement("span");
      digit.textContent = character;
      this.#find("key").append(character === " " ? " " : digit);
    }
  }

  #find(part) {
    return this.#element.querySelector(`.${part}`);
  }
}
