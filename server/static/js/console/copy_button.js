import { _ } from "../i18n.js";
import { showIcon } from "../icon.js";

const REMEMBERED = 4000;

/** Puts a text on the clipboard and says so; where the browser won't, shows the text to copy by hand. */
export class CopyButton {
  #element;
  #text = "";
  #timer = null;

  constructor(element) {
    this.#element = element;
    this.#find("copy").addEventListener("click", () => this.#copy());
  }

  set text(text) {
    this.#text = text;
    this.#find("link-field").value = text;
    this.#find("link-field").hidden = true;
    this.#say("");
  }

  // Private

  async #copy() {
    const isCopied = await this.#write();
    this.#say(isCopied ? _("The session link is copied.") : _("Please copy the link by hand:"));
    this.#find("link-field").hidden = isCopied;
    if (!isCopied) this.#find("link-field").select();
    if (isCopied) this.#confirm();
  }

  async #write() {
    try {
      await navigator.clipboard.writeText(this.#text);
      return true;
    } catch {
      return false;
    }
  }

  #confirm() {
    const drawing = this.#find("copy .icon");
    showIcon(drawing, "check");
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      showIcon(drawing, "copy");
      this.#say("");
    }, REMEMBERED);
  }

  #say(words) {
    this.#find("copied").textContent = words;
  }

  #find(part) {
    return this.#element.querySelector(`.${part}`);
  }
}
