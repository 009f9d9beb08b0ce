const SHOWN_MS = 8000;

/** What is said over the picture for a moment: notes, and what went wrong. */
export class Notes {
  #note;
  #alert;
  #until = 0;

  constructor({ note, alert }) {
    this.#note = note;
    this.#alert = alert;
  }

  say(words) {
    this.#show(words, "");
  }

  warn(words) {
    this.#show("", words);
  }

  clear() {
    this.#show("", "");
  }

  tick(now) {
    if (this.#until && now > this.#until) this.clear();
  }

  // Private

  #show(note, alert) {
    this.#note.textContent = note;
    this.#alert.textContent = alert;
    this.#until = note || alert ? Date.now() + SHOWN_MS : 0;
  }
}
