import { nameOf } from "./author.js";
import { Chime } from "./chime.js";
import { FOR_THE_CUSTOMER } from "./consent_sentences.js";
import { element } from "./element.js";
import { _ } from "./i18n.js";
import { icon } from "./icon.js";
import { fetchStyle } from "./later_style.js";
import { isLookedAt } from "./looked_at.js";
import { Menu } from "./menu.js";
import { NotificationSwitch } from "./notification_switch.js";
import { notify } from "./notify.js";
import { SoundSwitch } from "./sound_switch.js";

/** Tells a customer who looks elsewhere that there is a message: by sound, and by notification if they want it. */
export class Attention {
  #chime = new Chime();
  #sound;
  #notifications;
  #known;

  /** The switch stands `before` this; what came up to `known` is not told. */
  constructor({ chat, before, known }) {
    this.#known = known;
    const [button, menu] = [opener(), element("div", { role: "menu", "aria-label": words() })];
    this.#sound = new SoundSwitch(menu.appendChild(choice(_("Sound"))));
    this.#notifications = new NotificationSwitch(menu.appendChild(choice(_("Notifications"))));
    menu.lastChild.append(element("span", { class: "denied" }, _("blocked in the browser")));
    menu.hidden = true;
    const place = element("div", { class: "attention" });
    place.append(button, menu);
    fetchStyle("attention").then(() => before.before(place));
    new Menu(button, menu);
    chat.on("event", (event) => this.#happened(event)).on("state", () => (place.hidden = chat.isOver));
  }

  // Private

  #happened({ seq, kind, author, body }) {
    if (seq <= this.#known) return;
    this.#known = seq;
    const text = SAYINGS[kind]?.({ author, body });
    if (!text || author.role !== "technician" || isLookedAt()) return;
    if (this.#sound.isOn) this.#chime.play("message");
    const title = _("Message from %(name)s", { name: nameOf(author) });
    if (this.#notifications.isOn) notify({ title, body: text, tag: location.pathname });
  }
}

const SAYINGS = {
  message: ({ body }) => body.text,
  file: ({ body }) => _("File: %(name)s", { name: body.name }),
  requested: FOR_THE_CUSTOMER.requested,
};

function words() {
  return _("Sound and notifications");
}

function opener() {
  const facts = { type: "button", "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": words() };
  return element("button", { class: "attention-button", title: words(), ...facts }, icon("bell"));
}

function choice(name) {
  const tick = icon("check");
  tick.classList.add("tick");
  const facts = { type: "button", role: "menuitemcheckbox", tabindex: "-1" };
  return element("button", facts, tick, element("span", {}, name));
}
