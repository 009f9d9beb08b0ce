import { chosenCodec, configOf } from "./codec_choice.js";
import { Pacing, WINDOW } from "./pacing.js";
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
const NOTABLE = 1.2;

/**
 * Sends the newest picture as soon as one may be sent, as the technician can take it (docs/api.md).
 *
 * Nothing leaves before `watch`, nothing while `isAllowed()` says no, and at most two pictures are on their way.
 */
export class PictureSender {
  #stream;
  #request;
  #isAllowed;
  #failed;
  #pacing = new Pacing();
  #encoder = null;
  #choice = null;
  #decoded = null;
  #latest = null;
  #latestAt = 0;
  #isNew = false;
  #wantsKey = true;
  #refinements = 0;
  #still = null;
  #encodedAt = 0;
  #key = 0;
  #broken = new Set();
  #timestamp = 0;
  #encoding = [];
  #held = [];
  #number = 0;

  /** `failed(code)` is told when nothing more will come: "no_codec", "encoder". */
  constructor({ stream, request, isAllowed, failed }) {
    this.#stream = stream;
    this.#request = request;
    this.#isAllowed = isAllowed;
    this.#failed = failed;
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

  /** Nobody looks. */
  unwatch() {
    this.#decoded = null;
    this.#restart();
  }

  shown(number) {
    this.#pacing.shown(number, performance.now());
    this.#send();
    this.#go();
  }

  /** The connection is another one: what was on its way is gone. */
  pause() {
    this.unwatch();
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
    this.#drop();
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
    const encoder = this.#encoderFor(this.#size());
    if (!encoder) return;
    const timestamp = (this.#timestamp += Math.round(duration));
    const frame = new VideoFrame(this.#latest, { timestamp });
    if (this.#wantsKey) this.#key = timestamp;
    encoder.encode(frame, { keyFrame: this.#wantsKey });
    frame.close();
    this.#encodedAt = now();
    this.#encoding.push({ timestamp, time, begun: this.#encodedAt });
    this.#isNew = this.#wantsKey = false;
    clearTimeout(this.#still);
    this.#still = setTimeout(() => this.#refine(), STILL / 1000);
  }

  #size() {
    const { displayWidth, displayHeight } = this.#latest;
    const even = (length) => Math.max(2, 2 * Math.round((length * this.#pacing.scale) / 2));
    return { width: even(displayWidth), height: even(displayHeight), bitrate: this.#pacing.bitrate };
  }

  /** The encoder, set to this; null while it has to be found out first whether there is one. */
  #encoderFor(size) {
    const { codec, config, isAsked } = this.#choice ?? {};
    if (isAsked) return null;
    // Its error is on the way, and perhaps later than this.
    if (this.#encoder?.state === "closed") return void this.#broke(this.#encoder);
    const fits = codec && this.#decoded.includes(codec) && this.#encoder?.state === "configured";
    const isResized = fits && (config.width !== size.width || config.height !== size.height);
    if (!fits || (isResized && size.width * size.height > config.width * config.height)) return void this.#choose(size);
    const change = size.bitrate / config.bitrate;
    if (!isResized && change < NOTABLE && change > 1 / NOTABLE) return this.#encoder;
    this.#wantsKey ||= isResized;
    this.#choice = { codec, config: configOf(codec, size) };
    this.#encoder.configure(this.#choice.config);
    return this.#encoder;
  }

  async #choose(size) {
    this.#choice = { isAsked: true };
    const choice = await chosenCodec(this.#decoded.filter((codec) => !this.#broken.has(codec)), size);
    this.#choice = choice;
    if (!this.#decoded) return;
    if (!choice) return this.#failed(this.#broken.size ? "encoder" : "no_codec");
    this.#drop();
    const encoder = new VideoEncoder({ output: (chunk) => this.#made(encoder, chunk), error: () => this.#broke(encoder) });
    this.#encoder = encoder;
    encoder.configure(choice.config);
    this.#restart();
    this.#go();
  }

  #made(encoder, chunk) {
    if (encoder !== this.#encoder) return;
    const isKey = chunk.type === "key";
    const { time } = this.#encoding.find(({ timestamp }) => timestamp === chunk.timestamp) ?? { time: now() };
    this.#encoding = this.#encoding.filter(({ timestamp }) => timestamp > chunk.timestamp);
    // What was begun before a key frame was wanted is of no use to who wanted it.
    if (!isKey && (this.#wantsKey || chunk.timestamp < this.#key)) return;
    const data = new Uint8Array(chunk.byteLength);
    chunk.copyTo(data);
    if (data.byteLength + HEADER_BYTES > MOST_BYTES) return this.#restart();
    const { codec, config } = this.#choice;
    this.#held.push({ data, facts: { codec, isKey, time, width: config.width, height: config.height } });
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

  /** It won't get better: on with the next codec. */
  #broke(encoder) {
    if (encoder !== this.#encoder) return;
    this.#broken.add(this.#choice.codec);
    this.#encoder = null;
    this.#choice = null;
    this.#restart();
    this.#go();
  }

  #drop() {
    if (this.#encoder && this.#encoder.state !== "closed") this.#encoder.close();
    this.#encoder = null;
  }
}

function now() {
  return Math.round((performance.timeOrigin + performance.now()) * 1000);
}
