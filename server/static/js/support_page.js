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
  alert.clear();
  if (!field.key) return refuse(_("Please type in the support key that your technician gave you."));
  button.setAttribute("aria-busy", "true");
  try {
    const { chat_url } = await request("POST", "/api/v1/join", { key: field.key });
    location.assign(chat_url);
  } catch (problem) {
    refuse(problem.message);
  } finally {
    button.removeAttribute("aria-busy");
  }
}

/** The typed key stays, selected: to be read once more or typed over. */
function refuse(words) {
  alert.say(words);
  field.isInvalid = true;
  field.focus();
}

form.addEventListener("submit", join);
form.addEventListener("input", () => (field.isInvalid = false));
