import { Emitter } from "../../emitter.js";
import { LOCKED } from "../../looked_at.js";

/** Whether somebody can see an element: its session is in front, and so is the page. Emits `changed`. */
export class Looking extends Emitter {
  #isInPlace = false;
  #told = false;

  constructor(element) {
    super();
    new IntersectionObserver(([...seen]) => this.#place(seen.at(-1).isIntersecting)).observe(element);
    document.addEventListener("visibilitychange", () => this.#tell());
    new MutationObserver(() => this.#tell()).observe(document.body, { attributeFilter: ["class"] });
  }

  get isLooking() {
    const isCovered = document.body.classList.contains(LOCKED);
    return this.#isInPlace && document.visibilityState !== "hidden" && !isCovered;
  }

  // Private

  #place(isInPlace) {
    this.#isInPlace = isInPlace;
    this.#tell();
  }

  #tell() {
    if (this.isLooking === this.#told) return;
    this.#told = this.isLooking;
    this.emit("changed");
  }
}
