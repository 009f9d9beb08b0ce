import { Emitter } from "../emitter.js";
import { FormAlert } from "../form_alert.js";

const ABOUT_THE_SHORTCUT = ["invalid_shortcut", "shortcut_taken"];

/** A canned reply being written. Emits `done` with what was saved, or null. */
export class ReplyForm extends Emitter {
  #form;
  #replies;
  #reply = {};
  #alert;

  constructor(form, replies) {
    super();
    this.#form = form;
    this.#replies = replies;
    this.#alert = new FormAlert(form.querySelector(".error"));
    form.querySelector(".cancel").addEventListener("click", () => this.emit("done", null));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#save();
    });
  }

  /** `reply` is {} for a new one. */
  open(reply) {
    this.#reply = reply;
    this.#form.classList.toggle("is-new", !reply.id);
    this.#field("shortcut").value = reply.shortcut ?? "";
    this.#field("text").value = reply.text ?? "";
    this.#complain("");
    this.#field(reply.id ? "text" : "shortcut").focus();
  }

  // Private

  async #save() {
    const [shortcut, text] = [this.#field("shortcut").value, this.#field("text").value];
    try {
      this.emit("done", await this.#replies.save({ id: this.#reply.id, shortcut, text }));
    } catch (problem) {
      this.#complain(problem.message, ABOUT_THE_SHORTCUT.includes(problem.code) ? "shortcut" : "text");
    }
  }

  #complain(words, about) {
    this.#alert.say(words);
    for (const name of ["shortcut", "text"]) this.#field(name).setAttribute("aria-invalid", name === about);
    if (about) this.#field(about).focus();
  }

  #field(name) {
    return this.#form.elements[name];
  }
}
