import { Chat } from "../chat.js";
import { Emitter } from "../emitter.js";
import { _ } from "../i18n.js";

/**
 * One session as its technician knows it at this moment, from the API's answer and then from its log.
 *
 * Emits `changed` when anything of it did, `arrived` and `said` {text} for what the customer does from now on
 * (not for what the log tells again), `connection` and `over`.
 */
export class LiveSession extends Emitter {
  #chat;
  #known;
  #isNew = false;

  /** `answer` is the session as the API gives it; `root` holds its chat. */
  constructor({ answer, me, root }) {
    super();
    this.id = answer.id;
    this.createdAt = new Date(answer.created_at);
    this.expiresAt = new Date(answer.key_expires_at);
    this.controlOnArrival = answer.control_on_arrival;
    this.state = answer.state;
    this.customer = answer.customer?.name ?? null;
    this.endedAt = answer.ended_at ? new Date(answer.ended_at) : null;
    this.joinedAt = null;
    this.way = null;
    this.isPresent = null;
    this.latest = null;
    this.#known = answer.last_seq;
    const session = { id: answer.id, state: answer.state };
    this.#chat = new Chat({ root, session, me, lastSeq: answer.last_seq, read: answer.read });
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

  /** Takes the beginning from an event that is older than what the chat shows. */
  recall({ author, at, body }) {
    if (!this.joinedAt) this.#joined(author, new Date(at), body);
  }

  // Private

  #listen() {
    this.#chat
      .on("event", (event) => this.#happened(event))
      .on("presence", ({ present }) => this.#set({ isPresent: present }))
      .on("unread", () => this.emit("changed"))
      .on("connection", (connection) => this.#connected(connection))
      .on("refused", (refusal) => this.emit("refused", refusal));
  }

  #happened({ seq, kind, author, at, body }) {
    const when = new Date(at);
    if (kind === "joined") this.#joined(author, when, body);
    const text = textOf(kind, body);
    if (text) this.#set({ latest: { at: when, isOwn: author.role === "technician", text } });
    if (kind === "ended" || kind === "expired") this.#over(kind, when);
    if (seq <= this.#known || author?.role !== "customer") return;
    this.#known = seq;
    if (kind === "joined") this.emit("arrived");
    if (text) this.emit("said", { text });
  }

  #joined(author, joinedAt, { way }) {
    const state = this.isOver ? this.state : "active";
    this.#set({ customer: author.name, state, joinedAt, way });
  }

  #over(state, endedAt) {
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
