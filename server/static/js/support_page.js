import { request } from "./api.js";
import { FormAlert } from "./form_alert.js";
import { _ } from "./i18n.js";
import { KeyField } from "./key_field.js";

// Time to see what one typed, and to press the button oneself.
const PAUSE = 1000;

const form = document.querySelector("form");
const button = form.querySelector("button");
const input = form.querySelector("input");
const status = form.querySelector(".key-status");
const field = new KeyField(input);
const alert = new FormAlert(form.querySelector("[role=alert]"));
let timer = null;
let refused = null;

async function join() {
  clearTimeout(timer);
  // Pressed twice, the second would find the key in use: by the first.
  if (button.getAttribute("aria-busy") === "true") return;
  alert.clear();
  if (!field.typed) return refuse(_("Please type in the support key that your technician gave you."));
  button.setAttribute("aria-busy", "true");
  try {
    const { chat_url } = await request("POST", "/api/v1/join", { key: field.typed, wait: true });
    location.assign(chat_url);
  } catch (problem) {
    refused = field.key;
    ready();
    refuse(problem.message);
  }
}

/** With nine digits there is nothing left to type; a key that was refused is not tried again unasked. */
function changed() {
  clearTimeout(timer);
  field.isInvalid = false;
  const isWhole = field.key !== null && field.key !== refused;
  status.textContent = isWhole ? _("The key is complete. You are joining …") : "";
  if (!isWhole) return;
  alert.clear();
  timer = setTimeout(join, PAUSE);
}

function ready() {
  button.removeAttribute("aria-busy");
  status.textContent = "";
}

/** The typed key stays, selected: to be read once more or typed over. */
function refuse(words) {
  alert.say(words);
  field.isInvalid = true;
  field.focus();
}

/** Nothing is remembered: whoever comes back, or next, finds an empty field. */
function forget() {
  clearTimeout(timer);
  refused = null;
  field.clear();
  alert.clear();
  field.isInvalid = false;
  ready();
}

/** Digits that are typed before the field has the keyboard belong into it all the same. */
function catchDigit({ key, ctrlKey, metaKey, altKey }) {
  const isNowhere = document.activeElement === document.body;
  if (isNowhere && /^\p{Nd}$/u.test(key) && !ctrlKey && !metaKey && !altKey) input.focus();
}

form.addEventListener("submit", (event) => (event.preventDefault(), join()));
form.addEventListener("input", changed);
document.addEventListener("keydown", catchDigit);
addEventListener("pagehide", forget);
addEventListener("pageshow", ({ persisted }) => persisted && forget());
// Earlier, the browser itself would send the form, and the key would stand in the address.
button.disabled = false;
changed();
