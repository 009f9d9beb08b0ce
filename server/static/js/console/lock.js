import { Emitter } from "../emitter.js";
import { LOCKED } from "../looked_at.js";
import { Idle } from "./idle.js";
import { LockNews } from "./lock_news.js";
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
  #news;
  #isLocked = false;
  #before = null;
  #retry = null;

  /** `minutes` without input lock it, 0 never does. */
  constructor({ dialog, minutes, me }) {
    super();
    this.#news = new LockNews(me.id).on("locked", () => this.show()).on("opened", () => this.#uncover());
    this.#dialog = dialog;
    this.#form = new UnlockForm(dialog.querySelector(".unlock"), () => this.#opened());
    this.#idle = new Idle(minutes * 60_000).on("idle", () => this.lock());
    // No way around it by Escape, which a browser lets close a dialog when it is pressed again and again.
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    dialog.addEventListener("close", () => this.#isLocked && dialog.showModal());
    // Covered, and loaded anew before the server could be told.
    if (this.#news.isUntold) this.lock();
  }

  get isLocked() {
    return this.#isLocked;
  }

  lock() {
    if (this.isLocked) return;
    this.show();
    this.#news.locked();
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
      await this.#news.tell();
    } catch (problem) {
      if (problem.status !== 401 && this.isLocked) this.#retry = setTimeout(() => this.#tell(), RETRY);
    }
  }

  #opened() {
    this.#news.opened();
    this.#uncover();
  }

  #uncover() {
    if (!this.isLocked) return;
    clearTimeout(this.#retry);
    this.#news.forget();
    this.#isLocked = false;
    this.#idle.begin();
    document.body.classList.remove(LOCKED);
    this.#dialog.close();
    this.#form.clear();
    this.#before?.focus();
    this.emit("changed");
  }
}
