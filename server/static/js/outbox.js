import { Emitter } from "./emitter.js";

/**
 * @typedef {object} Entry
 * @property {string} client_id
 * @property {string} text
 * @property {number=} reply_to
 * @property {number} at        when it was typed, in ms
 * @property {{code: string, detail: string}=} refusal
 */

/**
 * What was typed and is not yet known to be stored, in the order it was typed.
 *
 * Each entry has its own place in the storage, so that several tabs never write over each other; two of
 * them sending the same entry does no harm, since the server knows it by its `client_id`.
 * Emits `added`, `removed`, `refused` and `retried`, each with the entry.
 */
export class Outbox extends Emitter {
  #prefix;
  #storage;
  #entries = new Map();
  #underWay = new Set();

  constructor(prefix, storage) {
    super();
    this.#prefix = prefix;
    this.#storage = storage;
    for (const key of this.#storage.keys(prefix)) this.#remember(this.#storage.get(key));
    this.#storage.watch(prefix, (key, entry) => this.#changedElsewhere(key, entry));
  }

  /** @returns {Entry[]} */
  get entries() {
    return [...this.#entries.values()].sort((a, b) => a.at - b.at);
  }

  /** `said` is {text, reply_to?}. @returns {Entry} */
  add(client_id, said, now = Date.now()) {
    const latest = this.entries.at(-1)?.at ?? 0;
    const entry = { client_id, ...said, at: Math.max(now, latest + 1) };
    this.#keep(entry);
    this.emit("added", entry);
    return entry;
  }

  /** Stored by the server, or thrown away by who wrote it. */
  remove(client_id) {
    const entry = this.#entries.get(client_id);
    if (!entry) return;
    this.#entries.delete(client_id);
    this.#underWay.delete(client_id);
    this.#storage.remove(this.#prefix + client_id);
    this.emit("removed", entry);
  }

  refuse(client_id, refusal) {
    const entry = this.#entries.get(client_id);
    if (!entry) return;
    this.#keep(Object.assign(entry, { refusal }));
    this.emit("refused", entry);
  }

  retry(client_id) {
    const entry = this.#entries.get(client_id);
    if (!entry) return;
    // What it answers is gone; what it says is not.
    if (entry.refusal?.code === "unknown_reply") delete entry.reply_to;
    delete entry.refusal;
    this.#underWay.delete(client_id);
    this.#keep(entry);
    this.emit("retried", entry);
  }

  /** Hands each entry to `send` until one does not leave; what left is not sent twice on one connection. */
  flush(send) {
    for (const { client_id, text, reply_to, refusal } of this.entries) {
      if (refusal || this.#underWay.has(client_id)) continue;
      if (!send({ type: "message", client_id, text, reply_to })) return;
      this.#underWay.add(client_id);
    }
  }

  /** The connection is gone, and nobody knows what of it arrived. */
  disconnected() {
    this.#underWay.clear();
  }

  // Private

  #remember(entry) {
    if (entry?.client_id) this.#entries.set(entry.client_id, entry);
  }

  #keep(entry) {
    this.#remember(entry);
    this.#storage.set(this.#prefix + entry.client_id, entry);
  }

  #changedElsewhere(key, entry) {
    const client_id = key.slice(this.#prefix.length);
    if (!entry) return this.remove(client_id);
    const isNew = !this.#entries.has(client_id);
    this.#remember(entry);
    this.emit(isNew ? "added" : entry.refusal ? "refused" : "retried", entry);
  }
}
