import { request } from "../api.js";
import { Emitter } from "../emitter.js";
import { LocalStore } from "../local_store.js";

/**
 * What windows of this browser and the server tell each other of one technician's lock. Emits `locked` and `opened` for
 * what another window did. Somebody else who signs in meanwhile with this browser has news of their own.
 */
export class LockNews extends Emitter {
  #channel;
  #store = new LocalStore();
  #untold;

  constructor(technicianId) {
    super();
    this.#untold = `beistand.console.locked.${technicianId}`;
    this.#channel = globalThis.BroadcastChannel ? new BroadcastChannel(`beistand.console.lock.${technicianId}`) : null;
    this.#channel?.addEventListener("message", ({ data }) => this.emit(data));
  }

  /** Whether it was locked and the server could not be told. */
  get isUntold() {
    return Boolean(this.#store.get(this.#untold));
  }

  locked() {
    this.#store.set(this.#untold, true);
    this.#channel?.postMessage("locked");
  }

  opened() {
    this.forget();
    this.#channel?.postMessage("opened");
  }

  /** It is open here: there is nothing left to tell. */
  forget() {
    this.#store.remove(this.#untold);
  }

  /** Throws a Problem where the server could not be told. */
  async tell() {
    await request("POST", "/api/v1/console/lock");
    this.forget();
  }
}
