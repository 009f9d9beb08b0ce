import { _ } from "./i18n.js";

const RETRY = 5000;
const root = document.querySelector("main");
const [retry, status] = [root.querySelector(".retry"), root.querySelector(".retry-status")];
let isAsking = false;

/** Which of the two it is, the browser knows. */
function draw() {
  root.querySelector(".no-network").hidden = navigator.onLine;
  root.querySelector(".no-server").hidden = !navigator.onLine;
}

/** Goes on where one wanted to go as soon as the server answers. */
async function look({ isWanted = false } = {}) {
  if (isAsking) return;
  isAsking = true;
  if (isWanted) status.textContent = _("Looking …");
  const isThere = await fetch("/healthz", { cache: "no-store" }).then(({ ok }) => ok, () => false);
  isAsking = false;
  if (isThere) return location.reload();
  if (isWanted) status.textContent = _("Still no connection.");
}

addEventListener("online", () => (draw(), look()));
addEventListener("offline", draw);
retry.addEventListener("click", () => look({ isWanted: true }));
setInterval(() => look(), RETRY);
draw();
