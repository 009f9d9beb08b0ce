import { request } from "../api.js";
import { FormAlert } from "../form_alert.js";

/** The password of who is signed in; calls `opened` once the server took it. */
export class UnlockForm {
  #form;
  #field;
  #alert;
  #opened;

  constructor(form, opened) {
    this.#form = form;
    this.#field = form.querySelector("[type=password]");
    this.#alert = new FormAlert(form.querySelector("[role=alert]"));
    this.#opened = opened;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#unlock();
    });
  }

  focus() {
    this.#field.focus();
  }

  /** Nothing that was typed or said is left. */
  clear() {
    this.#field.value = "";
    this.#alert.clear();
  }

  // Private

  async #unlock() {
    const button = this.#form.querySelector("button");
    if (button.getAttribute("aria-busy") === "true") return;
    button.setAttribute("aria-busy", "true");
    this.#alert.clear();
    try {
      const { value: email } = this.#form.elements.email;
      await request("POST", "/api/v1/console/unlock", { email, password: this.#field.value });
      this.clear();
      this.#opened();
    } catch (problem) {
      // Signed out meanwhile, or somebody else signed in, in another window: there is nothing left to unlock.
      if (problem.code === "sign_in_needed") return location.assign("/login?next=/console");
      this.#alert.say(problem.message);
      this.#field.select();
    } finally {
      button.removeAttribute("aria-busy");
    }
  }
}
