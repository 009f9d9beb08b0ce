import { Emitter } from "./emitter.js";

const NEARLY = 40;

/**
 * Keeps the log where its reader is: at the end while they are at the end, else exactly where they read.
 * Emits `end` (true | false) when the reader comes to the end or leaves it.
 */
export class Scroll extends Emitter {
  #log;
  #height = 0;
  #top = 0;
  #atEnd = true;

  constructor(log, content) {
    super();
    this.#log = log;
    log.addEventListener("scroll", this.#moved, { passive: true });
    const observer = new ResizeObserver(this.#resized);
    observer.observe(log);
    observer.observe(content);
  }

  get atEnd() {
    return this.#atEnd;
  }

  toEnd() {
    this.#atEnd = true;
    this.#log.scrollTop = this.#log.scrollHeight;
    this.emit("end", true);
  }

  /** Lets `change` add something above without moving what is being read. */
  keep(change) {
    const below = this.#log.scrollHeight - this.#log.scrollTop;
    change();
    this.#log.scrollTop = this.#log.scrollHeight - below;
  }

  // Private

  #moved = () => {
    // A hidden or resized log scrolls by itself; that is not its reader.
    if (this.#log.clientHeight !== this.#height) return;
    const { scrollHeight, scrollTop, clientHeight } = this.#log;
    // Only going up leaves the end: what is added below moves the end away, not the reader.
    const wentUp = scrollTop < this.#top;
    this.#top = scrollTop;
    const isNear = scrollHeight - scrollTop - clientHeight < NEARLY;
    const atEnd = isNear || (this.#atEnd && !wentUp);
    if (atEnd === this.#atEnd) return;
    this.#atEnd = atEnd;
    this.emit("end", atEnd);
  };

  #resized = () => {
    this.#height = this.#log.clientHeight;
    if (this.#atEnd) this.#log.scrollTop = this.#log.scrollHeight;
  };
}
