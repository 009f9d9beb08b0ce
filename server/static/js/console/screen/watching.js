import { Emitter } from "../../emitter.js";
import { unpackPicture } from "../../picture_header.js";
import { decodableCodecs } from "./codecs.js";
import { Decoding } from "./decoding.js";
import { PictureOrder } from "./picture_order.js";

// A key frame that does not come was lost on the way, or asked of a sharer who had just left.
const PATIENCE = 3000;
const FAILURES = 3;
const STEADY = 30;

/**
 * The picture that the customer shares, as far as somebody looks at it and the grant stands.
 *
 * Emits `begun` {request, permission, source} and `over` as shares come and go, `picture` {frame, picture} for
 * each (to be drawn at once), `changed` when what it waits for did, and `unable` when this browser decodes nothing.
 */
export class Watching extends Emitter {
  #consent;
  #chat;
  #decoding = new Decoding();
  #order = new PictureOrder();
  #codecs = null;
  #failures = new Map();
  #steady = 0;
  #share = null;
  #source = null;
  #isLooking = false;
  #isAsked = false;
  #isSeen = false;
  #retry = null;

  constructor({ consent, chat }) {
    super();
    this.#consent = consent;
    this.#chat = chat;
    consent.on("changed", () => this.#follow());
    chat.on("connection", (connection) => this.#connected(connection));
    chat.stream.on("picture", (bytes) => this.#received(bytes));
    this.#decoding.on("picture", (decoded) => this.#decoded(decoded)).on("failed", ({ codec }) => this.#failed(codec));
    this.#follow();
  }

  /** The share that is watched, {request, permission, source}, or null. */
  get share() {
    return this.#share;
  }

  /** Whether this browser can show pictures at all; true as long as nobody knows. */
  get isAble() {
    return this.#codecs === null || this.#codecs.length > 0;
  }

  /** Whether a picture of this share has been drawn since it began. */
  get isSeen() {
    return this.#isSeen;
  }

  /** Nobody looks at a hidden page: then the sharer need not send. */
  set isLooking(value) {
    if (value === this.#isLooking) return;
    this.#isLooking = value;
    this.#update();
  }

  /** Another one of the sharer's screens. */
  choose(source) {
    this.#source = source;
    if (this.#isAsked) this.#ask();
  }

  // Private

  #follow() {
    const share = this.#granted;
    if (share?.request === this.#share?.request) return;
    this.#pause();
    const before = this.#share;
    this.#share = share;
    this.#source = null;
    this.#isSeen = false;
    if (before) this.emit("over", before);
    if (share) this.emit("begun", share);
    this.#update();
    this.emit("changed");
  }

  /** A share counts as long as its own grant does. */
  get #granted() {
    const { share, grants } = this.#consent;
    return share && grants[share.permission] === share.request ? share : null;
  }

  async #update() {
    const isWanted = this.#share && this.#isLooking && this.#chat.connection === "online";
    if (!isWanted) return this.#pause();
    if (this.#isAsked) return;
    this.#codecs ??= await decodableCodecs();
    if (!this.isAble) return this.emit("unable");
    if (!this.#isAsked && this.#share && this.#isLooking) this.#ask();
  }

  #ask() {
    this.#decoding.stop();
    this.#order.begin();
    const source = this.#source === null ? {} : { source: this.#source };
    const { request } = this.#share;
    this.#isAsked = this.#chat.stream.send({ type: "watch", request, codecs: this.#codecs, ...source });
    clearTimeout(this.#retry);
    if (this.#isAsked) this.#retry = setTimeout(() => this.#ask(), PATIENCE);
  }

  #pause() {
    if (this.#isAsked) this.#chat.stream.send({ type: "unwatch", request: this.#share.request });
    this.#stop();
  }

  #stop() {
    clearTimeout(this.#retry);
    this.#isAsked = false;
    this.#decoding.stop();
  }

  #connected(connection) {
    // A new connection knows nothing of who watched on the one before.
    if (connection !== "online") this.#stop();
    this.#update();
  }

  #received(bytes) {
    const picture = unpackPicture(bytes);
    if (!this.#isAsked || picture?.request !== this.#share.request) return;
    const verdict = this.#order.take(picture);
    if (verdict === "ask") this.#ask();
    if (verdict !== "decode") return;
    clearTimeout(this.#retry);
    this.#decoding.decode(picture);
  }

  #decoded({ frame, picture }) {
    const { request, number } = picture;
    if (request !== this.#share?.request) return;
    const isFirst = !this.#isSeen;
    this.#isSeen = true;
    // Before it is drawn: the next one may leave meanwhile.
    this.#chat.stream.send({ type: "shown", request, number });
    this.emit("picture", { frame, picture });
    if (++this.#steady > STEADY) this.#failures.clear();
    if (isFirst) this.emit("changed");
  }

  #failed(codec) {
    this.#steady = 0;
    const failures = (this.#failures.get(codec) ?? 0) + 1;
    this.#failures.set(codec, failures);
    if (failures >= FAILURES) this.#codecs = this.#codecs.filter((other) => other !== codec);
    if (!this.isAble) {
      this.#pause();
      this.emit("unable");
    } else if (this.#isAsked) this.#ask();
  }
}
