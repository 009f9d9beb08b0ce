import { endingOf } from "./file_name.js";
import { _ } from "./i18n.js";

const MB = 1024 * 1024;

/**
 * Why this file won't be taken, in words for a person; null if nothing speaks against it. The server decides
 * by what is in the file: this only spares the wait.
 * @param {{limit_mb: number, refused: string[]}} limits  as the server put them into the page
 */
export function objectionTo({ name, size }, { limit_mb: limit, refused }) {
  if (size > limit * MB) return refusal("file_too_large", tooLarge(limit));
  const ending = endingOf(name).slice(1);
  if (ending && refused.includes(ending)) return refusal("refused_file_type", refusedType(ending));
  return null;
}

/** What a dropped folder is told. */
export function objectionToFolder() {
  return refusal("folder", _("Folders can't be sent. Please pack the folder into a ZIP file first."));
}

function refusal(code, detail) {
  return { code, detail, isFinal: true };
}

function tooLarge(limit) {
  return _("The file is too large: up to %(limit)s MB can be sent.", { limit });
}

function refusedType(ending) {
  return _("Files of the type .%(ending)s can't be sent here, for safety.", { ending });
}
