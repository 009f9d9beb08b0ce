import { Chat } from "../chat.js";
import { Consent } from "../consent.js";
import { Emitter } from "../emitter.js";
import { _ } from "../i18n.js";
import { Guests } from "./guests.js";
import { InvitationsTold } from "./invitations_told.js";
import { FOR_TECHNICIANS } from "./notices.js";
import { decisionIn, LastHappened } from "./screen/standings.js";

/**
 * One session as its technician knows it at this moment, from the API's answer and then from its log.
 *
 * Emits `changed` when anything of it did, `arrived`, `said` {text}, `asked` {name} (somebody wants to be let in)
 * and `decided` {words} (on what was asked of the customer) for what happens from now on (not for what the log
 * tells again), `connection` and `over`.
 */
export class LiveSession extends Emitter {
  #chat;
  #known;
  #kept = null;
  #isRenewing = false;
  #isNew = false;
  #hasAnswered = false;

  /** `answer` is the session as the API gives it; `root` holds its chat. */
  constructor({ answer, me, root }) {
    super();
    this.id = answer.id;
    this.createdAt = new Date(answer.created_at);
    this.expiresAt = new Date(answer.key_expires_at);
    this.controlOnArrival = answer.control_on_arrival;
    this.customerFiles = answer.customer_files;
    this.invitations = new InvitationsTold();
    this.guests = new Guests();
    this.happened = new LastHappened();
    this.state = answer.state;
    this.customer = answer.customer?.name ?? null;
    this.endedAt = answer.ended_at ? new Date(answer.ended_at) : null;
    this.joinedAt = null;
    this.way = null;
    this.isPresent = null;
    this.latest = null;
    this.rating = null;
    this.#known = answer.last_seq;
    const session = { id: answer.id, state: answer.state };
    const { last_seq: lastSeq, read } = answer;
    this.#chat = new Chat({ root, session, me, lastSeq, read, notices: FOR_TECHNICIANS });
    this.consent = new Consent({ chat: this.#chat });
    this.#listen();
  }

  /** Somebody came whom nobody here has looked at yet. */
  get isNew() {
    return this.#isNew;
  }

  set isNew(value) {
    if (value === this.#isNew) return;
    this.#isNew = value;
    this.emit("changed");
  }

  /** The customer decided on something, and nobody here has looked since. */
  get hasAnswered() {
    return this.#hasAnswered;
  }

  set hasAnswered(value) {
    if (value === this.#hasAnswered) return;
    this.#hasAnswered = value;
    this.emit("changed");
  }

  /** What the customer shares at this moment: "view", "control" or null. */
  get shared() {
    const { share, grants } = this.consent;
    return share && grants[share.permission] === share.request ? share.permission : null;
  }

  /** {key, link, skew} where this browser has them and they are good: an older key is dead. */
  get kept() {
    return this.#kept?.expires === this.expiresAt.getTime() ? this.#kept : null;
  }

  set kept(kept) {
    this.#kept = kept;
    this.emit("changed");
  }

  /** The old key is dead, and the new one on its way. */
  get isRenewing() {
    return this.#isRenewing;
  }

  set isRenewing(value) {
    this.#isRenewing = value;
    this.emit("changed");
  }

  get chat() {
    return this.#chat;
  }

  get isOver() {
    return this.state === "ended" || this.state === "expired";
  }

  get unread() {
    return this.#chat.unread;
  }

  /** When something happened last. */
  get activeAt() {
    return this.latest?.at ?? this.endedAt ?? this.joinedAt ?? this.createdAt;
  }

  /** Takes the beginning of the log, which is older than what the chat shows. */
  recall(events) {
    const joined = events.find(({ kind }) => kind === "joined");
    if (joined && !this.joinedAt) this.#joined(joined.author, new Date(joined.at), joined.body);
    for (const event of events) this.invitations.hear(event);
    this.emit("changed");
  }

  /** Takes who waits since before what the chat shows. */
  recallGuests(guests) {
    this.guests.recall(this.isOver ? [] : guests);
    this.emit("changed");
  }

  /** Has a new key from now on. */
  renew(expiresAt) {
    this.#set({ expiresAt: new Date(expiresAt) });
  }

  // Private

  #listen() {
    this.consent.on("changed", () => this.emit("changed"));
    this.#chat
      .on("event", (event) => this.#happened(event))
      .on("presence", ({ present }) => this.#set({ isPresent: present }))
      .on("unread", () => this.emit("changed"))
      .on("settings", (settings) => this.#set(settings))
      .on("connection", (connection) => this.#connected(connection))
      .on("refused", (refusal) => this.emit("refused", refusal));
  }

  #happened(event) {
    const { seq, kind, author, at, body } = event;
    const when = new Date(at);
    this.invitations.hear(event);
    if (kind === "invited") this.#invited(body);
    if (kind === "joined") this.#joined(author, when, body);
    if (kind === "admitted") this.#set({ customer: body.name });
    if (kind === "rated") this.#set({ rating: body });
    if (this.guests.hear(event)) this.emit("changed");
    if (this.happened.hear(event)) this.#decided(event);
    const text = textOf(kind, body);
    if (text) this.#set({ latest: { at: when, isOwn: author.role === "technician", text } });
    if (kind === "ended" || kind === "expired") this.#over(kind, when);
    if (seq <= this.#known || author?.role !== "customer") return;
    this.#known = seq;
    if (kind === "joined") this.emit("arrived");
    if (kind === "waiting") this.emit("asked", { name: author.name });
    if (text) this.emit("said", { text });
  }

  #decided(event) {
    const words = event.seq > this.#known ? decisionIn(event) : null;
    this.emit("changed");
    if (words) this.emit("decided", { words });
  }

  #joined(author, joinedAt, { way }) {
    const state = this.isOver ? this.state : "active";
    this.#set({ customer: author.name, state, joinedAt, way });
  }

  #invited({ step, key_expires_at: expiresAt }) {
    if (step === "renewed" && new Date(expiresAt) > this.expiresAt) this.renew(expiresAt);
    else this.emit("changed");
  }

  #over(state, endedAt) {
    this.guests.clear();
    this.#set({ state, endedAt, isPresent: false });
    this.emit("over");
  }

  /** Without a connection nobody knows whether they are there. */
  #connected(connection) {
    if (connection === "offline") this.#set({ isPresent: null });
    this.emit("connection", connection);
  }

  #set(facts) {
    Object.assign(this, facts);
    this.emit("changed");
  }
}

/** What somebody said, in one line; null for what is not said by anybody. */
function textOf(kind, body) {
  if (kind === "file") return _("File: %(name)s", { name: body.name });
  return kind === "message" ? body.text : null;
}
