import { nameOf } from "../author.js";
import { timeOf } from "../clock.js";
import { _ } from "../i18n.js";
import { initials, spaced } from "./spelling.js";

const PREVIEW = 80;
const SHARED = { view: () => _("screen is shared"), control: () => _("remote control is on") };

/** Draws a session in the list at the left. */
export class SessionTab {
  #session;
  #key = null;

  constructor({ template, session }) {
    this.element = template.content.firstElementChild.cloneNode(true);
    this.#session = session;
    this.#find("tab-kind").textContent = _("Support session");
    session.on("changed", this.draw);
    this.draw();
  }

  draw = () => {
    const { state, customer, isPresent, activeAt, isOver, kept, isRenewing, guests } = this.#session;
    // A key that ran out still names its tab; one that was withdrawn does not.
    if (!isRenewing && state === "waiting") this.#key = kept?.key ?? null;
    Object.assign(this.element.dataset, { state, present: isPresent ?? "unknown", asked: guests.size > 0 });
    this.#say("initials", customer === null ? "" : initials(this.#name));
    this.#say("tab-name", this.#name);
    this.#say("tab-time", timeOf(activeAt));
    const isAway = state === "active" && isPresent === false && !guests.size;
    this.#say("tab-state", isAway ? _("Away") : stateOf(this.#session));
    this.#find("tab-close").hidden = !isOver;
    this.#drawPreview();
    this.#drawUnread();
    this.#drawShared();
  };

  // Private

  get #name() {
    const { customer } = this.#session;
    if (customer !== null) return nameOf({ role: "customer", name: customer });
    return this.#key ? spaced(this.#key) : _("New customer");
  }

  #drawPreview() {
    const { latest, isOver, isPresent, guests } = this.#session;
    const text = latest && !isOver && !guests.size ? latest.text.slice(0, PREVIEW) : "";
    this.#say("tab-preview", text && latest.isOwn ? _("You: %(text)s", { text }) : text);
    this.#find("tab-state").classList.toggle("visually-hidden", Boolean(text) && isPresent === true);
  }

  #drawUnread() {
    const { unread: count, isNew, hasAnswered, guests } = this.#session;
    this.#find("badge").hidden = !count && !isNew && !hasAnswered;
    const sign = guests.size ? "?" : isNew ? _("new") : "!";
    this.#say("badge-count", count > 99 ? "99+" : count ? String(count) : sign);
    const arrived = guests.size ? "" : isNew ? _("has just arrived") : _("has answered");
    this.#say("badge-words", count ? _("%(count)s unread", { count }) : arrived);
  }

  #drawShared() {
    this.#find("tab-shared").hidden = !this.#session.shared;
    this.#say("tab-shared-words", sharedNow(this.#session));
  }

  #say(part, words) {
    const element = this.#find(part);
    if (element.textContent !== words) element.textContent = words;
  }

  #find(part) {
    return this.element.querySelector(`.${part}`);
  }
}

/** What the customer shares at this moment, in two or three words. */
export function sharedNow({ shared }) {
  return SHARED[shared]?.() ?? "";
}

/** In which state the session is, in two or three words. */
export function stateOf({ state, isPresent, guests }) {
  if (guests.size) return _("Somebody wants to join");
  if (state === "waiting") return _("Waiting for the customer");
  if (state === "ended") return _("Closed");
  if (state === "expired") return _("Key expired");
  if (isPresent === null) return "";
  return isPresent ? _("In the chat") : _("Not in the chat");
}
