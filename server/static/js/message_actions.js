import { copied } from "./clipboard.js";
import { Emitter } from "./emitter.js";
import { element } from "./element.js";
import { _ } from "./i18n.js";
import { icon, showIcon } from "./icon.js";

const REMEMBERED = 2500;
const STEPS = { ArrowUp: -1, ArrowDown: 1 };

/**
 * What one can do with a message: answer it, copy it. The same few buttons go to where the pointer, the finger
 * or the keyboard is, so a long log stays light. Tab leads to one message of the log, arrows to the others.
 *
 * Emits `reply` with the seq, and `left` when Escape leaves the log.
 */
export class MessageActions extends Emitter {
  #entries;
  #element = buttons();
  #current = null;
  #timer = null;

  /** `entries` holds the messages. */
  constructor(entries) {
    super();
    this.#entries = entries;
    this.#find("act-reply").addEventListener("click", () => this.#reply());
    this.#find("act-copy").addEventListener("click", () => this.#copy());
    entries.addEventListener("pointerover", this.#hovered);
    entries.addEventListener("pointerleave", this.#leftByPointer);
    entries.addEventListener("click", this.#tapped);
    entries.addEventListener("focusin", ({ target }) => this.#focused(target));
    entries.addEventListener("focusout", this.#leftByKeyboard);
    entries.addEventListener("keydown", this.#pressed);
    new MutationObserver(() => this.#roll()).observe(entries, { childList: true });
    this.#roll();
    // This may come later than the pointer, which need not move again.
    if (matchMedia("(hover: hover)").matches) this.#showAt(entries.querySelector(":scope > .message:hover"));
  }

  // Private

  get #message() {
    return this.#element.closest(".message");
  }

  get #hasFocus() {
    return this.#entries.contains(document.activeElement);
  }

  /** The newest message is the way in, unless somebody is among the messages already. */
  #roll() {
    if (this.#current?.isConnected && this.#hasFocus) return;
    this.#enterBy([...this.#entries.querySelectorAll(":scope > .message")].at(-1) ?? null);
  }

  #enterBy(message) {
    if (message === this.#current) return;
    if (this.#current) this.#reach(this.#current, -1);
    this.#current = message;
    if (message) this.#reach(message, 0);
  }

  #reach(message, tabIndex) {
    message.tabIndex = tabIndex;
    for (const quote of message.querySelectorAll(".quote")) quote.tabIndex = tabIndex;
    if (tabIndex < 0) message.removeAttribute("role");
    else message.setAttribute("role", "group");
    if (tabIndex < 0) message.removeAttribute("aria-label");
    else message.setAttribute("aria-label", message.querySelector(".author").textContent);
  }

  #hovered = ({ target, pointerType }) => {
    if (pointerType !== "touch") this.#showAt(target.closest(".message"));
  };

  #showAt(message) {
    if (message && !this.#element.contains(document.activeElement)) this.#show(message);
  }

  #leftByPointer = () => {
    if (!this.#hasFocus) this.#hide();
  };

  #leftByKeyboard = ({ relatedTarget }) => {
    if (!this.#entries.contains(relatedTarget)) this.#hide();
  };

  /** A finger can't hover: it taps, and not all browsers give the focus to what it taps on. */
  #tapped = ({ target }) => {
    const message = target.closest(".message");
    if (!message || target.closest("a, button") || !matchMedia("(hover: none)").matches) return;
    this.#focus(message, { preventScroll: true });
  };

  /** Also one that was there before: only what was the way in once can take the keyboard. */
  #focus(message, options) {
    this.#enterBy(message);
    message.focus(options);
  }

  #focused(target) {
    const message = target.closest(".message");
    if (!message) return;
    this.#enterBy(message);
    this.#show(message);
  }

  #show(message) {
    this.#find("act-reply").hidden = !message.dataset.seq;
    this.#find("act-copy").hidden = !message.querySelector(".text");
    if (message === this.#message) return;
    this.#forgetCopied();
    message.querySelector(".bubble").append(this.#element);
  }

  #hide() {
    this.#element.remove();
    this.#forgetCopied();
  }

  #pressed = (event) => {
    const { key, target } = event;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (key === "Escape") this.#leave(event);
    else if (key in STEPS) this.#step(event, STEPS[key]);
    else if (key === "Enter" && target === this.#message) this.#reply(event);
  };

  #leave(event) {
    event.preventDefault();
    this.emit("left");
  }

  #step(event, by) {
    const all = [...this.#entries.querySelectorAll(":scope > .message")];
    const next = all[all.indexOf(event.target.closest(".message")) + by];
    event.preventDefault();
    if (next) this.#focus(next);
  }

  #reply(event) {
    const seq = Number(this.#message.dataset.seq);
    event?.preventDefault();
    if (seq && !this.#find("act-reply").hidden) this.emit("reply", seq);
  }

  async #copy() {
    if (!(await copied(this.#message.querySelector(".text").textContent))) return;
    this.#find("act-copy span").textContent = _("Copied");
    this.#element.classList.add("is-copied");
    showIcon(this.#find("act-copy .icon"), "check");
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#forgetCopied(), REMEMBERED);
  }

  #forgetCopied() {
    clearTimeout(this.#timer);
    this.#find("act-copy span").textContent = _("Copy");
    this.#element.classList.remove("is-copied");
    showIcon(this.#find("act-copy .icon"), "copy");
  }

  #find(part) {
    return this.#element.querySelector(`.${part}`);
  }
}

/** Coming and going in the log, they are not to be read out. */
function buttons() {
  const both = [button("act-reply", "reply", _("Reply")), button("act-copy", "copy", _("Copy"))];
  const row = element("div", { class: "message-buttons" }, ...both);
  return element("div", { class: "message-actions", "aria-live": "off" }, row);
}

function button(name, drawing, words) {
  const facts = { class: name, type: "button", title: words };
  return element("button", facts, icon(drawing), element("span", {}, words));
}
