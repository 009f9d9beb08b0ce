const NOTES = { arrival: [587.33, 880], message: [783.99] };
const LENGTH = 0.5;

/** A short, soft sound, made here: nothing to load. */
export class Chime {
  #context = null;

  /** @param {"arrival"|"message"} occasion */
  async play(occasion) {
    try {
      this.#context ??= new AudioContext();
      // A browser lets a page sound only after somebody has used it.
      if (this.#context.state === "suspended") await this.#context.resume();
      NOTES[occasion].forEach((frequency, place) => this.#note(frequency, place * 0.13));
    } catch {
      // No sound device: title and notification tell.
    }
  }

  #note(frequency, delay) {
    const start = this.#context.currentTime + delay;
    const oscillator = new OscillatorNode(this.#context, { type: "sine", frequency });
    const loudness = new GainNode(this.#context, { gain: 0 });
    loudness.gain.setValueAtTime(0, start);
    loudness.gain.linearRampToValueAtTime(0.16, start + 0.015);
    loudness.gain.exponentialRampToValueAtTime(0.0005, start + LENGTH);
    oscillator.connect(loudness).connect(this.#context.destination);
    oscillator.start(start);
    oscillator.stop(start + LENGTH);
  }
}
