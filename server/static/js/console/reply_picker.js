import { Emitter } from "../emitter.js";
import { _ } from "../i18n.js";
import { uuid } from "../uuid.js";
import { filled } from "./reply_words.js";

const CALL = /^\/([^\n]{0,40})$/;
const MOST = 50;

/**
 * A list over the field of whichever chat one types `/` into, first thing: what follows searches the canned
 * replies, arrows choose, Enter and Tab insert, Escape closes and leaves the text.
 *
 * A field of several lines can't be a combobox (ARIA in HTML), so it stays a textbox that has a listbox.
 * Emits `manage` when the last line is chosen.
 */
export class ReplyPicker extends Emitter {
  #element;
  #list;
  #status;
  #manage;
  #replies;
  #names;
  #field = null;
  #dismissed = "";
  #options = [];
  #active = -1;

  /** `panels` holds the chats; `names()` gives {customer, technician} of the one in front. */
  constructor({ panels, element, replies, names }) {
    super();
    this.#element = element;
    this.#list = element.querySelector("[role=listbox]");
    this.#status = element.querySelector("[role=status]");
    this.#manage = element.querySelector(".picker-manage");
    this.#replies = replies;
    this.#names = names;
    this.#list.id = `replies-${uuid()}`;
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#list.addEventListener("click", ({ target }) => this.#choose(target.closest("[role=option]")));
    panels.addEventListener("input", ({ target }) => isField(target) && this.#typed(target));
    panels.addEventListener("keydown", this.#pressed, { capture: true });
    panels.addEventListener("focusout", ({ target }) => target === this.#field && this.#close());
    replies.on("changed", () => this.#field && this.#drawAgain());
  }

  // Private

  get #query() {
    return CALL.exec(this.#field.value)?.[1];
  }

  #typed(field) {
    const isCall = CALL.test(field.value) && !field.value.startsWith(this.#dismissed || "\n");
    if (!field.value) this.#dismissed = "";
    if (!isCall) return this.#close();
    if (this.#field !== field) this.#open(field);
    this.#draw();
  }

  #open(field) {
    this.#close();
    this.#field = field;
    field.form.append(this.#element);
    this.#element.hidden = false;
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-haspopup", "listbox");
    field.setAttribute("aria-controls", this.#list.id);
    this.#replies.load().catch(() => null);
  }

  #close() {
    if (!this.#field) return;
    for (const name of ["autocomplete", "haspopup", "controls", "activedescendant"])
      this.#field.removeAttribute(`aria-${name}`);
    this.#field = null;
    this.#element.hidden = true;
    this.#status.textContent = "";
  }

  /** The server says what there is by now: who has chosen goes on from there. */
  #drawAgain() {
    const chosen = this.#options[this.#active]?.id;
    this.#draw();
    const place = this.#options.findIndex(({ id }) => id === chosen);
    if (place >= 0) this.#activate(place);
  }

  #draw() {
    const replies = this.#replies.search(this.#query).slice(0, MOST);
    const options = replies.map((reply) => optionOf(reply));
    this.#manage.id ||= `reply-${uuid()}`;
    this.#list.replaceChildren(...options, this.#manage);
    this.#options = [...options, this.#manage];
    this.#element.classList.toggle("is-empty", !replies.length);
    this.#status.textContent = countOf(replies.length, this.#replies.isEmpty);
    // Who writes what no reply has means it: Enter sends it then.
    this.#activate(replies.length ? 0 : -1);
  }

  #activate(place) {
    this.#active = place;
    this.#options.forEach((option, one) => option.setAttribute("aria-selected", one === place));
    const option = this.#options[place];
    if (option) this.#field.setAttribute("aria-activedescendant", option.id);
    else this.#field.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  #pressed = (event) => {
    if (event.target !== this.#field || event.isComposing || event.keyCode === 229) return;
    const { key } = event;
    if (key === "Escape") this.#dismiss();
    else if (key === "ArrowDown") this.#activate((this.#active + 1) % this.#options.length);
    else if (key === "ArrowUp") this.#activate((this.#active <= 0 ? this.#options.length : this.#active) - 1);
    else if ((key === "Enter" || key === "Tab") && !event.shiftKey && this.#active >= 0)
      this.#choose(this.#options[this.#active]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  #dismiss() {
    this.#dismissed = this.#field.value;
    this.#close();
  }

  #choose(option) {
    const field = this.#field;
    if (!option || !field) return;
    if (option === this.#manage) this.#dismiss();
    if (option === this.#manage) return this.emit("manage");
    field.value = filled(option.reply.text, this.#names());
    this.#close();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.setSelectionRange(field.value.length, field.value.length);
  }
}

function isField(target) {
  return target.matches(".composer textarea");
}

function optionOf(reply) {
  const option = document.createElement("div");
  option.id = `reply-${reply.id}`;
  option.setAttribute("role", "option");
  option.reply = reply;
  option.append(part("picker-shortcut", `/${reply.shortcut}`), part("picker-text", reply.text));
  return option;
}

function part(className, textContent) {
  const words = textContent.slice(0, 200).replace(/\s+/g, " ");
  return Object.assign(document.createElement("span"), { className, textContent: words });
}

function countOf(count, isEmpty) {
  if (isEmpty) return _("No canned replies yet");
  if (!count) return _("No canned reply has this");
  return count === 1 ? _("1 canned reply") : _("%(count)s canned replies", { count });
}
