import { _, locale } from "./i18n.js";

const hours = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });
const days = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" });
const whole = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "medium" });

/** "14:32" */
export function timeOf(at) {
  return hours.format(new Date(at));
}

/** Everything, for a tooltip. */
export function exactly(at) {
  return whole.format(new Date(at));
}

/** "Today", "Yesterday" or "Wednesday, 25 November". */
export function dayOf(at, now = new Date()) {
  const date = new Date(at);
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  if (date.toDateString() === now.toDateString()) return _("Today");
  if (date.toDateString() === yesterday.toDateString()) return _("Yesterday");
  return days.format(date);
}
