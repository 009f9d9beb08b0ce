import { Answering } from "./answering.js";
import { request } from "./api.js";
import { boot } from "./boot.js";
import { timeOf } from "./clock.js";
import { ConnectionBar } from "./connection_bar.js";
import { Emitter } from "./emitter.js";
import { Files } from "./files.js";
import { endingOf } from "./notice.js";
import { OtherSide } from "./other_side.js";
import { Reading } from "./reading.js";
import { Stream } from "./stream.js";
import { Timeline } from "./timeline.js";
import { Writing } from "./writing.js";

// Two screens at once, and all that is new up to five; the rest comes as one scrolls.
const LEAST = 40;
const MOST = 100;
const SAID = ["message", "file"];

/**
 * The chat of one session in one element (macro `chat` of templates/_chat.html), for either side.
 *
 * Emits
 * - `event`       each event of the log, once and in order
 * - `presence`    {role, present}: the other side has the chat open, or not any more
 * - `helper`      {role, present}: the tray app is attached to the session, or not any more
 * - `unread`      {count}: said by the others and not seen here
 * - `state`       {state, by, at}: the session's state changed ("active", "ended", "expired")
 * - `connection`  "connecting" | "online" | "offline" | "closed"
 * - `welcome`     the session as the server has it, on each connection
 * - `settings`    {customerFiles}: whether the customer may send files
 * - `refused`     {status}: this browser may not (401, 403), or there is no such session (404)
 */
export class Chat extends Emitter {
  #root;
  #session;
  #me;
  #state;
  #after;
  #stream;
  #timeline;
  #reading;
  #writing;
  #answering;
  #files;
  #bar;
  #other;
  #isRated = false;
  #hasHelper = false;
  #consent = null;

  /**
   * @param {object} parts
   * @param {HTMLElement} parts.root
   * @param {{id: string, state: string}} parts.session
   * @param {{role: "technician"|"customer", name: string}} parts.me
   * @param {number} parts.lastSeq  of the log when the page was made; the newest before it are drawn at once
   * @param {{technician: number, customer: number}} parts.read
   * @param {object} [parts.notices]  sentences of this side alone, by kind (see notice.js)
   */
  constructor({ root, session, me, lastSeq, read, notices }) {
    super();
    this.#root = root;
    this.#session = session;
    this.#me = me;
    this.#state = session.state;
    const fresh = lastSeq - (read?.[me.role] ?? 0);
    this.#after = Math.max(0, lastSeq - Math.min(MOST, Math.max(LEAST, fresh)));
    this.#stream = new Stream({ sessionId: session.id, as: me.role, after: this.#after });
    this.#bar = new ConnectionBar(this.#find("connection-bar"));
    this.#other = new OtherSide(root, me.role === "technician" ? "customer" : "technician");
    this.#furnish(read ?? {}, notices);
    this.#listen();
    if (this.isOver) this.#close();
  }

  get session() {
    return this.#session;
  }

  get state() {
    return this.#state;
  }

  get isOver() {
    return this.#state === "ended" || this.#state === "expired";
  }

  get me() {
    return this.#me;
  }

  /** Whether the tray app is attached to the session. */
  get hasHelper() {
    return this.#hasHelper;
  }

  /** What the last welcome said of consent, and the events `since` that nobody said: for who comes late. */
  get consent() {
    return this.#consent;
  }

  get unread() {
    return this.#reading.unread;
  }

  get connection() {
    return this.#stream.connection;
  }

  /** What is not chat goes over the same connection. */
  get stream() {
    return this.#stream;
  }

  /** Connects; from here on the chat keeps itself up to date. */
  open() {
    this.#bar.show("connecting");
    this.#stream.open();
    // While the server answers: a browser's first look at the clock takes it a while.
    timeOf(Date.now());
  }

  /** Disconnects for good (its tab is closed). */
  close() {
    this.#stream.close();
  }

  /** Puts the cursor where one writes. */
  focus() {
    if (!this.isOver) this.#writing.focus();
  }

  /** Says in the log from now on what it passed over until now (`sentences` as in notice.js). */
  learn(sentences) {
    this.#reading.keep(() => this.#timeline.learn(sentences));
  }

  /** Ends the session for both sides; throws a Problem with words for a person. */
  end() {
    return request("POST", `/api/v1/sessions/${this.#session.id}/end?as=${this.#me.role}`, {});
  }

  // Private

  #furnish(read, notices) {
    const send = (frame) => this.#stream.send(frame);
    const template = (of) => this.#find(`${of}-template`);
    const names = ["message", "file", "notice", "refusal"];
    const templates = Object.fromEntries(names.map((name) => [name, template(name)]));
    const { id } = this.#session;
    const { role } = this.#me;
    const fileAddress = (file) => `/api/v1/sessions/${id}/files/${file}?as=${role}`;
    const want = (seq, show) => this.#answering.want(seq, show);
    const list = this.#find("entries");
    this.#timeline = new Timeline({ list, templates, me: this.#me, fileAddress, want, notices });
    this.#timeline.readUpTo(read[this.#other.role] ?? 0);
    const [timeline, root, mark] = [this.#timeline, this.#root, read[role] ?? 0];
    this.#reading = new Reading({ root, sessionId: id, as: role, timeline, mark, send });
    this.#writing = new Writing({ form: this.#find("composer"), place: `${id}.${role}`, timeline, send });
    const parts = { root, sessionId: id, as: role, timeline };
    this.#answering = new Answering({ ...parts, reading: this.#reading, writing: this.#writing });
    this.#files = new Files({ ...parts, limits: boot().files });
    if (role === "technician") this.#files.allow(true);
  }

