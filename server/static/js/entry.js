import { nameOf } from "./author.js";
import { dayOf, timeOf } from "./clock.js";
import { continues, sameDay } from "./grouping.js";
import { _ } from "./i18n.js";
import { showIcon } from "./icon.js";
import { pieces } from "./linkify.js";

/** One line of the log: knows its place in time and draws the day above itself where a new one begins. */
export class Entry {
  constructor(template, { at, author = null }) {
    this.element = template.content.firstElementChild.cloneNode(true);
    this.at = at;
    this.author = author;
  }

  follows(previous) {
    const day = this.find("day");
    day.hidden = Boolean(previous && sameDay(previous, this));
    day.textContent = day.hidden ? "" : dayOf(this.at);
    this.element.classList.toggle("continues", Boolean(previous && continues(previous, this)));
  }

  find(part) {
    return this.element.querySelector(`.${part}`);
  }
}

/** What happened, in a sentence between the messages. */
export class NoticeEntry extends Entry {
  constructor(template, { at, seq, kind }, sentence) {
    super(template, { at });
    this.seq = seq;
    Object.assign(this.element.dataset, { kind, seq });
    this.find("sentence").textContent = sentence;
    showTime(this.find("time"), at);
  }
}

const STATES = {
  sending: ["clock", () => _("being sent")],
  stored: ["check", () => _("stored")],
  read: ["double-check", () => _("read")],
  refused: ["warning", () => _("not sent")],
};

/** What somebody said. Text is text: nothing of it is ever parsed as HTML. */
export class MessageEntry extends Entry {
  #isOwn;

  constructor(template, { seq = null, at, author, kind, body }, me) {
    super(template, { at, author });
    Object.assign(this, { kind, body });
    this.#number(seq);
    this.#isOwn = author.role === me.role;
    this.element.classList.toggle("own", this.#isOwn);
    this.find("author").textContent = this.#isOwn ? _("You") : nameOf(author);
    this.fill(body);
    showTime(this.find("time"), at);
    this.show("stored");
  }

  /** Draws what was said. */
  fill(body) {
    this.find("text").append(...pieces(body.text).map(drawn));
  }

  get isOwn() {
    return this.#isOwn;
  }

  /** Known to the log now: its number and its time are the server's. */
  confirm({ seq, at }) {
    this.#number(seq);
    this.at = at;
    showTime(this.find("time"), at);
    this.show("stored");
  }

  /** Shows over the text what it answers (see quote.js); null where that is not to be shown. */
  answers(quote) {
    const element = this.find("quote");
    element.hidden = !quote;
    if (!quote) return;
    const { author, text } = quote;
    element.setAttribute("aria-label", _("In reply to %(name)s: %(text)s", { name: author, text }));
    this.find("quote-author").textContent = author;
    this.find("quote-text").textContent = text;
  }

  /** @param {"sending"|"stored"|"read"|"refused"} state */
  show(state) {
    const [drawing, words] = STATES[state];
    this.element.dataset.state = state;
    this.find("refusal")?.remove();
    this.find("state").hidden = !this.#isOwn;
    showIcon(this.find("state .icon"), drawing);
    this.find("state").title = this.find("state-text").textContent = this.#isOwn ? words() : "";
  }

  /** Says why it was not sent, and what can be done about it. */
  refuse(template, reason, { retry, discard }) {
    this.show("refused");
    this.element.append(template.content.cloneNode(true));
    this.find("reason").textContent = reason;
    this.find("retry").addEventListener("click", retry);
    this.find("discard").addEventListener("click", discard);
  }

  // Private

  #number(seq) {
    this.seq = seq;
    if (seq) this.element.dataset.seq = seq;
  }
}

function showTime(element, at) {
  element.dateTime = new Date(at).toISOString();
  element.textContent = timeOf(at);
}

export function drawn({ text, href }) {
  if (!href) return text;
  const link = document.createElement("a");
  Object.assign(link, { href, target: "_blank", rel: "noopener noreferrer", textContent: text });
  return link;
}
