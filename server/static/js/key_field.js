const WRITTEN_KEY = /^[\d\s-]*$/;

/** "123456789" → "123 456 789"; what isn't digits, spaces and dashes stays as it is, for its writer to mend. */
export function grouped(text) {
  if (!WRITTEN_KEY.test(text)) return text;
  return text.replace(/\D/g, "").replace(/(\d{3})(?=\d)/g, "$1 ");
}

/** A field for a support key that groups the digits while they are typed. */
export class KeyField {
  #input;

  constructor(input) {
    this.#input = input;
    input.addEventListener("input", () => this.#group());
    this.#group();
  }

  get key() {
    return this.#input.value.trim();
  }

  focus() {
    this.#input.focus();
    this.#input.select();
  }

  set isInvalid(isInvalid) {
    this.#input.setAttribute("aria-invalid", isInvalid);
  }

  // Private

  #group() {
    const { value, selectionStart } = this.#input;
    const text = grouped(value);
    if (text === value) return;
    const digitsBefore = value.slice(0, selectionStart).replace(/\D/g, "").length;
    this.#input.value = text;
    const place = placeAfter(text, digitsBefore);
    this.#input.setSelectionRange(place, place);
  }
}

function placeAfter(text, digits) {
  let place = 0;
  for (let seen = 0; seen < digits; place++) if (/\d/.test(text[place])) seen++;
  return place;
}
