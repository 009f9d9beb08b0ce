import { Emitter } from "./emitter.js";
import { later } from "./later.js";

/**
 * The files of a chat. What sends them comes once one can chat, since nobody needs it before: whoever asks for
 * something meanwhile need not know. Emits `added` when files are on their way.
 */
export class Files extends Emitter {
  #parts;
  #sending;
  #resolve;
  #isAsked = false;

  /** `parts` as FileSending takes them. */
  constructor(parts) {
    super();
    this.#parts = parts;
    this.#sending = new Promise((resolve) => (this.#resolve = resolve));
  }

  /** Fetches what it needs; if that fails, on the next connection. */
  async online() {
    if (this.#isAsked) return;
    this.#isAsked = true;
    const part = await later(() => import("./file_sending_part.js")).catch(() => null);
    this.#isAsked = Boolean(part);
    if (part) this.#resolve(new part.FileSending(this.#parts).on("added", () => this.emit("added")));
  }

  /** Whether this side may send files; if not, nothing on the page speaks of it. */
  allow(isAllowed) {
    this.#sending.then((sending) => sending.allow(isAllowed));
  }

  /** The event of a file that was sent here has come and is drawn. */
  arrived(client_id) {
    this.#sending.then((sending) => sending.arrived(client_id));
  }

  /** Nothing more can be sent. */
  close() {
    this.#sending.then((sending) => sending.close());
  }
}
