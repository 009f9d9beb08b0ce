const DIGITS = 9;
const WRITTEN_KEY = /^[\d\s\p{Zs}\p{Pd}\p{Cf}.,/_·•−]*$/u;
// A full stop between digits belongs to them, one with a space after it ends a sentence, and a line ends a number.
const RUN = /\d(?:(?:[\t\p{Zs}\p{Cf}]*[\p{Pd}−·•_]?[\t\p{Zs}\p{Cf}]*|[.,/])\d)*/gu;

/** The digits of any script as 0 to 9: "１２３" → "123". */
function plain(text) {
  return text.replace(/\p{Nd}/gu, (digit) => digitOf(digit.codePointAt(0)));
}

/** The ten digits of a script stand in a row, and the row begins where the one before is none. */
function digitOf(code) {
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  // Mathematical digits come as five rows without a gap between them.
  return String((code >= 0x1d7ce && code <= 0x1d7ff ? code - 0x1d7ce : code - zero) % 10);
}

/** The key in a text that has exactly one run of nine digits, however it is written; else null. */
export function keyIn(text) {
  const runs = plain(text).match(RUN) ?? [];
  const keys = runs.map((run) => run.replace(/\D/g, "")).filter(({ length }) => length === DIGITS);
  return keys.length === 1 ? keys[0] : null;
}

/** "123456789" → "123 456 789"; what isn't digits and separators stays as it is, for its writer to mend. */
export function grouped(text) {
  const digits = plain(text);
  if (!WRITTEN_KEY.test(digits)) return text;
  return digits.replace(/\D/g, "").replace(/(\d{3})(?=\d)/g, "$1 ");
}

/** A field for a support key that groups the digits while they are typed, and finds the key in what is pasted. */
export class KeyField {
  #input;

  constructor(input) {
    this.#input = input;
    input.addEventListener("input", () => this.#tidy());
    input.addEventListener("paste", this.#paste);
    this.#tidy();
  }

  /** What is typed, as it is. */
  get typed() {
    return this.#input.value.trim();
  }

  /** The nine digits, once they are there; else null. */
  get key() {
    const digits = plain(this.#input.value);
    return WRITTEN_KEY.test(digits) ? keyIn(digits) : null;
  }

  focus() {
    this.#input.focus();
    this.#input.select();
  }

  clear() {
    this.#input.value = "";
  }

  set isInvalid(isInvalid) {
    this.#input.setAttribute("aria-invalid", isInvalid);
  }

  // Private

  /** A field of one line would lose the line breaks that tell a key from the number beneath it. */
  #paste = (event) => {
    const key = keyIn(event.clipboardData?.getData("text") ?? "");
    if (!key) return;
    event.preventDefault();
    this.#input.value = key;
    this.#input.dispatchEvent(new Event("input", { bubbles: true }));
  };

  #tidy() {
    const { value, selectionStart } = this.#input;
    const text = grouped(WRITTEN_KEY.test(plain(value)) ? value : (keyIn(value) ?? value));
    if (text === value) return;
    const digitsBefore = plain(value.slice(0, selectionStart)).replace(/\D/g, "").length;
    this.#input.value = text;
    const place = placeAfter(text, digitsBefore);
    this.#input.setSelectionRange(place, place);
  }
}

function placeAfter(text, digits) {
  let place = 0;
  for (let seen = 0; seen < digits && place < text.length; place++) if (/\d/.test(text[place])) seen++;
  return place;
}