  #listen() {
    this.#stream
      .on("event", (event) => this.#arrived(event))
      .on("ack", ({ client_id, seq }) => this.#writing.acknowledged(client_id, seq <= this.#stream.lastSeq))
      .on("error", (refusal) => refusal.client_id && this.#writing.refused(refusal))
      .on("welcome", ({ session }) => this.#welcome(session))
      .on("settings", (settings) => this.#settings(settings))
      .on("connection", (connection) => this.#connectionChanged(connection))
      .on("typing", (author) => author.role !== this.#me.role && this.#other.types(author))
      .on("read", ({ role, seq }) => this.#read(role, seq))
      .on("presence", (presence) => this.#presence(presence))
      .on("afresh", ({ after }) => this.#afresh(after))
      .on("refused", (refusal) => this.#refused(refusal));
    this.#writing.on("written", () => this.#reading.wrote());
    this.#files.on("added", () => this.#reading.wrote());
    this.#reading.on("unread", (unread) => this.emit("unread", unread));
  }

  #arrived(event) {
    this.#timeline.add(event);
    if (event.client_id) this.#writing.arrived(event.client_id);
    if (event.client_id) this.#files.arrived(event.client_id);
    if (SAID.includes(event.kind)) this.#said(event);
    else this.#consent?.since.push(event);
    this.emit("event", event);
    if (event.kind === "joined") this.#joined(event);
    if (event.kind === "ended" || event.kind === "expired") this.#ended(event);
    if (event.kind === "rated") this.#rated();
  }

  #said({ seq, author }) {
    if (author.role === this.#me.role) return;
    this.#other.said(author);
    this.#reading.drawn(seq);
  }

  #joined(event) {
    if (event.author.role === this.#other.role) this.#other.is(event.author);
    this.#become("active", event);
  }

  #welcome(session) {
    if (session[this.#other.role]) this.#other.is(session[this.#other.role]);
    for (const [role, seq] of Object.entries(session.read ?? {})) this.#read(role, seq);
    for (const [role, present] of Object.entries(session.presence ?? {})) this.#presence({ role, present });
    this.#settings(session);
    this.#consent = { ...session.consent, at: Date.now(), since: [] };
    this.emit("welcome", session);
  }

  #settings({ customer_files: forCustomers }) {
    this.#files.allow(!this.isOver && (this.#me.role === "technician" || forCustomers));
    this.emit("settings", { customerFiles: forCustomers });
  }

  /** Nothing more can happen; to the technician, the customer may still say how the help was. */
  get #isComplete() {
    const mayBeRated = this.#state === "ended" && this.#me.role === "technician" && !this.#isRated;
    return this.isOver && !mayBeRated;
  }

  #connectionChanged(connection) {
    if (!this.isOver) this.#bar.show(connection);
    this.#find("log").setAttribute("aria-busy", connection === "connecting");
    if (connection === "online") this.#online();
    else this.#writing.disconnected();
    this.emit("connection", connection);
  }

  #online() {
    this.#reading.online(this.#after);
    this.#writing.flush();
    this.#answering.online();
    if (this.#isComplete) this.#stream.close();
    if (!this.isOver) this.#files.online();
  }

  #afresh(after) {
    this.#after = after;
    this.#timeline.clear();
    this.#answering.forget();
    this.#reading.afresh();
  }

  #refused(refusal) {
    this.#bar.refused();
    this.#files.close();
    this.emit("refused", refusal);
  }

  #read(role, seq) {
    if (role === this.#me.role) this.#reading.known(seq);
    else this.#timeline.readUpTo(seq);
  }

  #presence(presence) {
    const { role, present } = presence;
    if (role === "helper") this.#hasHelper = present;
    if (role === "helper") this.emit("helper", presence);
    if (role !== this.#other.role) return;
    this.#other.presence(present, this.isOver);
    this.emit("presence", presence);
  }

  #ended(event) {
    this.#find("ending").textContent = endingOf(event, this.#me);
    this.#become(event.kind, event);
    this.#close();
  }

  #rated() {
    this.#isRated = true;
    if (this.#stream.connection === "online") this.#stream.close();
  }

  #become(state, { author, at }) {
    if (this.#state === state) return;
    this.#state = state;
    this.emit("state", { state, by: author, at });
  }

  #close() {
    this.#writing.close();
    this.#files.close();
    this.#other.close();
    this.#find("ended").hidden = false;
    this.#bar.show("closed");
    if (this.#isComplete && this.#stream.connection === "online") this.#stream.close();
  }

  #find(part) {
    return this.#root.querySelector(`.${part}`);
  }
}
