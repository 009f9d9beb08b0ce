import { element } from "./element.js";
import { Emitter } from "./emitter.js";
import { QuestionDialog } from "./question_dialog.js";
import { QuestionView } from "./question_view.js";
import { wordsOf } from "./question_words.js";

/**
 * The open question before the customer, in the dialog or in the log, and their answer to it.
 *
 * Emits `changed` (the question came or went), `yes` {request}, `aside` (it went into the log) and `failed` (words).
 */
export class QuestionDesk extends Emitter {
  #consent;
  #who;
  #entryOf;
  #dialog = new QuestionDialog();
  #view = null;
  #card = null;
  #asked = null;
  #answered = null;

  /** `who` is {name, house} of who asks; `entryOf(seq)` gives the event's element in the log. */
  constructor({ consent, who, entryOf }) {
    super();
    this.#consent = consent;
    this.#who = who;
    this.#entryOf = entryOf;
    this.#dialog.on("closed", () => this.#answer({ granted: false, reason: "closed" }));
  }

  /** Whether there is a question that waits for an answer. */
  get isOpen() {
    return this.#view !== null;
  }

  /** Draws what is known now. */
  draw() {
    const { question } = this.#consent;
    const isOpen = question && question.request !== this.#answered && question.expiresAt > Date.now();
    if (!isOpen) return this.#close();
    if (this.#asked !== question.request) this.#begin(question);
    this.#view.show(question);
  }

  // Private

  #begin({ request, permission }) {
    this.#close();
    this.#asked = request;
    const { name, house } = this.#who;
    this.#view = new QuestionView(wordsOf(permission, name, this.#consent.helper), house)
      .on("answer", ({ granted }) => this.#answer({ granted, reason: "person" }))
      .on("extend", () => this.#extend(request))
      .on("aside", () => this.#setAside())
      .on("over", () => this.#over(request));
    this.#dialog.open(this.#view);
    this.emit("changed");
  }

  #close() {
    if (!this.#view) return;
    this.#view.close();
    this.#card?.remove();
    this.#dialog.close();
    this.#view = this.#asked = null;
    this.emit("changed");
  }

  /** Closed here at once; if the server did not take it and still waits, it is asked again. */
  async #answer({ granted, reason }) {
    const request = this.#asked;
    if (!request) return;
    this.#answered = request;
    if (granted) this.emit("yes", { request });
    this.draw();
    try {
      await this.#consent.send("answer", { request, granted, reason });
    } catch (problem) {
      if (this.#answered === request) this.#answered = null;
      this.emit("failed", problem.message);
      this.draw();
    }
  }

  async #extend(request) {
    const view = this.#view;
    view.alert("");
    await this.#consent.send("extend", { request }).catch((problem) => view.alert(problem.message));
  }

  /** Into the log, at its own event: the chat is free to ask back. */
  #setAside() {
    const entry = this.#entryOf(this.#asked);
    if (!entry) return;
    this.#dialog.close();
    this.#view.canWait = false;
    this.#view.appear();
    this.#card = element("div", { class: "consent-card" }, this.#view.element);
    entry.append(this.#card);
    this.emit("aside");
  }

  /** Silence is no; the server says so in a moment. */
  #over(request) {
    this.#answered = request;
    this.draw();
  }
}
