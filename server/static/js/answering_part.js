import { request } from "./api.js";
import { tellTime } from "./exact_time.js";
import { fetchStyle } from "./later_style.js";
import { MessageActions } from "./message_actions.js";
import { Originals } from "./originals.js";

const SHOWN = 1600;

/** What Answering does once it is needed. */
export class AnsweringPart {
  #timeline;
  #reading;
  #writing;
  #originals;

  constructor({ root, sessionId, as, timeline, reading, writing }) {
    this.#timeline = timeline;
    this.#reading = reading;
    this.#writing = writing;
    this.#originals = new Originals({ sessionId, as, request });
    fetchStyle("answering");
    const entries = root.querySelector(".entries");
    new MessageActions(entries)
      .on("reply", (seq) => this.#reply(seq))
      .on("left", () => writing.focus());
    entries.addEventListener("click", this.#clicked);
    entries.addEventListener("pointerover", tellTime);
  }

  /** Asks again for what could not be had. */
  online() {
    this.#originals.ask();
  }

  want(seq, show) {
    this.#originals.want(seq, show);
  }

  forget() {
    this.#originals.forget();
    this.#writing.reply(null);
  }

  // Private

  #reply(seq) {
    this.#writing.reply(this.#timeline.quote(seq));
    this.#writing.focus();
  }

  #clicked = ({ target }) => {
    const answer = target.closest(".quote")?.closest(".message");
    if (answer) this.#showOriginal(this.#timeline.entryOf(answer));
  };

  async #showOriginal({ body }) {
    await this.#reading.bring(body.reply_to);
    const original = this.#timeline.find(body.reply_to)?.element;
    if (!original) return;
    original.scrollIntoView({ block: "center" });
    original.tabIndex = -1;
    original.focus({ preventScroll: true });
    original.classList.add("found");
    setTimeout(() => original.classList.remove("found"), SHOWN);
  }
}
