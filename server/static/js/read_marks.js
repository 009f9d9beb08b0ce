import { isLookedAt } from "./looked_at.js";
import { Emitter } from "./emitter.js";

/**
 * Knows what its reader has seen of what the others said, and tells the server.
 * Seen is what stood at the end of a log that was on the screen of a focused window.
 * Emits `unread` with the number of messages not seen, `news` {seq, isSeen} for each that is drawn, and `left` when
 * the reader looks elsewhere.
 */
export class ReadMarks extends Emitter {
  #element;
  #scroll;
  #send;
  #mark;
  #told;
  #unseen = [];
  #isShown = false;
  #lastUnread = 0;
  #wasThere = false;

  constructor({ element, scroll, send, mark }) {
    super();
    this.#element = element;
    this.#scroll = scroll;
    this.#send = send;
    this.#mark = this.#told = mark;
    new IntersectionObserver(this.#appeared).observe(element);
    for (const type of ["focus", "blur"]) addEventListener(type, this.look);
    document.addEventListener("visibilitychange", this.look);
    scroll.on("end", this.look);
  }

  get unread() {
    return this.#unseen.length;
  }

  /** Something the others said is drawn. */
  drawn(seq) {
    if (seq <= this.#mark) return;
    this.#unseen.push(seq);
    this.emit("news", { seq, isSeen: this.#isSeen });
    this.look();
  }

  /** The server knows of `seq`: seen in another window of the same person, or told before. */
  known(seq) {
    this.#told = seq;
    this.#seen(seq);
  }

  /** The log is another one: nothing of it has been seen. */
  forget() {
    this.#mark = this.#told = 0;
    this.#unseen = [];
    this.#tell();
  }

  /** Looks again, and tells the server what it does not know. */
  look = () => {
    if (this.#isSeen && this.#unseen.length) this.#seen(this.#unseen.at(-1));
    if (this.#mark > this.#told && this.#send({ type: "read", seq: this.#mark })) this.#told = this.#mark;
    this.#tell();
    if (this.#wasThere && !this.#isThere) this.emit("left");
    this.#wasThere = this.#isThere;
  };

  // Private

  get #isThere() {
    return isLookedAt() && this.#isShown;
  }

  get #isSeen() {
    return this.#isThere && this.#scroll.atEnd;
  }

  #appeared = ([{ isIntersecting }]) => {
    this.#isShown = isIntersecting;
    this.look();
  };

  #seen(seq) {
    if (seq <= this.#mark) return;
    this.#mark = seq;
    this.#unseen = this.#unseen.filter((unseen) => unseen > seq);
    this.#tell();
  }

  #tell() {
    if (this.unread === this.#lastUnread) return;
    this.#lastUnread = this.unread;
    this.emit("unread", { count: this.unread });
  }
}
