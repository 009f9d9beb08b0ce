import { MessageEntry, NoticeEntry } from "./entry.js";
import { FileEntry } from "./file_entry.js";
import { noticeOf } from "./notice.js";
import { quoteOf } from "./quote.js";

/**
 * The drawn log: what is stored, in its order, and below it what is still on its way.
 *
 * Whoever draws into it never asks where something belongs: events may come once live, as older pages, or as
 * the answer to what was written here, and an entry is drawn once.
 */
export class Timeline {
  #list;
  #templates;
  #me;
  #fileAddress;
  #want;
  #notices;
  #unsaid = [];
  #entries = [];
  #said = new Map();
  #pending = new Map();
  #readByOthers = 0;

  /**
   * `fileAddress(id)` is where a file of this session is; `want(seq, show)` gets what is not drawn,
   * `notices` more sentences for what nobody said (notice.js).
   */
  constructor({ list, templates, me, fileAddress, want, notices }) {
    this.#list = list;
    this.#templates = templates;
    this.#me = me;
    this.#fileAddress = fileAddress;
    this.#want = want;
    this.#notices = notices;
  }

  /** What was said as `seq`, where it is drawn. */
  find(seq) {
    return this.#said.get(seq);
  }

  /** The entry that this element is drawn by. */
  entryOf(element) {
    return this.find(Number(element.dataset.seq)) ?? this.#pendingOf(element);
  }

  /** What was said as `seq`, as it stands over an answer to it. */
  quote(seq) {
    const entry = this.find(seq);
    return entry ? quoteOf(entry, this.#me) : null;
  }

  /** Draws the newest event. */
  add(event) {
    const entry = this.#arrived(event) ?? this.#draw(event);
    if (!entry) return;
    const [next] = this.#pending.values();
    if (entry.element.parentNode !== this.#list || entry.element.nextElementSibling !== next?.element)
      this.#list.insertBefore(entry.element, next?.element ?? null);
    entry.follows(this.#entries.at(-1));
    next?.follows(entry);
    this.#entries.push(entry);
  }

  /** Draws what it passed over until now for want of these sentences (notice.js). */
  learn(notices) {
    this.#notices = { ...this.#notices, ...notices };
    for (const event of this.#unsaid?.splice(0) ?? []) this.#insert(event);
    this.#unsaid = null;
  }

  /** Draws a page of older events above all others. */
  prepend(events) {
    const entries = events.map((event) => this.#draw(event)).filter(Boolean);
    if (!entries.length) return;
    this.#list.prepend(...entries.map((entry) => entry.element));
    const boundary = this.#entries[0] ?? this.#pending.values().next().value;
    entries.forEach((entry, place) => entry.follows(entries[place - 1]));
    boundary?.follows(entries.at(-1));
    this.#entries.unshift(...entries);
  }

  /** Draws what was written here and is not stored yet, or says why it won't be. */
  pend({ client_id, text, reply_to, file, at, refusal }, actions) {
    const said = file ? { kind: "file", body: file } : { kind: "message", body: { text, reply_to } };
    const entry = this.#pending.get(client_id) ?? this.#appended(client_id, { ...said, at });
    if (refusal) entry.refuse(this.#templates.refusal, refusal.detail, actions);
    else entry.show("sending");
    return entry;
  }

  /** The server has stored it; its event is on the way. */
  settle(client_id) {
    this.#pending.get(client_id)?.show("stored");
  }

  /** Takes away what was written here and won't come as an event any more. */
  drop(client_id) {
    this.#pending.get(client_id)?.element.remove();
    this.#pending.delete(client_id);
  }

  /** The others have seen everything up to `seq`. */
  readUpTo(seq) {
    if (seq <= this.#readByOthers) return;
    const before = this.#readByOthers;
    this.#readByOthers = seq;
    for (let place = this.#entries.length - 1; place >= 0; place--) {
      const entry = this.#entries[place];
      if (entry.seq && entry.seq <= before) break;
      this.#showRead(entry);
    }
  }

  /** Forgets what the log said; what was written here stays. */
  clear() {
    for (const { element } of this.#entries) element.remove();
    this.#entries = [];
    this.#said.clear();
    this.#unsaid &&= [];
    this.#readByOthers = 0;
  }

  // Private

  #pendingOf(element) {
    return [...this.#pending.values()].find((entry) => entry.element === element);
  }

  #arrived(event) {
    const entry = event.client_id && this.#pending.get(event.client_id);
    if (!entry) return null;
    this.#pending.delete(event.client_id);
    entry.confirm(event);
    this.#said.set(event.seq, entry);
    return this.#showRead(entry);
  }

  #insert(event) {
    const entry = this.#draw(event);
    if (!entry) return;
    const found = this.#entries.findIndex(({ seq }) => seq > event.seq);
    const place = found < 0 ? this.#entries.length : found;
    const next = this.#entries[place] ?? [...this.#pending.values()][0];
    this.#list.insertBefore(entry.element, next?.element ?? null);
    entry.follows(this.#entries[place - 1]);
    next?.follows(entry);
    this.#entries.splice(place, 0, entry);
  }

  #draw(event) {
    if (event.kind === "message" || event.kind === "file") return this.#showRead(this.#drawSaid(event));
    const sentence = noticeOf(event, this.#me, this.#notices);
    if (!sentence) this.#unsaid?.push(event);
    return sentence && new NoticeEntry(this.#templates.notice, event, sentence);
  }

  #showRead(entry) {
    if (entry.isOwn && entry.seq && entry.seq <= this.#readByOthers) entry.show("read");
    return entry;
  }

  #drawSaid(event) {
    if (event.kind === "file")
      return this.#numbered(FileEntry.drawing(this.#templates.file, event, this.#me, this.#fileAddress));
    const entry = new MessageEntry(this.#templates.message, event, this.#me);
    if (event.body.reply_to) this.#drawQuote(entry, event.body.reply_to);
    return this.#numbered(entry);
  }

  #numbered(entry) {
    if (entry.seq) this.#said.set(entry.seq, entry);
    return entry;
  }

  /** A gap of the right height stands there until what it answers is known. */
  #drawQuote(entry, seq) {
    entry.answers(this.quote(seq) ?? { author: " ", text: "…" });
    if (!this.#said.has(seq)) this.#want(seq, (event) => entry.answers(quoteOf(event, this.#me)));
  }

  #appended(client_id, said) {
    const author = { role: this.#me.role, name: this.#me.name };
    const entry = this.#drawSaid({ ...said, author });
    const previous = [...this.#pending.values()].at(-1) ?? this.#entries.at(-1);
    this.#list.append(entry.element);
    entry.follows(previous);
    this.#pending.set(client_id, entry);
    return entry;
  }
}
