import { Pacing, WINDOW } from "./pacing.js";
import { PictureEncoder } from "./picture_encoder.js";
import { HEADER_BYTES, packPicture } from "./picture_header.js";

const MOST_BYTES = 4 * 1024 * 1024;
const BACKLOG = 512 * 1024;
// The same picture again while nothing moves; the last ones in full size.
const REFINEMENTS = 4;
const SHARP = 2;
// All in µs. An encoder may drop a picture, and says nothing then.
const STILL = 200_000;
const SWALLOWED = 1_500_000;
// What an encoder may spend on a picture follows from the time since the last one. Where few get through, that
// would make each of them so large that even fewer do: while something moves, it is told that all of them do.
const BEAT = 1_000_000 / 30;

/**
 * Sends the newest picture as soon as one may be sent, as the technician can take it (docs/api.md).
 *
 * Nothing leaves before `watch`, nothing while `isAllowed()` says no, and at most two pictures are on their way.
 */
export class PictureSender {
  #stream;
  #request;
  #isAllowed;
  #pacing = new Pacing();
  #encoder;
  #decoded = null;
  #latest = null;
  #latestAt = 0;
  #isNew = false;
  #wantsKey = true;
  #key = 0;
  #refinements = 0;
  #still = null;
  #encodedAt = 0;
  #timestamp = 0;
  #times = new Map();
  #time = 0;
  #encoding = [];
  #held = [];
  #number = 0;

  /** `failed(code)` is told when nothing more will come: "no_codec", "encoder". */
  constructor({ stream, request, isAllowed, failed }) {
    this.#stream = stream;
    this.#request = request;
    this.#isAllowed = isAllowed;
    const made = (chunk, facts) => this.#made(chunk, facts);
    this.#encoder = new PictureEncoder({ made, failed, anew: () => (this.#restart(), this.#go()) });
  }

  /** The newest picture, a VideoFrame that is its own from here on. */
  feed(frame) {
    this.#latest?.close();
    this.#latest = frame;
    this.#latestAt = now();
    this.#isNew = true;
    this.#refinements = REFINEMENTS;
    this.#pacing.moves();
    this.#go();
  }

  /** Somebody looks, or lost one and needs a picture that stands for itself. */
  watch({ codecs }) {
    this.#decoded = codecs;
    this.#restart();
    this.#go();
  }

  /** Nobody looks, or nobody can be reached. */
  unwatch() {
    this.#decoded = null;
    this.#restart();
  }

  shown(number) {
    this.#pacing.shown(number, performance.now());
    this.#send();
    this.#go();
  }

  /** Looks whether there is something to do: called now and then, since a hidden page's own clock is slow. */
  tick() {
    const since = now() - SWALLOWED;
    this.#encoding = this.#encoding.filter(({ begun }) => begun > since);
    this.#go();
    this.#refine();
  }

  close() {
    clearTimeout(this.#still);
    this.#decoded = null;
    this.#latest?.close();
    this.#latest = null;
    this.#encoder.close();
  }

  // Private

  #restart() {
    this.#wantsKey = true;
    this.#held = [];
    this.#encoding = [];
    this.#pacing.forget();
  }

  get #isFree() {
    const underWay = this.#encoding.length + this.#held.length + this.#pacing.waiting;
    return underWay < WINDOW && this.#stream.waiting < BACKLOG;
  }

  get #mayEncode() {
    return this.#decoded && this.#latest && this.#isFree && this.#isAllowed();
  }

  #go() {
    if ((this.#isNew || this.#wantsKey) && this.#mayEncode) this.#encode(this.#latestAt, BEAT);
  }

  /** Nothing moves any more: the same picture again, sharper each time. */
  #refine() {
    const isStill = now() - this.#encodedAt >= STILL;
    if (!isStill || !this.#refinements || this.#isNew || !this.#mayEncode) return;
    if (this.#refinements-- <= SHARP) this.#pacing.sharpen();
    this.#encode(now(), STILL);
  }

  /** `time` is when the picture was taken, in µs since 1970; `duration` what the encoder may spend on it. */
  #encode(time, duration) {
    const fit = this.#encoder.fit(this.#size(), this.#decoded);
    if (!fit) return;
    this.#wantsKey ||= fit === "resized";
    const timestamp = (this.#timestamp += Math.round(duration));
    const frame = new VideoFrame(this.#latest, { timestamp });
    if (this.#wantsKey) this.#key = timestamp;
    this.#encoder.encode(frame, { keyFrame: this.#wantsKey });
    frame.close();
    this.#encodedAt = now();
    this.#encoding.push({ timestamp, begun: this.#encodedAt });
    this.#times.set(timestamp, (this.#time = Math.max(time, this.#time + 1)));
    this.#isNew = this.#wantsKey = false;
    clearTimeout(this.#still);
    this.#still = setTimeout(() => this.#refine(), STILL / 1000);
  }

  #size() {
    const { displayWidth, displayHeight } = this.#latest;
    const even = (length) => Math.max(2, 2 * Math.round((length * this.#pacing.scale) / 2));
    return { width: even(displayWidth), height: even(displayHeight), bitrate: this.#pacing.bitrate };
  }

  #made(chunk, facts) {
    const isKey = chunk.type === "key";
    const time = this.#times.get(chunk.timestamp);
    for (const one of [...this.#times.keys()]) if (one <= chunk.timestamp) this.#times.delete(one);
    this.#encoding = this.#encoding.filter(({ timestamp }) => timestamp > chunk.timestamp);
    // What was begun before a key frame was wanted is of no use to who wanted it.
    if (!isKey && (this.#wantsKey || chunk.timestamp < this.#key)) return;
    const data = new Uint8Array(chunk.byteLength);
    chunk.copyTo(data);
    if (data.byteLength + HEADER_BYTES > MOST_BYTES) return this.#restart();
    this.#held.push({ data, facts: { ...facts, isKey, time } });
    this.#send();
  }

  #send() {
    while (this.#held.length && this.#pacing.waiting < WINDOW) {
      const { data, facts } = this.#held.shift();
      const picture = packPicture({ source: 0, request: this.#request, number: this.#number, ...facts }, data);
      if (!this.#isAllowed() || !this.#stream.sendBytes(picture)) return this.#restart();
      this.#pacing.sent(this.#number++, picture.byteLength, performance.now());
    }
  }
}

function now() {
  return Math.round((performance.timeOrigin + performance.now()) * 1000);
}
