import { _, locale } from "./i18n.js";

const HOURS = { hour: "2-digit", minute: "2-digit" };
const DAYS = { weekday: "long", day: "numeric", month: "long" };
const formats = new Map();

/** Made when it is first needed: that takes a browser 20 ms. */
function formatted(options, at) {
  if (!formats.has(options)) formats.set(options, new Intl.DateTimeFormat(locale, options));
  return formats.get(options).format(new Date(at));
}

/** "14:32" */
export function timeOf(at) {
  return formatted(HOURS, at);
}

/** "Today", "Yesterday" or "Wednesday, 25 November". */
export function dayOf(at, now = new Date()) {
  const date = new Date(at);
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  if (date.toDateString() === now.toDateString()) return _("Today");
  if (date.toDateString() === yesterday.toDateString()) return _("Yesterday");
  return formatted(DAYS, date);
}
