const MODIFIERS = new Set(["Control", "Shift", "Alt", "AltGraph", "Meta"]);
const UNSAID = new Set(["Dead", "Process", "Unidentified", "Compose"]);
const LOCKS = new Set(["CapsLock", "NumLock", "ScrollLock", "Fn", "FnLock", "Hyper", "Super"]);
const PLAIN = /^[\x20-\x7e]$/;

/**
 * What a pressed key is for the customer's device: "modifier", "key" (a named key, or a character as part of a
 * shortcut), "text" (what it writes is what counts: the text field will tell) or "own" (of this keyboard alone).
 *
 * AltGr is written by Windows as Control and Alt, and Option writes characters on a Mac: both are text.
 */
export function roleOf(event, { isMac = false } = {}) {
  const { key, ctrlKey, altKey, metaKey } = event;
  if (MODIFIERS.has(key)) return "modifier";
  if (LOCKS.has(key)) return "own";
  if (event.isComposing || UNSAID.has(key)) return "text";
  if ([...key].length > 1) return "key";
  if (event.getModifierState?.("AltGraph")) return "text";
  if (ctrlKey && altKey) return isPlain(key) ? "key" : "text";
  if (ctrlKey || metaKey) return "key";
  return altKey && !isMac ? "key" : "text";
}

/**
 * The key as the wire has it: a letter of a shortcut is small, whatever Shift and the caps lock say, and Latin where
 * the keyboard is Greek or Cyrillic (Ctrl+C is where the C is).
 */
export function keyOf({ key, code }) {
  const latin = /^Key([A-Z])$/.exec(code)?.[1];
  if (latin && /^\p{L}$/u.test(key) && !/\p{Script=Latin}/u.test(key)) return latin.toLowerCase();
  const small = key.toLowerCase();
  return [...key].length === 1 && [...small].length === 1 ? small : key;
}

/** A letter or digit: what AltGr writes is none. */
function isPlain(key) {
  return PLAIN.test(key) && /^[a-z0-9 ]$/i.test(key);
}
