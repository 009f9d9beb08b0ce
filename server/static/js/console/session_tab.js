import { nameOf } from "../author.js";
import { timeOf } from "../clock.js";
import { _ } from "../i18n.js";
import { initials, spaced } from "./spelling.js";

const PREVIEW = 80;

/** Draws a session in the list at the left. */
export class SessionTab {
  #session;
  #key;

  /** `key` are the nine digits where this browser knows them. */
  constructor({ template, session, key }) {
    this.element = template.content.firstElementChild.cloneNode(true);
    this.#session = session;
    this.#key = key;
    this.#find("tab-kind").textContent = _("Support session");
    session.on("changed", this.draw);
    this.draw();
  }

  draw = () => {
    const { state, customer, isPresent, activeAt, isOver } = this.#session;
    Object.assign(this.element.dataset, { state, present: isPresent ?? "unknown" });
    this.#say("initials", customer === null ? "" : initials(this.#name));
    this.#say("tab-name", this.#name);
    this.#say("tab-time", timeOf(activeAt));
    this.#say("tab-state", state === "active" && isPresent === false ? _("Away") : stateOf(this.#session));
    this.#find("tab-close").hidden = !isOver;
    this.#drawPreview();
    this.#drawUnread();
  };

  // Private

  get #name() {
    const { customer } = this.#session;
    if (customer !== null) return nameOf({ role: "customer", name: customer });
    return this.#key ? spaced(this.#key) : _("New customer");
  }

  #drawPreview() {
    const { latest, isOver, isPresent } = this.#session;
    const text = latest && !isOver ? latest.text.slice(0, PREVIEW) : "";
    this.#say("tab-preview", text && latest.isOwn ? _("You: %(text)s", { text }) : text);
    this.#find("tab-state").classList.toggle("visually-hidden", Boolean(text) && isPresent === true);
  }

  #drawUnread() {
    const { unread: count, isNew } = this.#session;
    this.#find("badge").hidden = !count && !isNew;
    this.#say("badge-count", count > 99 ? "99+" : count ? String(count) : _("new"));
    this.#say("badge-words", count ? _("%(count)s unread", { count }) : _("has just arrived"));
  }

  #say(part, words) {
    const element = this.#find(part);
    if (element.textContent !== words) element.textContent = words;
  }

  #find(part) {
    return this.element.querySelector(`.${part}`);
  }
}

/** In which state the session is, in two or three words. */
export function stateOf({ state, isPresent }) {
  if (state === "waiting") return _("Waiting for the customer");
  if (state === "ended") return _("Closed");
  if (state === "expired") return _("Key expired");
  if (isPresent === null) return "";
  return isPresent ? _("In the chat") : _("Not in the chat");
}
