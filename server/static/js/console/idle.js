import { Emitter } from "../emitter.js";
import { LocalStore } from "../local_store.js";

const INPUTS = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"];
const KEPT = "beistand.console.input";
// Moves come by the hundred: as often it is written down for the other windows.
const OFTEN = 1000;

/** How long nobody has touched any console window of this browser. Emits `idle` once that is too long. */
export class Idle extends Emitter {
  #store = new LocalStore();
  #limit;
  #last = Date.now();
  #written = 0;
  #isIdle = false;

  /** `limit` in milliseconds, 0 for never. */
  constructor(limit) {
    super();
    this.#limit = limit;
    if (!limit) return;
    for (const type of INPUTS) addEventListener(type, this.touch, { capture: true, passive: true });
    // By the clock, not by a timer: one that slept with its computer would be late by that night.
    setInterval(this.#look, Math.min(OFTEN, limit / 4));
    this.begin();
  }

  /** Somebody is there; but what has been idle for too long stays so. */
  touch = () => {
    this.#look();
    if (!this.#isIdle) this.begin();
  };

  /** Counts anew, whatever was before. */
  begin() {
    this.#last = Date.now();
    this.#isIdle = false;
    if (this.#last - this.#written < Math.min(OFTEN, this.#limit / 4)) return;
    this.#written = this.#last;
    this.#store.set(KEPT, this.#last);
  }

  // Private

  #look = () => {
    const last = Math.max(this.#last, this.#store.get(KEPT) ?? 0);
    if (this.#isIdle || Date.now() - last < this.#limit) return;
    this.#isIdle = true;
    this.emit("idle");
  };
}
