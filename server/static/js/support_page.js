import { request } from "./api.js";
import { FormAlert } from "./form_alert.js";
import { _ } from "./i18n.js";
import { KeyField } from "./key_field.js";

const form = document.querySelector("form");
const button = form.querySelector("button");
const field = new KeyField(form.querySelector("input"));
const alert = new FormAlert(form.querySelector("[role=alert]"));

async function join(event) {
  event.preventDefault();
  // Pressed twice, the second would find the key in use: by the first.
  if (button.getAttribute("aria-busy") === "true") return;
  alert.clear();
  if (!field.key) return refuse(_("Please type in the support key that your technician gave you."));
  button.setAttribute("aria-busy", "true");
  try {
    const { chat_url } = await request("POST", "/api/v1/join", { key: field.key });
    location.assign(chat_url);
  } catch (problem) {
    ready();
    refuse(problem.message);
  }
}

function ready() {
  button.removeAttribute("aria-busy");
}

/** The typed key stays, selected: to be read once more or typed over. */
function refuse(words) {
  alert.say(words);
  field.isInvalid = true;
  field.focus();
}

form.addEventListener("submit", join);
// Who goes back from the chat finds the page as they left it.
addEventListener("pageshow", ready);
// Earlier, the browser itself would send the form, and the key would stand in the address.
button.disabled = false;
form.addEventListener("input", () => (field.isInvalid = false));
