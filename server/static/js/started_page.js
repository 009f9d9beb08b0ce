import { AppLink } from "./app_link.js";
import { downloadedFor, forgetDownload } from "./bound_download.js";
import { FormAlert } from "./form_alert.js";
import { _ } from "./i18n.js";

const sessionId = downloadedFor();
const status = document.querySelector(".offer-status");
const button = document.querySelector(".connect");
const alert = new FormAlert(document.querySelector("[role=alert]"));

/** Once by itself; from then on only by the button. */
async function connect(link) {
  alert.clear();
  button.setAttribute("aria-busy", "true");
  try {
    await link.open();
    status.textContent = _("The app is being opened …");
    forgetDownload();
  } catch (problem) {
    status.textContent = "";
    alert.say(problem.message);
  }
  button.removeAttribute("aria-busy");
}

if (sessionId) {
  const link = new AppLink(sessionId);
  document.querySelector(".to-connect").hidden = false;
  document.querySelector(".to-join").hidden = true;
  document.querySelector(".to-chat").href = `/chat/${sessionId}`;
  button.addEventListener("click", () => connect(link));
  connect(link);
}
