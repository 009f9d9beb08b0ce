import { _ } from "../i18n.js";

const MINUTE = 60_000;

/** "123456789" → "123 456 789" */
export function spaced(key) {
  return key.replace(/(\d{3})(?=\d)/g, "$1 ");
}

/** "Maria Huber" → "MH" */
export function initials(name) {
  const words = name.trim().split(/\s+/).slice(0, 2);
  return words.map((word) => [...word][0] ?? "").join("").toUpperCase();
}

/** Milliseconds as a clock shows them: "59:12", from an hour on "1:02:03". */
export function countdown(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const [minutes, rest] = [Math.floor(seconds / 60), twoDigits(seconds % 60)];
  if (minutes <= 60) return `${minutes}:${rest}`;
  return `${Math.floor(minutes / 60)}:${twoDigits(minutes % 60)}:${rest}`;
}

/** Milliseconds as people say them: "12 min", "1 h 5 min". */
export function duration(milliseconds) {
  const minutes = Math.floor(milliseconds / MINUTE);
  if (minutes < 1) return _("less than a minute");
  if (minutes < 60) return _("%(minutes)s min", { minutes });
  return _("%(hours)s h %(minutes)s min", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

function twoDigits(number) {
  return String(number).padStart(2, "0");
}
