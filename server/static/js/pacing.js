/** Pictures that may be on their way to the technician at once. */
export const WINDOW = 2;

// Bits a second.
const START = 2_500_000;
const LEAST = 150_000;
const MOST = 12_000_000;
// How long a picture waits beyond the quickest of the last while (ms): queued, or not.
const CALM = 60;
const LATE = 150;
const MEMORY = 60_000;
const HOLD = 400;
// How long they wait on average (ms) before fewer pixels are the better ones, and when more are tried.
const SLUGGISH = 280;
const SWIFT = 90;
const SCALES = [1, 0.75, 0.5, 0.35];
const SOON = 1200;
const PAUSE = 5000;
const LONGEST_PAUSE = 40_000;

/**
 * How much may be sent, learned from when the technician saw what: bits a second, and the share of the full size.
 *
 * Pure: times come in (ms), nothing is asked.
 */
export class Pacing {
  #underWay = new Map();
  #bitrate = START;
  #quickest = [];
  #lag = 0;
  #slowed = 0;
  #step = 0;
  #isSharp = false;
  #stepped = 0;
  #pause = PAUSE;

  /** How many were sent and not seen. */
  get waiting() {
    return this.#underWay.size;
  }

  get bitrate() {
    return Math.round(this.#bitrate);
  }

  /** The share of width and height. */
  get scale() {
    return this.#isSharp ? 1 : SCALES[this.#step];
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

  /** Something moves: the size is the one that gets through. */
  moves() {
    this.#isSharp = false;
  }

  /** Nothing moves: all of it can be had. */
  sharpen() {
    this.#isSharp = true;
  }

  // Private

  #learn(bytes, delay, now) {
    this.#quickest = this.#quickest.filter(({ at }) => now - at < MEMORY);
    this.#quickest.push({ at: now, delay });
    const waited = delay - Math.min(...this.#quickest.map((one) => one.delay));
    if (waited > LATE) this.#slower(bytes, delay, now);
    else if (waited < CALM) this.#bitrate = Math.min(MOST, this.#bitrate * 1.03);
    if (!this.#isSharp) this.#resize(waited, now);
  }

  /** To what came through, and a little less, so that what has queued drains. */
  #slower(bytes, delay, now) {
    if (now - this.#slowed < HOLD) return;
    this.#slowed = now;
    const through = (bytes * 8000) / delay;
    this.#bitrate = Math.max(LEAST, Math.min(this.#bitrate * 0.8, Math.max(through, this.#bitrate * 0.5)));
  }

  /** Smaller soon, larger with care: each size begins with a key frame, and what was too large stays so for a while. */
  #resize(waited, now) {
    this.#lag += (waited - this.#lag) * 0.3;
    const since = now - this.#stepped;
    if (this.#lag > SLUGGISH && since > SOON && this.#step < SCALES.length - 1) {
      this.#pause = since < this.#pause ? Math.min(LONGEST_PAUSE, this.#pause * 2) : PAUSE;
      this.#become(this.#step + 1, now);
    } else if (this.#lag < SWIFT && since > this.#pause && this.#step > 0) this.#become(this.#step - 1, now);
  }

  #become(step, now) {
    this.#step = step;
    this.#stepped = now;
    this.#lag = (SLUGGISH + SWIFT) / 2;
  }
}
