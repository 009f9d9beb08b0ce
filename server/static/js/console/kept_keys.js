import { LocalStore } from "../local_store.js";

const PREFIX = "beistand.key.";
const JUST_NOW = 60_000;

/** Keys and links of sessions that wait for their customer: the server tells them only once. */
export class KeptKeys {
  #store = new LocalStore();

  /** `skew` is how far this computer's clock is ahead of the server's, which has just begun the session. */
  keep({ id, key, link, created_at, key_expires_at }, { skew, now = Date.now() } = {}) {
    const ahead = skew ?? now - new Date(created_at).getTime();
    this.#store.set(PREFIX + id, { key, link, at: now, skew: ahead, expires: new Date(key_expires_at).getTime() });
  }

  /** {key, link, skew, expires}, or null where another browser has them. */
  of(id) {
    return this.#store.get(PREFIX + id);
  }

  /** Tells the session's id when another tab of this browser keeps or drops its key. */
  watch(changed) {
    this.#store.watch(PREFIX, (name) => changed(name.slice(PREFIX.length)));
  }

  drop(id) {
    this.#store.remove(PREFIX + id);
  }

  /** Forgets the keys of all other sessions: they are joined or over, unless another tab has just begun them. */
  keepOnly(ids, now = Date.now()) {
    for (const name of this.#store.keys(PREFIX)) {
      const isRecent = now - this.#store.get(name)?.at < JUST_NOW;
      if (!isRecent && !ids.includes(name.slice(PREFIX.length))) this.#store.remove(name);
    }
  }
}
