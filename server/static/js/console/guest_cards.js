import { nameOf } from "../author.js";
import { timeOf } from "../clock.js";
import { exactly } from "../exact_time.js";
import { _ } from "../i18n.js";
import { uuid } from "../uuid.js";

/** What the page says in another way: somebody answered already, or the dialog for signing in is open. */
const SILENT = new Set(["not_waiting", "sign_in_needed"]);

const WAYS = {
  key: (time) => _("With the support key, waiting since %(time)s.", { time }),
  link: (time) => _("By the session link, waiting since %(time)s.", { time }),
  mail: (time) => _("By the link in the e-mail, waiting since %(time)s.", { time }),
  qr: (time) => _("By the QR code, waiting since %(time)s.", { time }),
  sms: (time) => _("By the link in the SMS, waiting since %(time)s.", { time }),
};

/** Asks the technician about everyone who waits to be let in: a card each over the chat, in no one's way. */
export class GuestCards {
  #list;
  #template;
  #session;
  #request;
  #cards = new Map();
  #isOnline = false;

  constructor({ list, template, session, request }) {
    this.#list = list;
    this.#template = template;
    this.#session = session;
    this.#request = request;
    session.on("changed", this.#draw).on("connection", (connection) => this.#connected(connection));
    this.#draw();
  }

  // Private

  #draw = () => {
    const guests = this.#session.guests.all;
    const seqs = new Set(guests.map(({ seq }) => seq));
    for (const [seq, card] of this.#cards) if (!seqs.has(seq)) this.#remove(seq, card);
    for (const guest of guests) if (!this.#cards.has(guest.seq)) this.#add(guest);
    this.#list.hidden = guests.length === 0;
  };

  #add(guest) {
    const card = this.#template.content.firstElementChild.cloneNode(true);
    const name = nameOf({ role: "customer", name: guest.name });
    const question = card.querySelector(".guest-question");
    question.id = `guest-${this.#session.id}-${guest.seq}`;
    card.setAttribute("aria-labelledby", question.id);
    question.textContent = _("%(name)s wants to join", { name });
    card.querySelector(".guest-way").textContent = WAYS[meansOf(guest)](timeOf(guest.at));
    card.querySelector(".guest-way").title = exactly(guest.at);
    card.querySelector(".admit").addEventListener("click", () => this.#answer(guest, true));
    card.querySelector(".refuse").addEventListener("click", () => this.#answer(guest, false));
    this.#cards.set(guest.seq, card);
    this.#list.append(card);
    this.#drawAccess(card);
  }

  /** The keyboard goes on where one goes on: to who else waits, or into the chat. */
  #remove(seq, card) {
    const hadFocus = card.contains(document.activeElement);
    this.#cards.delete(seq);
    card.remove();
    if (!hadFocus) return;
    const next = this.#list.querySelector(".admit");
    if (next) next.focus();
    else this.#session.chat.focus();
  }

  async #answer({ seq }, granted) {
    const card = this.#cards.get(seq);
    if (card.getAttribute("aria-busy") === "true") return;
    card.setAttribute("aria-busy", true);
    this.#say(card, "");
    const frame = { type: "admit", client_id: uuid(), waiting: seq, granted };
    const path = `/api/v1/sessions/${this.#session.id}/events?as=technician`;
    await this.#request("POST", path, frame).catch(
      ({ code, message }) => SILENT.has(code) || this.#say(card, message),
    );
    card.removeAttribute("aria-busy");
  }

  #connected(connection) {
    this.#isOnline = connection === "online";
    for (const card of this.#cards.values()) this.#drawAccess(card);
  }

  /** Who can not be heard gives no answer: the buttons wait for the connection, and the card says so. */
  #drawAccess(card) {
    for (const button of card.querySelectorAll("button")) button.disabled = !this.#isOnline;
    this.#say(card, this.#isOnline ? "" : _("No connection. You can answer as soon as it is back."));
  }

  #say(card, words) {
    card.querySelector(".guest-alert").textContent = words;
  }
}

function meansOf({ way, invitation }) {
  if (way === "key") return "key";
  return invitation in WAYS ? invitation : /^s\d/.test(invitation) ? "sms" : "link";
}
