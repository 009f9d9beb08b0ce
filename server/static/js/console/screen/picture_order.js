/** Which pictures can be decoded: after a key frame each that follows the one before it, until one is missing. */
export class PictureOrder {
  #last = null;
  #isAsked = false;

  /** From here on a key frame is needed, and is asked for. */
  begin() {
    this.#last = null;
    this.#isAsked = true;
  }

  /** "decode", "drop", or once when one is missing "ask" (for a key frame). */
  take({ isKey, number }) {
    const follows = this.#last !== null && number === this.#last + 1;
    if (isKey || follows) return this.#go(number);
    if (this.#isAsked || (this.#last !== null && number <= this.#last)) return "drop";
    this.begin();
    return "ask";
  }

  // Private

  #go(number) {
    this.#last = number;
    this.#isAsked = false;
    return "decode";
  }
}
