import { Emitter } from "../emitter.js";
import { found } from "./reply_words.js";

const PATH = "/api/v1/replies";

/** The technician's canned replies, as the server has them. Emits `changed`. */
export class CannedReplies extends Emitter {
  #request;
  #all = [];

  constructor(request) {
    super();
    this.#request = request;
  }

  get isEmpty() {
    return !this.#all.length;
  }

  has(shortcut) {
    return this.#all.some((one) => one.shortcut === shortcut);
  }

  /** @returns {{id: string, shortcut: string, text: string}[]} */
  search(query) {
    return found(this.#all, query);
  }

  /** Asks the server; another tab may have changed them. */
  async load() {
    const { replies } = await this.#request("GET", PATH);
    this.#become(replies);
  }

  /** Keeps it, new or changed; throws a Problem with words for a person. */
  async save({ id, shortcut, text }) {
    const method = id ? "PUT" : "POST";
    const saved = await this.#request(method, id ? `${PATH}/${id}` : PATH, { shortcut, text });
    this.#become([...this.#all.filter((one) => one.id !== saved.id), saved]);
    return saved;
  }

  async remove({ id }) {
    await this.#request("DELETE", `${PATH}/${id}`).catch((problem) => {
      // Gone is gone, whoever did it.
      if (problem.status !== 404) throw problem;
    });
    this.#become(this.#all.filter((one) => one.id !== id));
  }

  // Private

  #become(replies) {
    this.#all = replies.sort((a, b) => a.shortcut.localeCompare(b.shortcut));
    this.emit("changed");
  }
}
