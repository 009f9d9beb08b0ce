import { copied } from "../../clipboard.js";
import { _ } from "../../i18n.js";

const MOST_BYTES = 48 * 1024;
// A frame takes 64 KiB, and a sign like a quotation mark two bytes of that or more.
const MOST_QUOTED = 63 * 1024;
const EXCERPT = 300;

/** The two clipboards: nothing goes from one to the other without a click. */
export class Clipboard {
  #root;
  #notes;
  #send;
  #received = "";

  /** `send(text)` passes it on to the customer, and gives whether it left. */
  constructor({ root, notes, send }) {
    this.#root = root;
    this.#notes = notes;
    this.#send = send;
    this.#find("clipboard-send").addEventListener("click", () => this.#pass());
    this.#find("clipboard-paste").addEventListener("submit", (event) => this.#pasted(event));
    this.#find("clipboard-paste").addEventListener("keydown", ({ key }) => key === "Escape" && this.#closePaste());
    this.#find("clipboard-cancel").addEventListener("click", () => this.#closePaste());
    this.#find("clipboard-take").addEventListener("click", () => this.#take());
    this.#find("clipboard-discard").addEventListener("click", () => this.#discard());
  }

  /** What the customer sent, until it is taken or another one comes. */
  show(text) {
    this.#notes.clear();
    this.#received = text;
    const excerpt = text.length > EXCERPT ? `${text.slice(0, EXCERPT)} …` : text;
    this.#find("clipboard-text").textContent = excerpt;
    this.#find("clipboard-card").hidden = false;
  }

  /** The share is over: what came with it goes, too. */
  forget() {
    this.#received = "";
    this.#find("clipboard-text").textContent = "";
    for (const part of ["clipboard-card", "clipboard-paste"]) this.#find(part).hidden = true;
  }

  // Private

  /** Where the browser does not let a page read the clipboard, one pastes it into a field. */
  async #pass() {
    this.#notes.clear();
    const text = await navigator.clipboard?.readText?.().catch(() => null);
    if (typeof text === "string") this.#offer(text);
    else this.#openPaste();
  }

  /** Whether it is on its way. */
  #offer(text) {
    const objection = objectionTo(text);
    const isSent = !objection && this.#send(text);
    if (isSent) this.#notes.say(_("Sent. The customer can paste it now."));
    else this.#notes.warn(objection || _("No connection. Please try again."));
    return isSent;
  }

  #openPaste() {
    this.#find("clipboard-paste").hidden = false;
    this.#field.value = "";
    this.#field.focus();
  }

  #closePaste() {
    this.#find("clipboard-paste").hidden = true;
    this.#find("clipboard-send").focus();
  }

  #pasted(event) {
    event.preventDefault();
    if (this.#offer(this.#field.value)) this.#closePaste();
  }

  async #take() {
    const isCopied = await copied(this.#received);
    if (isCopied) this.#discard();
    if (isCopied) this.#notes.say(_("It is on your clipboard now."));
    else this.#notes.warn(_("This browser does not let pages write to the clipboard."));
  }

  #discard() {
    this.#find("clipboard-card").hidden = true;
    this.#find("clipboard-send").focus();
  }

  get #field() {
    return this.#find("clipboard-paste textarea");
  }

  #find(part) {
    return this.#root.querySelector(`.${part}`);
  }
}

function objectionTo(text) {
  if (!text) return _("There is no text on your clipboard. Copy some first.");
  const size = (words) => new TextEncoder().encode(words).byteLength;
  const isTooLong = size(text) > MOST_BYTES || size(JSON.stringify(text)) > MOST_QUOTED;
  return isTooLong ? _("That is too much text for the clipboard. Send it as a file instead.") : "";
}
