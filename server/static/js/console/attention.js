import { nameOf } from "../author.js";
import { Chime } from "../chime.js";
import { _ } from "../i18n.js";
import { isLookedAt } from "../looked_at.js";
import { SoundSwitch } from "../sound_switch.js";
import { showBadge } from "./desktop.js";
import { Notifications } from "./notifications.js";

/**
 * Tells a technician who looks elsewhere that a customer came, wrote, answered a question or asks to be let in: by
 * title, sound and notification.
 * What is in front of their eyes needs no noise.
 */
export class Attention {
  #plain = document.title;
  #sessions = new Set();
  #news = "";
  #chime = new Chime();
  #soundSwitch = new SoundSwitch(document.querySelector(".sound"));
  #notifications = new Notifications(document.querySelector(".ask-notifications"));
  #parts;

  /**
   * `parts`: `selected()` gives the id of the session in front, `select(id)` changes it; `announce(words)`;
   * `isLocked()`: then nobody is told more than that there is something.
   */
  constructor(parts) {
    this.#parts = parts;
    addEventListener("focus", this.look);
    document.addEventListener("visibilitychange", this.look);
  }

  watch(session) {
    this.#sessions.add(session);
    session
      .on("arrived", () => this.#arrived(session))
      .on("said", ({ text }) => this.#said(session, text))
      .on("asked", ({ name }) => this.#asked(session, name))
      .on("decided", ({ words }) => this.#decided(session, words))
      .on("changed", this.look);
  }

  forget(session) {
    this.#sessions.delete(session);
    this.look();
  }

  /** Counts again what is still to be seen. */
  look = () => {
    let count = 0;
    for (const session of this.#sessions) {
      if (this.#isSeen(session)) session.isNew = session.hasAnswered = false;
      count += session.unread + (session.isNew || session.hasAnswered ? 1 : 0);
    }
    const title = this.#parts.isLocked() ? _("Locked – Technician console") : (count && this.#news) || this.#plain;
    document.title = count ? `(${count}) ${title}` : title;
    showBadge(count);
    if (!count) this.#news = "";
  };

  // Private

  #isSeen({ id }) {
    return isLookedAt() && this.#parts.selected() === id;
  }

  #arrived(session) {
    const title = _("%(name)s is here", { name: nameOf({ role: "customer", name: session.customer }) });
    this.#parts.announce(title);
    if (this.#isSeen(session)) return;
    session.isNew = true;
    this.#tell(session, "arrival", title, _("The customer has joined the session."));
  }

  #asked(session, name) {
    const title = _("%(name)s wants to join", { name: nameOf({ role: "customer", name }) });
    this.#parts.announce(title);
    if (this.#isSeen(session)) return;
    session.isNew = true;
    this.#tell(session, "arrival", title, _("Somebody waits to be let in."));
  }

  /** In front, the line under the session's head says it. */
  #decided(session, words) {
    if (this.#isSeen(session)) return;
    const name = nameOf({ role: "customer", name: session.customer });
    const title = _("Answer from %(name)s", { name });
    this.#parts.announce(`${title}: ${words}`);
    session.hasAnswered = true;
    this.#tell(session, "message", title, words);
  }

  #said(session, text) {
    if (isLookedAt()) return;
    const name = nameOf({ role: "customer", name: session.customer });
    this.#tell(session, "message", _("Message from %(name)s", { name }), text);
  }

  #tell({ id }, occasion, title, body) {
    const opens = () => this.#parts.select(id);
    this.#news = title;
    this.look();
    if (this.#soundSwitch.isOn) this.#chime.play(occasion);
    if (isLookedAt()) return;
    if (this.#parts.isLocked()) this.#notifications.show({ title: _("There is news in the console"), body: "", tag: id, opens });
    else this.#notifications.show({ title, body, tag: id, opens });
  }
}
