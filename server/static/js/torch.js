/** The light beside a phone's camera. */
export class Torch {
  #track;
  #changed;
  #isOn = false;

  /** The light of this camera, or null where there is none; `changed` is called when it went on or off. */
  static of(track, changed) {
    return track.getCapabilities?.().torch ? new Torch(track, changed) : null;
  }

  constructor(track, changed) {
    this.#track = track;
    this.#changed = changed;
  }

  get isOn() {
    return this.#isOn;
  }

  async toggle() {
    const torch = !this.#isOn;
    await this.#track.applyConstraints({ advanced: [{ torch }] }).then(() => (this.#isOn = torch), () => {});
    this.#changed();
  }
}
