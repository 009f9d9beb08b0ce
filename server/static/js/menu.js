const OPENING = { Enter: 0, " ": 0, ArrowDown: 0, ArrowUp: -1 };

/** A button that opens a menu (the ARIA menu button pattern). What its items do, others listen for. */
export class Menu {
  #button;
  #menu;

  constructor(button, menu) {
    this.#button = button;
    this.#menu = menu;
    button.addEventListener("click", () => this.#toggle());
    button.addEventListener("keydown", this.#pressedOnButton);
    menu.addEventListener("keydown", this.#pressed);
    menu.addEventListener("click", this.#clicked, { capture: true });
    document.addEventListener("pointerdown", this.#pointed);
    menu.addEventListener("focusout", this.#left);
    // Earlier, a click would be lost.
    button.disabled = false;
  }

  // Private

  get #items() {
    return [...this.#menu.querySelectorAll("[role^=menuitem]")];
  }

  get #isOpen() {
    return !this.#menu.hidden;
  }

  #toggle() {
    if (this.#isOpen) this.#close();
    else this.#open(0);
  }

  #open(place) {
    this.#menu.hidden = false;
    this.#button.setAttribute("aria-expanded", "true");
    this.#items.at(place).focus();
  }

  #close() {
    this.#menu.hidden = true;
    this.#button.setAttribute("aria-expanded", "false");
  }

  #dismiss() {
    this.#button.focus();
    this.#close();
  }

  #pressedOnButton = (event) => {
    if (!(event.key in OPENING)) return;
    event.preventDefault();
    this.#open(OPENING[event.key]);
  };

  #pressed = (event) => {
    if (event.key === "Tab") return this.#close();
    if (event.key === "Escape") return this.#dismiss();
    const target = this.#neighbour(event.key);
    if (!target) return;
    event.preventDefault();
    target.focus();
  };

  #neighbour(key) {
    const items = this.#items;
    const place = items.indexOf(document.activeElement);
    const places = { ArrowDown: (place + 1) % items.length, ArrowUp: place - 1, Home: 0, End: -1 };
    if (key in places) return items.at(places[key]);
    if (key.length !== 1 || key === " ") return null;
    const from = [...items.slice(place + 1), ...items.slice(0, place + 1)];
    return from.find((item) => item.textContent.trim().toLowerCase().startsWith(key.toLowerCase()));
  }

  /** A choice is made: the keyboard goes back to the button first, and then where the choice leads. */
  #clicked = ({ target }) => {
    const item = target.closest("[role^=menuitem]");
    if (!item || item.getAttribute("role") === "menuitemcheckbox") return;
    this.#dismiss();
  };

  #pointed = ({ target }) => {
    if (this.#isOpen && !this.#menu.contains(target) && !this.#button.contains(target)) this.#close();
  };

  #left = ({ relatedTarget }) => {
    if (relatedTarget && !this.#menu.contains(relatedTarget) && relatedTarget !== this.#button) this.#close();
  };
}
