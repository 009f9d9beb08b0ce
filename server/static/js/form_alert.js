/** The place of a form where what went wrong is said; screen readers say it at once. */
export class FormAlert {
  #element;

  constructor(element) {
    this.#element = element;
  }

  say(words) {
    this.#element.querySelector("span").textContent = words;
    this.#element.hidden = !words;
  }

  clear() {
    this.say("");
  }
}
