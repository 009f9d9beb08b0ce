/**
 * Answering what was said, and the way from an answer back to it. What one can do with a message
 * (message_actions_part.js) comes once one can chat.
 */
export class Answering {
  #root;
  #timeline;
  #reading;
  #writing;
  #isAsked = false;

  constructor({ root, timeline, reading, writing }) {
    this.#root = root;
    this.#timeline = timeline;
    this.#reading = reading;
    this.#writing = writing;
    this.#find("entries").addEventListener("click", ({ target }) => {
      const entry = target.closest(".quote")?.closest(".message");
      if (entry) this.#showOriginal(timeline.entryOf(entry));
    });
  }

  /** Fetches what it needs; if that fails, on the next connection. */
  async online() {
    if (this.#isAsked) return;
    this.#isAsked = true;
    const part = await import("./message_actions_part.js").catch(() => null);
    this.#isAsked = Boolean(part);
    if (part) this.#furnish(new part.MessageActions(this.#find("entries"), this.#find("actions-template")));
  }

  // Private

  #furnish(actions) {
    actions
      .on("reply", (seq) => this.#reply(seq))
      .on("left", () => this.#writing.focus());
  }

  #reply(seq) {
    this.#writing.reply(this.#timeline.quote(seq));
    this.#writing.focus();
  }

  async #showOriginal({ body }) {
    await this.#reading.bring(body.reply_to);
    const original = this.#timeline.find(body.reply_to)?.element;
    if (!original) return;
    original.scrollIntoView({ block: "center" });
    original.tabIndex = -1;
    original.focus({ preventScroll: true });
    original.classList.add("found");
    original.addEventListener("animationend", () => original.classList.remove("found"), { once: true });
  }

  #find(part) {
    return this.#root.querySelector(`.${part}`);
  }
}
