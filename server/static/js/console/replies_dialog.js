import { confirmed } from "../confirm.js";
import { FormAlert } from "../form_alert.js";
import { _ } from "../i18n.js";
import { ReplyForm } from "./reply_form.js";

/** The dialog in which a technician keeps their canned replies. */
export class RepliesDialog {
  #dialog;
  #question;
  #replies;
  #form;
  #alert;
  #offersExamples = false;

  /** `question` is the dialog that asks before one is deleted. */
  constructor({ dialog, question, replies }) {
    this.#dialog = dialog;
    this.#question = question;
    this.#replies = replies;
    this.#alert = new FormAlert(this.#find("alert"));
    this.#form = new ReplyForm(this.#find("reply-form"), replies);
    this.#listen();
  }

  async open() {
    this.#find("reply-search").value = "";
    this.#alert.clear();
    this.#show("list");
    this.#draw();
    this.#dialog.showModal();
    await this.#replies.load().catch((problem) => this.#alert.say(problem.message));
    this.#offersExamples = this.#replies.isEmpty;
    this.#draw();
    this.#find(this.#replies.isEmpty ? "reply-new" : "reply-search").focus();
  }

  // Private

  #listen() {
    this.#find("close").addEventListener("click", () => this.#dialog.close());
    this.#find("reply-new").addEventListener("click", () => this.#edit({}));
    this.#find("reply-search").addEventListener("input", () => this.#draw());
    this.#find("reply-list").addEventListener("click", ({ target }) => this.#clicked(target));
    this.#find("reply-examples").addEventListener("click", ({ target }) => this.#takeExample(target));
    this.#form.on("done", (saved) => this.#back(saved));
    this.#replies.on("changed", () => this.#draw());
    // Escape leaves the form first, and then the dialog.
    this.#dialog.addEventListener("cancel", (event) => {
      if (event.target !== this.#dialog || this.#dialog.dataset.shows !== "form") return;
      event.preventDefault();
      this.#back(null);
    });
  }

  #show(what) {
    this.#dialog.dataset.shows = what;
    this.#find("replies-list").hidden = what !== "list";
    this.#find("reply-form").hidden = what !== "form";
  }

  #draw() {
    const found = this.#replies.search(this.#find("reply-search").value);
    const isEmpty = this.#replies.isEmpty;
    this.#drawExamples();
    this.#find("reply-search-box").hidden = isEmpty;
    this.#find("reply-list").hidden = !found.length;
    this.#find("reply-none").textContent = !isEmpty && !found.length ? _("No canned reply has this") : "";
    this.#find("reply-list").replaceChildren(...found.map((reply) => this.#itemOf(reply)));
  }

  /** Who has none yet may take several: each is there until it is taken. */
  #drawExamples() {
    const examples = [...this.#find("reply-examples").children];
    for (const example of examples) example.hidden = this.#replies.has(example.dataset.shortcut);
    this.#find("replies-empty").hidden = !this.#offersExamples || examples.every(({ hidden }) => hidden);
  }

  #itemOf(reply) {
    const item = this.#find("reply-item").content.firstElementChild.cloneNode(true);
    item.reply = reply;
    item.querySelector(".reply-shortcut").textContent = `/${reply.shortcut}`;
    item.querySelector(".reply-words").textContent = reply.text;
    const { shortcut } = reply;
    item.querySelector(".reply-edit").setAttribute("aria-label", _("Edit /%(shortcut)s", { shortcut }));
    item.querySelector(".reply-delete").setAttribute("aria-label", _("Delete /%(shortcut)s", { shortcut }));
    return item;
  }

  #clicked(target) {
    const reply = target.closest("li")?.reply;
    if (target.closest(".reply-edit")) this.#edit(reply);
    if (target.closest(".reply-delete")) this.#delete(reply);
  }

  #edit(reply) {
    this.#alert.clear();
    this.#show("form");
    this.#form.open(reply);
  }

  #back(saved) {
    this.#show("list");
    if (saved) this.#find("reply-search").value = "";
    this.#draw();
    const item = [...this.#find("reply-list").children].find((one) => one.reply.id === saved?.id);
    (item?.querySelector(".reply-edit") ?? this.#find("reply-new")).focus();
    item?.scrollIntoView({ block: "nearest" });
  }

  async #delete(reply) {
    this.#question.querySelector(".reply-named").textContent = `/${reply.shortcut}`;
    if (!(await confirmed(this.#question))) return;
    await this.#try(() => this.#replies.remove(reply));
    this.#find("reply-new").focus();
  }

  async #takeExample(target) {
    const example = target.closest("button")?.closest("li");
    if (!example) return;
    const { shortcut } = example.dataset;
    await this.#try(() => this.#replies.save({ shortcut, text: example.querySelector(".reply-words").textContent }));
    this.#find("reply-new").focus();
  }

  async #try(act) {
    this.#alert.clear();
    await act().catch((problem) => this.#alert.say(problem.message));
  }

  #find(part) {
    return this.#dialog.querySelector(`.${part}`);
  }
}
