/** Pictures that may be on their way to the technician at once. */
export const WINDOW = 2;

const START = 2_500_000;
const LEAST = 150_000;
const MOST_PER_PIXEL = 4;
const MOST = 16_000_000;
// Over the quickest picture of the last while: what waits longer has queued.
const CALM = 80;
const LATE = 200;
const MEMORY = 10_000;
const HOLD = 400;
// Bits a second for each pixel below which fewer pixels look better, and that many times it to go back.
const TOO_THIN = 0.22;
const RICH = 2.6;
const SCALES = [1, 0.75, 0.5];
const RESIZE_PAUSE = 5000;

/**
 * How much may be sent, learned from when the technician saw what: bits a second, and the share of the size.
 *
 * Pure: times come in (ms), nothing is asked.
 */
export class Pacing {
  #underWay = new Map();
  #bitrate = START;
  #quickest = [];
  #changed = 0;
  #scale = 0;
  #resized = 0;

  /** How many were sent and not seen. */
  get waiting() {
    return this.#underWay.size;
  }

  get bitrate() {
    return Math.round(this.#bitrate);
  }

  get scale() {
    return SCALES[this.#scale];
  }

  sent(number, bytes, now) {
    this.#underWay.set(number, { bytes, at: now });
  }

  /** The technician saw this one, and all before it are done with. */
  shown(number, now) {
    const seen = this.#underWay.get(number);
    for (const one of [...this.#underWay.keys()]) if (one <= number) this.#underWay.delete(one);
    if (seen) this.#learn(seen.bytes, now - seen.at, now);
  }

  /** Whatever was under way is lost, or was for somebody else. */
  forget() {
    this.#underWay.clear();
  }

  /** Chooses the size for pictures of that many pixels; true where it is another one than before. */
  resize(pixels, now) {
    this.#bitrate = Math.min(this.#bitrate, MOST, MOST_PER_PIXEL * pixels);
    if (now - this.#resized < RESIZE_PAUSE) return false;
    const perPixel = this.#bitrate / (pixels * this.scale ** 2);
    const step = perPixel < TOO_THIN ? 1 : perPixel > TOO_THIN * RICH ? -1 : 0;
    const scale = Math.min(SCALES.length - 1, Math.max(0, this.#scale + step));
    if (scale === this.#scale) return false;
    this.#scale = scale;
    this.#resized = now;
    return true;
  }

  /** Nothing moves: all of it can be had. True where the size is another one than before. */
  sharpen(now) {
    if (this.#scale === 0) return false;
    this.#scale = 0;
    this.#resized = now;
    return true;
  }

  // Private

  #learn(bytes, delay, now) {
    this.#quickest = this.#quickest.filter(({ at }) => now - at < MEMORY);
    this.#quickest.push({ at: now, delay });
    const waited = delay - Math.min(...this.#quickest.map((one) => one.delay));
    if (waited > LATE) this.#slower(bytes, delay, now);
    else if (waited < CALM) this.#bitrate *= 1.03;
  }

  /** To what came through, and a little less, so that what has queued drains. */
  #slower(bytes, delay, now) {
    if (now - this.#changed < HOLD) return;
    this.#changed = now;
    const through = (bytes * 8000) / delay;
    this.#bitrate = Math.max(LEAST, Math.min(this.#bitrate * 0.8, Math.max(through, this.#bitrate * 0.5)));
  }
}
