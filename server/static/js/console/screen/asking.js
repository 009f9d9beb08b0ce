import { Emitter } from "../../emitter.js";
import { _ } from "../../i18n.js";
import { countdown } from "../spelling.js";
import { objectionTo, standingOf } from "./standings.js";

const GIVE_BACK = () => _("Give permission back");
const TAKE_BACK = { asked: () => _("Take back question"), granted: GIVE_BACK, interrupted: GIVE_BACK };
const PERMISSIONS = ["view", "control"];
// The clocks of two machines are never quite the same: no more than a minute is ever left.
const MOST_MS = 60_000;

/**
 * The buttons that ask the customer for something, and how it stands with what was asked for.
 * Emits `shown` when one presses the button of what is to be seen already.
 */
export class Asking extends Emitter {
  #root;
  #session;
  #consent;
  #busy = false;

  /** `root` is the session's panel. */
  constructor({ root, session }) {
    super();
    this.#root = root;
    this.#session = session;
    this.#consent = session.consent;
    for (const permission of PERMISSIONS) {
      this.#button(permission).addEventListener("click", () => this.#pressed(permission));
      this.#takeBack(permission).addEventListener("click", () => this.#decide("withdraw", permission));
    }
    session.on("changed", () => this.draw()).on("connection", (connection) => this.#connected(connection));
    this.#consent.on("changed", () => this.draw());
    this.draw();
  }

  /** What moves with the clock alone. */
  tick(now) {
    const { question } = this.#consent;
    for (const permission of PERMISSIONS) {
      const isAsked = question?.permission === permission;
      const left = isAsked ? Math.min(MOST_MS, question.expiresAt - now) : 0;
      this.#say(`standing-${permission} .standing-time`, isAsked ? countdown(left) : "");
    }
  }

  draw() {
    const isActive = this.#session.state === "active";
    this.#find("asking").hidden = !isActive;
    for (const permission of PERMISSIONS) {
      this.#drawButton(permission);
      this.#drawStanding(permission, isActive);
    }
    const isSomething = PERMISSIONS.some((one) => !this.#find(`standing-${one}`).hidden);
    this.#find("standings").hidden = !isActive || (!isSomething && !this.#find("asking-alert").textContent);
    this.tick(Date.now());
  }

  // Private

  #drawButton(permission) {
    const button = this.#button(permission);
    const objection = this.#objection(permission);
    // Not `disabled`: who has the keyboard there keeps it, and can hear why.
    button.setAttribute("aria-disabled", Boolean(objection));
    button.title = objection;
    button.classList.toggle("is-granted", this.#consent.grants[permission] !== null);
  }

  #drawStanding(permission, isActive) {
    const standing = isActive ? standingOf(permission, this.#consent, this.#session.happened[permission]) : null;
    const line = this.#find(`standing-${permission}`);
    const hadFocus = line.contains(document.activeElement);
    line.hidden = !standing;
    line.dataset.state = standing?.state ?? "";
    this.#say(`standing-${permission} .standing-words`, standing?.words ?? "");
    this.#takeBack(permission).textContent = TAKE_BACK[standing?.state]?.() ?? "";
    this.#takeBack(permission).hidden = !(standing?.state in TAKE_BACK);
    if (hadFocus && this.#takeBack(permission).hidden) this.#button(permission).focus();
  }

  #pressed(permission) {
    if (this.#button(permission).getAttribute("aria-disabled") === "true") return;
    if (this.#consent.grants[permission]) this.emit("shown");
    else this.#decide("request", permission);
  }

  /** In the moments before there is a connection a press would be lost, and look as if it counted. */
  #objection(permission) {
    if (this.#session.chat.connection === "connecting") return _("The connection is being set up.");
    return objectionTo(permission, this.#consent, this.#session.isPresent);
  }

  /** That there was no connection is no news any more. */
  #connected(connection) {
    if (connection === "online") this.#alert("");
    else this.draw();
  }

  async #decide(type, permission) {
    if (this.#busy) return;
    this.#busy = true;
    this.#alert("");
    this.#button(permission).setAttribute("aria-busy", true);
    // Answered in the same moment: then the line says how.
    await this.#consent
      .send(type, { permission })
      .catch(({ code, message }) => code === "no_question" || this.#alert(message));
    this.#button(permission).removeAttribute("aria-busy");
    this.#busy = false;
    this.draw();
  }

  #alert(words) {
    this.#find("asking-alert").textContent = words;
    this.draw();
  }

  #button(permission) {
    return this.#find(`ask-${permission}`);
  }

  #takeBack(permission) {
    return this.#find(`standing-${permission} .take-back`);
  }

  #say(part, words) {
    const element = this.#find(part);
    if (element.textContent !== words) element.textContent = words;
  }

  #find(part) {
    return this.#root.querySelector(`.${part}`);
  }
}
