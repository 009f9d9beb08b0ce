import { confirmed } from "./confirm.js";
import { element } from "./element.js";
import { _ } from "./i18n.js";

/** The customer's button that ends the session, and its question. */
export class Ending {
  #chat;
  #dialog = question();

  constructor(chat) {
    this.#chat = chat;
    const button = document.querySelector(".chat-header .end");
    button.addEventListener("click", () => this.#ask());
    // Earlier, a click would be lost.
    button.disabled = false;
  }

  // Private

  async #ask() {
    if (!(await confirmed(this.#dialog))) return;
    const problem = await this.#chat.end().catch((refusal) => refusal);
    const alert = document.querySelector(".page-alert");
    alert.textContent = problem instanceof Error ? problem.message : "";
  }
}

function question() {
  const what = _("The chat closes for both of you. If you need help again later, your technician gives you a new support key.");
  const choice = (value, look, words) => element("button", { class: `button ${look}`, type: "submit", value }, words);
  const actions = element("p", { class: "actions" });
  actions.append(choice("no", "", _("Go on chatting")), choice("yes", "danger", _("End")));
  const title = element("h2", { id: "end-question" }, _("End the session?"));
  const form = element("form", { method: "dialog" }, title, element("p", {}, what), actions);
  const dialog = element("dialog", { class: "end-dialog", "aria-labelledby": "end-question" }, form);
  document.body.append(dialog);
  return dialog;
}
