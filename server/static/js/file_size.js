import { locale } from "./i18n.js";

const STEP = 1024;
const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"];

/** "512 Byte", "1,4 MB": as people say it in the page's language. */
export function sizeOf(bytes) {
  const power = Math.min(UNITS.length - 1, bytes < 1 ? 0 : Math.floor(Math.log(bytes) / Math.log(STEP)));
  const value = bytes / STEP ** power;
  const maximumFractionDigits = power > 0 && value < 10 ? 1 : 0;
  const style = { style: "unit", unit: UNITS[power], unitDisplay: "short", maximumFractionDigits };
  return new Intl.NumberFormat(locale, style).format(value);
}
