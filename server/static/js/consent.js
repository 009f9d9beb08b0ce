import { Problem } from "./api.js";
import { folded, nothing } from "./consent_state.js";
import { Emitter } from "./emitter.js";
import { _ } from "./i18n.js";
import { uuid } from "./uuid.js";

// Said once, these hold: without a connection they wait for the next one, under the same client_id.
const KEPT = ["answer", "withdraw"];
// An answer of the server that takes longer may not come at all.
const PATIENCE = 1000;

/**
 * What the technician may see and do, as the log has it: from the server on each connection, then event by event.
 *
 * Emits `changed`.
 */
export class Consent extends Emitter {
  #chat;
  #endings;
  #seq = -1;
  #skew = 0;
  #state = nothing();
  #sent = new Map();

  /** `chat` may be open already; `endings` (kept_endings.js) are for who should not lose a withdrawal by a reload. */
  constructor({ chat, endings = null }) {
    super();
    this.#chat = chat;
    this.#endings = endings;
    chat.stream
      .on("ack", ({ client_id, seq }) => this.#settle(client_id, (sent) => sent.resolve(seq)))
      .on("error", (refusal) => this.#settle(refusal.client_id, (sent) => sent.reject(new Problem(refusal))))
      .on("afresh", () => this.#forget());
    chat
      .on("welcome", () => this.#know(chat.consent))
      .on("event", (event) => this.#happened(event))
      .on("helper", () => this.emit("changed"))
      .on("connection", (connection) => this.#connected(connection));
    if (chat.consent) this.#know(chat.consent);
  }

  /** Whether the server's word on it is here. */
  get isKnown() {
    return this.#seq >= 0;
  }

  /** The open question, {request, permission, expiresAt (ms on this browser's clock), extensions}, or null. */
  get question() {
    if (!this.#state.question) return null;
    const { request, permission, extensions, expires_at } = this.#state.question;
    return { request, permission, extensions, expiresAt: Date.parse(expires_at) + this.#skew };
  }

  /** {view, control}: the request that was granted, or null. What is being withdrawn here counts no more. */
  get grants() {
    const grants = { ...this.#state.grants };
    for (const { permission } of this.ending) grants[permission] = null;
    return grants;
  }

  /** What is being withdrawn here: [{permission, request, isLate (the server should have confirmed it by now)}]. */
  get ending() {
    return [...this.#sent.values()]
      .map(({ frame, request, isLate }) => ({ type: frame.type, permission: frame.permission, request, isLate }))
      .filter(({ type, permission, request }) => type === "withdraw" && this.#state.grants[permission] === request);
  }

  /** The picture that runs, {request, permission, source}, or null. */
  get share() {
    return this.#state.share;
  }

  /** {view, control}: how often each was refused in a row. */
  get refusals() {
    return this.#state.refusals;
  }

  /** Whether the tray app is attached to the session. */
  get helper() {
    return this.#chat.hasHelper;
  }

  /**
   * Sends a decision (docs/api.md); resolves to the seq of its event (null: what it withdraws is over by now),
   * rejects with a Problem in the server's words.
   * Answers and withdrawals outlive a lost connection, others are refused without one (`unreachable`).
   */
  send(type, facts) {
    const client_id = uuid();
    const request = type === "withdraw" ? this.#standing(facts.permission) : null;
    const sent = new Promise((resolve, reject) => {
      this.#sent.set(client_id, { frame: { type, client_id, ...facts }, request, isLate: false, resolve, reject });
    });
    if (request) this.#endings?.keep({ permission: facts.permission, request });
    setTimeout(() => this.#isLate(client_id), PATIENCE);
    this.#pass(client_id);
    this.emit("changed");
    return sent;
  }

  /** Withdraws once more what the server has not confirmed. */
  insist() {
    for (const [id, { frame }] of [...this.#sent]) if (frame.type === "withdraw") this.#pass(id);
  }

  // Private

  /** The request that a withdrawal of this permission ends. */
  #standing(permission) {
    const { grants, question } = this.#state;
    return grants[permission] ?? (question?.permission === permission ? question.request : null);
  }

  #pass(client_id) {
    const { frame } = this.#sent.get(client_id);
    if (!this.#chat.stream.send(frame)) this.#lose(client_id);
  }

  #lose(client_id) {
    const isKept = KEPT.includes(this.#sent.get(client_id).frame.type);
    if (isKept) return this.#chat.connection === "offline" && this.#isLate(client_id);
    this.#settle(client_id, (sent) => sent.reject(unreachable()));
  }

  #isLate(client_id) {
    const sent = this.#sent.get(client_id);
    if (!sent || sent.isLate) return;
    sent.isLate = true;
    this.emit("changed");
  }

  #settle(client_id, tell) {
    const sent = this.#sent.get(client_id);
    if (!sent) return;
    this.#sent.delete(client_id);
    if (sent.request) this.#endings?.drop(sent.request);
    tell(sent);
    this.emit("changed");
  }

  #connected(connection) {
    for (const id of [...this.#sent.keys()]) connection === "online" ? this.#passAgain(id) : this.#lose(id);
  }

  /** What was to be withdrawn may be over since, and granted anew: that was not meant. */
  #passAgain(client_id) {
    const { frame, request } = this.#sent.get(client_id);
    const isOver = frame.type === "withdraw" && this.#standing(frame.permission) !== request;
    if (isOver) this.#settle(client_id, (sent) => sent.resolve(null));
    else this.#pass(client_id);
  }

  /** What was withdrawn before a reload, and did not arrive. */
  #goOnEnding() {
    for (const { permission, request } of this.#endings?.all ?? []) {
      if ([...this.#sent.values()].some((sent) => sent.request === request)) continue;
      if (this.#state.grants[permission] === request) this.send("withdraw", { permission }).catch(() => {});
      else this.#endings.drop(request);
    }
  }

  /** Who comes late has missed the welcome, and some events behind it: the chat has kept them. */
  #know({ question, grants, share, refusals, now, last_seq, at, since }) {
    this.#skew = at - Date.parse(now);
    this.#state = { ...nothing(), question, share, refusals };
    for (const { permission, request } of grants) this.#state.grants[permission] = request;
    this.#seq = last_seq;
    for (const event of since) this.#fold(event);
    this.#goOnEnding();
    this.emit("changed");
  }

  #happened(event) {
    if (this.isKnown && this.#fold(event)) this.emit("changed");
  }

  /** Whether the event changed anything. */
  #fold(event) {
    if (event.seq <= this.#seq) return false;
    this.#seq = event.seq;
    const before = this.#state;
    this.#state = folded(before, event);
    return this.#state !== before;
  }

  #forget() {
    this.#seq = -1;
    this.#state = nothing();
    this.emit("changed");
  }
}

function unreachable() {
  return new Problem({
    code: "unreachable",
    detail: _("No connection to the server. Please check your internet connection and try again."),
  });
}
