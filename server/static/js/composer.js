import { Emitter } from "./emitter.js";
import { _ } from "./i18n.js";

const LIMIT = 10_000;
const NEAR = 9_000;

/** The field for a message. Emits `written` with the text, `typed`, and `changed` with the draft. */
export class Composer extends Emitter {
  #field;
  #limit;
  #form;
  #button;

  constructor(form, draft = "") {
    super();
    this.#form = form;
    this.#field = form.querySelector("textarea");
    this.#button = form.querySelector("[type=submit]");
    this.#limit = form.querySelector(".composer-limit");
    this.#field.value = draft;
    this.#field.addEventListener("input", this.#typed);
    this.#field.addEventListener("keydown", this.#pressed);
    form.addEventListener("submit", this.#submitted);
    this.#fit();
    this.#measure();
    this.#field.readOnly = this.#button.disabled = false;
  }

  focus() {
    this.#field.focus();
  }

  hide() {
    this.#form.hidden = true;
  }

  // Private

  #typed = () => {
    this.#fit();
    this.#measure();
    this.emit("changed", this.#field.value);
    if (this.#field.value.trim()) this.emit("typed");
  };

  /** Enter ends a word in an input method (Japanese, Chinese, …) before it ends a message. */
  #pressed = (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.#form.requestSubmit();
  };

  #submitted = (event) => {
    event.preventDefault();
    this.#field.focus();
    const text = trimmed(this.#field.value);
    if (!text || lengthOf(text) > LIMIT) return;
    this.#field.value = "";
    this.#fit();
    this.#measure();
    this.emit("changed", "");
    this.emit("written", text);
  };

  /** The field is as high as the same text beneath it (see .composer-field::after). */
  #fit() {
    this.#field.parentNode.dataset.text = this.#field.value;
  }

  /** A text that is too long stays whole: its writer cuts it, not we. */
  #measure() {
    const length = this.#field.value.length < NEAR ? 0 : lengthOf(trimmed(this.#field.value));
    const isOver = length > LIMIT;
    this.#field.setAttribute("aria-invalid", isOver);
    this.#limit.classList.toggle("over", isOver);
    this.#limit.textContent = length < NEAR ? "" : isOver ? tooLong(length) : roomLeft(length);
  }
}

/** In characters as the server counts them, not in UTF-16 halves. */
function lengthOf(text) {
  return [...text].length;
}

/** Half an emoji, cut by whatever it was pasted from, is nothing that UTF-8 can carry. */
function trimmed(text) {
  const whole = text.toWellFormed?.() ?? text;
  return whole.replace(/^\s*\n|\s+$/g, "");
}

function roomLeft(length) {
  return _("%(count)s characters left", { count: LIMIT - length });
}

function tooLong(length) {
  return _("Too long by %(count)s characters. Please shorten it or send it in two messages.", {
    count: length - LIMIT,
  });
}
