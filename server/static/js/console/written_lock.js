import { Idle } from "./idle.js";
import { LockNews } from "./lock_news.js";

const RETRY = 3000;

/** A written page that goes when its technician is away: what the server gives in its place is the locked one. */
export class WrittenLock {
  #news;

  /** `minutes` without input lock it, 0 never does. */
  constructor({ technicianId, minutes }) {
    this.#news = new LockNews(technicianId).on("locked", () => this.#goesAway());
    new Idle(minutes * 60_000).on("idle", () => this.#lock());
    // The browser may have kept it from before the lock, for the way back.
    addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
    if (this.#news.isUntold) this.#goesAway();
  }

  // Private

  #lock() {
    this.#news.locked();
    this.#goesAway();
  }

  /** Another window's word may come before the server has heard: so it is told here, too. */
  async #goesAway() {
    document.body.hidden = true;
    // Where the server can't be told, the page is gone all the same, and asks again, but not in haste.
    const pause = await this.#news.tell().then(
      () => 0,
      () => RETRY,
    );
    setTimeout(() => location.reload(), pause);
  }
}
