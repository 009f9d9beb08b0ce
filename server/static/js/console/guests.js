/** Who waits to be let in, as the log tells it: {seq, at, name, way, invitation}, the longest first. */
export class Guests {
  #waiting = new Map();
  #answered = new Set();

  get all() {
    return [...this.#waiting.values()].sort((one, other) => one.seq - other.seq);
  }

  get size() {
    return this.#waiting.size;
  }

  /** Whether the event changed who waits. */
  hear({ seq, kind, at, author, body }) {
    if (kind === "waiting") return this.#add({ seq, at, name: author.name, ...body });
    if (kind !== "admitted" && kind !== "refused") return false;
    this.#answered.add(body.waiting);
    return this.#waiting.delete(body.waiting);
  }

  /** Takes those that the API names: they may wait since before what the chat shows. */
  recall(guests) {
    for (const guest of guests) this.#add(guest);
  }

  /** It is over: nobody waits any more. */
  clear() {
    this.#waiting.clear();
  }

  // Private

  #add(guest) {
    if (this.#waiting.has(guest.seq) || this.#answered.has(guest.seq)) return false;
    this.#waiting.set(guest.seq, guest);
    return true;
  }
}
