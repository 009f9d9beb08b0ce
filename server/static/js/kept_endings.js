import { LocalStore } from "./local_store.js";

/** What the customer ended and the server has not confirmed, each at its own place: outlives a reload, and tabs share it. */
export class KeptEndings {
  #store = new LocalStore();
  #prefix;

  constructor(sessionId) {
    this.#prefix = `beistand.ending.${sessionId}.`;
  }

  /** [{permission, request}] */
  get all() {
    return this.#store.keys(this.#prefix).map((key) => this.#store.get(key)).filter(Boolean);
  }

  keep({ permission, request }) {
    this.#store.set(this.#prefix + request, { permission, request });
  }

  drop(request) {
    this.#store.remove(this.#prefix + request);
  }
}
