import { nameOf } from "./author.js";
import { _ } from "./i18n.js";

const LENGTH = 200;

/** What stands above an answer for what it answers: {seq, author, text}; null for what nobody said. */
export function quoteOf({ seq, kind, author, body }, me) {
  if (kind !== "message" && kind !== "file") return null;
  const text = kind === "file" ? _("File: %(name)s", { name: body.name }) : body.text;
  return { seq, author: author.role === me.role ? _("You") : nameOf(author), text: clipped(text) };
}

/** Whole characters only: half an emoji is none. */
function clipped(text) {
  const line = text.trim().slice(0, 4 * LENGTH).replace(/\s+/g, " ");
  const letters = [...line.slice(0, 2 * LENGTH)];
  return letters.length > LENGTH ? `${letters.slice(0, LENGTH).join("")} …` : letters.join("");
}
