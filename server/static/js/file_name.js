const LETTERS_KEPT = 4;
const LONGEST_ENDING = 12;
// Turned around, "photo[U+202E]gpj.exe" would look like a picture.
const TURNS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** The name without what turns its direction around. */
export function straight(name) {
  return name.replace(TURNS, "");
}

/** The ending with its dot, in small letters; "" where there is none. */
export function endingOf(name) {
  const dot = name.lastIndexOf(".");
  return dot > 0 ? name.slice(dot).toLowerCase() : "";
}

/**
 * The name in two: where there is no room for all of it, the first may lose its end; the second, with the
 * ending, stays readable. No letter and no emoji is cut in two.
 */
export function halvesOf(name) {
  const ending = endingOf(name).length <= LONGEST_ENDING ? endingOf(name).length : 0;
  const stem = lettersOf(name.slice(0, name.length - ending));
  const kept = Math.min(LETTERS_KEPT, Math.floor(stem.length / 2));
  const start = stem.slice(0, stem.length - kept).join("");
  return [start, name.slice(start.length)];
}

/** Shows the whole name, in as much room as there is. Text is text, and its direction is its own. */
export function showName(element, name) {
  const [start, end] = halvesOf(name);
  element.querySelector(".file-start").textContent = start;
  element.querySelector(".file-end").textContent = end;
}

function lettersOf(text) {
  if (!Intl.Segmenter) return [...text];
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
}
