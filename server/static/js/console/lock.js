import { request } from "../api.js";
import { Emitter } from "../emitter.js";
import { LocalStore } from "../local_store.js";
import { LOCKED } from "../looked_at.js";
import { Idle } from "./idle.js";
import { UnlockForm } from "./unlock_form.js";

const RETRY = 3000;

/**
 * Covers the console while its technician is away, in all windows of this browser. The server knows of it: a reload
 * shows no more. Emits `changed`.
 */
export class Lock extends Emitter {
  #dialog;
  #form;
  #idle;
  #channel;
  #store = new LocalStore();
  #untold;
  #isLocked = false;
  #before = null;
  #retry = null;

  /** `minutes` without input lock it, 0 never does. */
  constructor({ dialog, minutes, me }) {
    super();
    // Somebody else who signs in meanwhile with this browser opens their own console, not this one.
    this.#channel = globalThis.BroadcastChannel ? new BroadcastChannel(`beistand.console.lock.${me.id}`) : null;
    this.#dialog = dialog;
    this.#untold = `beistand.console.locked.${me.id}`;
    this.#form = new UnlockForm(dialog.querySelector(".unlock"), () => this.#opened());
    this.#idle = new Idle(minutes * 60_000).on("idle", () => this.lock());
    // No way around it by Escape, which a browser lets close a dialog when it is pressed again and again.
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    dialog.addEventListener("close", () => this.#isLocked && dialog.showModal());
    this.#channel?.addEventListener("message", ({ data }) => (data === "locked" ? this.show() : this.#uncover()));
    // Covered, and loaded anew before the server could be told.
    if (this.#store.get(this.#untold)) this.lock();
  }

  get isLocked() {
    return this.#isLocked;
  }

  lock() {
    if (this.isLocked) return;
    this.show();
    this.#store.set(this.#untold, true);
    this.#channel?.postMessage("locked");
    this.#tell();
  }

  /** The server said so, or another window did. */
  show() {
    if (this.isLocked) return;
    this.#isLocked = true;
    this.#before = document.activeElement;
    document.body.classList.add(LOCKED);
    this.#dialog.showModal();
    this.#form.clear();
    this.#form.focus();
    this.emit("changed");
  }

  // Private

  /** Covered it is at once; the server hears of it as soon as it can be reached. */
  async #tell() {
    clearTimeout(this.#retry);
    try {
      await request("POST", "/api/v1/console/lock");
      this.#store.remove(this.#untold);
    } catch (problem) {
      if (problem.status !== 401 && this.isLocked) this.#retry = setTimeout(() => this.#tell(), RETRY);
    }
  }

  #opened() {
    this.#channel?.postMessage("opened");
    this.#uncover();
  }

  #uncover() {
    if (!this.isLocked) return;
    clearTimeout(this.#retry);
    this.#store.remove(this.#untold);
    this.#isLocked = false;
    this.#idle.begin();
    document.body.classList.remove(LOCKED);
    this.#dialog.close();
    this.#form.clear();
    this.#before?.focus();
    this.emit("changed");
  }
}
