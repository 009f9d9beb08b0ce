import { boot } from "./boot.js";
import { timeOf } from "./clock.js";
import { _ } from "./i18n.js";
import { Stream } from "./stream.js";
import { uuid } from "./uuid.js";

const { session, waiting } = boot();
const since = document.querySelector(".since");
// From the event on that says since when they wait.
const stream = new Stream({ sessionId: session.id, as: "customer", after: waiting - 1 });
const OUTCOMES = ["admitted", "refused", "ended"];
let words = "";
let isLeaving = false;

/** Whatever became of it, the server has the page for it. */
function decided() {
  stream.close();
  if (isLeaving) location.assign("/");
  else location.reload();
}

/** The technician is told, so that nobody is let in who is not there any more. */
function leave(event) {
  isLeaving = stream.send({ type: "admit", client_id: uuid(), waiting, granted: false });
  if (isLeaving) event.preventDefault();
}

function happened({ seq, kind, at }) {
  if (seq === waiting) words = _("You have been waiting since %(time)s.", { time: timeOf(at) });
  if (OUTCOMES.includes(kind)) decided();
}

function connected(connection) {
  since.classList.toggle("is-lost", connection === "offline");
  const shown = connection === "offline" ? _("No connection. You keep your place: it goes on as soon as the connection is back.") : words;
  if (shown) since.querySelector(".since-words").textContent = shown;
}

stream.on("event", happened).on("connection", connected).on("refused", decided);
document.querySelector(".leave").addEventListener("click", leave);
// The one-time code that opened this page has done its work.
history.replaceState(null, "", location.pathname);
stream.open();
