/** Tells pictures apart from the one before: a browser gives thirty a second of a screen on which nothing moves. */
export class StillPictures {
  #before = null;
  #now = null;

  /** Whether it is the same as the one before, pixel by pixel; false where that can't be told. */
  async isSame(frame) {
    try {
      const size = Math.ceil(frame.allocationSize() / 8);
      if (this.#now?.length !== size) this.#now = new BigUint64Array(size);
      await frame.copyTo(this.#now);
    } catch {
      this.#before = null;
      return false;
    }
    const isSame = this.#before !== null && equal(this.#before, this.#now);
    [this.#before, this.#now] = [this.#now, this.#before];
    return isSame;
  }
}

function equal(one, other) {
  if (one.length !== other.length) return false;
  for (let place = 0; place < one.length; place++) if (one[place] !== other[place]) return false;
  return true;
}
