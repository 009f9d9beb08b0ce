import { locale } from "./i18n.js";

let format = null;

/** The whole date and time. */
export function exactly(at) {
  format ??= new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "medium" });
  return format.format(new Date(at));
}

/** Says it where one points at a time: for all of a log at once it would take long. */
export function tellTime({ target }) {
  if (target.dateTime) target.title = exactly(target.dateTime);
}
