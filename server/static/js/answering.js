import { later } from "./later.js";

/**
 * Answering what was said, and the way from an answer back to it. All of it comes once one can chat, since nobody
 * needs it before.
 */
export class Answering {
  #parts;
  #part;
  #resolve;
  #isAsked = false;

  /** `parts` as the class in answering_part.js takes them. */
  constructor(parts) {
    this.#parts = parts;
    this.#part = new Promise((resolve) => (this.#resolve = resolve));
  }

  /** Fetches what it needs; if that fails, on the next connection. */
  async online() {
    this.#part.then((part) => part.online());
    if (this.#isAsked) return;
    this.#isAsked = true;
    const loaded = await later(() => import("./answering_part.js")).catch(() => null);
    this.#isAsked = Boolean(loaded);
    if (loaded) this.#resolve(new loaded.AnsweringPart(this.#parts));
  }

  /** Has `show(event)` called once the event `seq` is here, which is not drawn. */
  want(seq, show) {
    this.#part.then((part) => part.want(seq, show));
  }

  /** The log is another one. */
  forget() {
    this.#part.then((part) => part.forget());
  }
}
