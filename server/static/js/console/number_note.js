import { locale } from "../i18n.js";
import { Emitter } from "../emitter.js";

const PAUSE = 300;
const FEWEST = 6;
const countries = new Intl.DisplayNames(locale, { type: "region" });

/**
 * Says beneath a field, while one types, how the number will be read: "+43 664 1234567 · Österreich".
 * Emits `read` {number, shown} when it is one that takes SMS, else null. What is wrong with it nobody is
 * told before they are done.
 */
export class NumberNote extends Emitter {
  #field;
  #element;
  #request;
  #timer = null;
  #asked = 0;

  constructor({ field, element, request }) {
    super();
    this.#field = field;
    this.#element = element;
    this.#request = request;
    field.addEventListener("input", () => this.#typed());
  }

  /** What is said now belongs to another number. */
  clear() {
    clearTimeout(this.#timer);
    this.#asked++;
    this.#show(null);
  }

  // Private

  #typed() {
    this.clear();
    if (this.#field.value.trim().length < FEWEST) return;
    this.#timer = setTimeout(() => this.#ask(), PAUSE);
  }

  async #ask() {
    const asked = this.#asked;
    const body = { number: this.#field.value };
    const read = await this.#request("POST", "/api/v1/phone-numbers", body).catch(() => null);
    if (asked === this.#asked) this.#show(read);
  }

  #show(read) {
    this.#find("sms-hint").hidden = Boolean(read);
    this.#find("sms-read").hidden = !read;
    this.#find("sms-read").textContent = read ? [read.shown, countryOf(read)].filter(Boolean).join(" · ") : "";
    this.emit("read", read);
  }

  #find(part) {
    return this.#element.querySelector(`.${part}`);
  }
}

function countryOf({ region }) {
  return /^[A-Z]{2}$/.test(region) ? countries.of(region) : "";
}
