import { dayOf, timeOf } from "../clock.js";
import { exactly } from "../exact_time.js";
import { drawn } from "../entry.js";
import { locale } from "../i18n.js";
import { pieces } from "../linkify.js";
import { inOwnZone } from "../time_zone.js";
import { WrittenLock } from "./written_lock.js";

const short = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });

/** Times as the reader's clock has them: the server knows only UTC. */
function showTimes() {
  for (const element of document.querySelectorAll("time[data-shows]")) {
    const at = element.dateTime;
    element.textContent = element.dataset.shows === "time" ? timeOf(at) : short.format(new Date(at));
    element.title = exactly(at);
  }
}

/** A heading where a new day begins. */
function showDays() {
  let previous = null;
  for (const line of document.querySelectorAll(".transcript .line")) {
    const at = line.querySelector("time").dateTime;
    const day = new Date(at).toDateString();
    if (day !== previous) line.before(heading(dayOf(at)));
    previous = day;
  }
}

function heading(words) {
  const item = document.createElement("li");
  Object.assign(item, { className: "new-day", textContent: words });
  return item;
}

function showLinks() {
  for (const words of document.querySelectorAll(".words"))
    words.replaceChildren(...pieces(words.textContent).map(drawn));
}

function offerPrinting() {
  const button = document.querySelector(".print");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => print());
}

document.querySelectorAll("[data-zoned]").forEach(inOwnZone);
showTimes();
showDays();
showLinks();
offerPrinting();

const { technician, lockMinutes } = document.querySelector(".desk-main").dataset;
new WrittenLock({ technicianId: technician, minutes: Number(lockMinutes) });
