import { backOff } from "./back_off.js";
import { Emitter } from "./emitter.js";

const SILENCE = 45_000;
const PATIENCE = 8_000;
// While a picture is shared the server speaks every second.
const PULSELESS = 5_000;
const REFUSED = [401, 403, 404];
const CONTINUED_ELSEWHERE = 4403;

const WAKING = [
  [globalThis, "online"],
  [globalThis, "pageshow"],
  [globalThis.document, "visibilitychange"],
];

/**
 * The session's events, each once and in order, over a connection that comes back by itself.
 *
 * Emits the frames by their type (`event`, `ack`, `error`, `typing`, `read`, `presence`, `welcome` …), `picture`
 * for bytes (an ArrayBuffer), `connection` ("connecting" | "online" | "offline" | "closed") and `afresh` when the log is another one
 * (restored from a backup): everything known is void and comes again.
 */
export class Stream extends Emitter {
  #path;
  #as;
  #lastSeq;
  #target = 0;
  #epoch = null;
  #socket = null;
  #connection = "connecting";
  #tries = 0;
  #retry = null;
  #watch = null;
  #heard = 0;
  #silence = SILENCE;

  /** `as` says which side it is of a browser that is signed in as both. */
  constructor({ sessionId, as, after }) {
    super();
    this.#path = `/api/v1/sessions/${sessionId}`;
    this.#as = as;
    this.#lastSeq = after;
  }

  get lastSeq() {
    return this.#lastSeq;
  }

  get connection() {
    return this.#connection;
  }

  open() {
    for (const [target, type] of WAKING) target.addEventListener(type, this.#wake);
    addEventListener("offline", this.#lost);
    this.#watch = setInterval(this.#listen, 2000);
    this.#connect();
  }

  close() {
    for (const [target, type] of WAKING) target.removeEventListener(type, this.#wake);
    removeEventListener("offline", this.#lost);
    clearInterval(this.#watch);
    clearTimeout(this.#retry);
    this.#drop();
    this.#become("closed");
  }

  /** Whether the frame left; what did not leave is the caller's to keep. */
  send(frame) {
    if (this.#connection !== "online" || this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(frame));
    if (frame.type === "unwatch") this.#silence = SILENCE;
    return true;
  }

  /** The same for bytes (a picture, docs/api.md). */
  sendBytes(bytes) {
    if (this.#connection !== "online" || this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(bytes);
    return true;
  }

  /** How many bytes have not left yet. */
  get waiting() {
    return this.#socket?.bufferedAmount ?? 0;
  }

  // Private

  #connect() {
    clearTimeout(this.#retry);
    this.#drop();
    if (this.#connection === "online") this.#become("connecting");
    const { protocol, host } = location;
    const place = `${protocol === "https:" ? "wss" : "ws"}://${host}${this.#path}/stream`;
    const socket = new WebSocket(`${place}?after=${this.#lastSeq}&as=${this.#as}`);
    let opened = false;
    socket.binaryType = "arraybuffer";
    socket.onopen = () => (opened = true);
    socket.onmessage = ({ data }) => this.#hear(socket, data);
    socket.onclose = (event) => {
      if (!opened || event?.code === CONTINUED_ELSEWHERE) this.#askWhy(socket);
      this.#closed(socket);
    };
    this.#heard = Date.now();
    this.#silence = SILENCE;
    this.#socket = socket;
  }

  #hear(socket, text) {
    this.#heard = Date.now();
    if (typeof text !== "string") return this.emit("picture", text);
    const frame = JSON.parse(text);
    if (frame.type === "pulse") this.#silence = PULSELESS;
    if (frame.type === "event") this.#event(frame);
    else if (frame.type === "head") this.#head(socket, frame.last_seq);
    else if (frame.type === "welcome") this.#welcome(frame);
    else this.emit(frame.type, frame);
  }

  #welcome(frame) {
    const another = this.#epoch !== null && this.#epoch !== frame.epoch;
    this.#epoch = frame.epoch;
    if (another) return this.#afresh(frame);
    this.#tries = 0;
    this.#target = frame.last_seq;
    this.emit("welcome", frame);
    this.#caughtUp();
  }

  #afresh(frame) {
    this.#lastSeq = Math.max(0, frame.last_seq - 100);
    this.emit("afresh", { after: this.#lastSeq });
    this.#connect();
  }

  #event(event) {
    if (event.seq <= this.#lastSeq) return;
    if (event.seq > this.#lastSeq + 1) return this.#connect();
    this.#lastSeq = event.seq;
    // The picture may have ended with it; if not, the next pulse comes soon.
    this.#silence = SILENCE;
    this.emit("event", event);
    this.#caughtUp();
  }

  #caughtUp() {
    if (this.#socket && this.#lastSeq >= this.#target) this.#become("online");
  }

  /** The head can overtake an event by a moment; only what is still missing then was lost. */
  #head(socket, lastSeq) {
    if (lastSeq <= this.#lastSeq) return;
    setTimeout(() => {
      if (socket === this.#socket && lastSeq > this.#lastSeq) this.#connect();
    }, 1000);
  }

  #closed(socket) {
    if (socket !== this.#socket) return;
    this.#socket = null;
    this.#become("offline");
    this.#retry = setTimeout(() => this.#connect(), backOff(this.#tries++));
  }

  /** Browsers don't tell why a WebSocket was refused; the same question by HTTP does. */
  async #askWhy(socket) {
    if (socket !== this.#socket) return;
    const path = `${this.#path}/events?after=${this.#lastSeq}&limit=1&as=${this.#as}`;
    const answer = await fetch(path, { cache: "no-store" }).catch(() => null);
    if (this.#connection === "closed" || !REFUSED.includes(answer?.status)) return;
    const { code } = await answer.json().catch(() => ({}));
    this.close();
    this.emit("refused", { status: answer.status, code });
  }

  #drop() {
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  #become(connection) {
    if (this.#connection === connection) return;
    this.#connection = connection;
    this.emit("connection", connection);
  }

  #lost = () => {
    const socket = this.#socket;
    if (!socket) return;
    socket.onmessage = null;
    socket.close();
    this.#closed(socket);
  };

  /** A sleeping laptop or a lost route closes nothing: silence tells. */
  #listen = () => {
    const patience = this.#connection === "online" ? this.#silence : PATIENCE;
    if (this.#socket && Date.now() - this.#heard > patience) this.#lost();
  };

  #wake = () => {
    if (document.visibilityState === "hidden") return;
    this.#listen();
    if (this.#socket) return;
    this.#tries = 0;
    this.#connect();
  };
}
