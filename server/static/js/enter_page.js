import { request } from "./api.js";
import { FormAlert } from "./form_alert.js";

const waiting = document.querySelector(".waiting");
const refusal = document.querySelector(".refusal");
const alert = new FormAlert(document.querySelector("[role=alert]"));

/** A program (the tray app, say) opened this page with a code that admits this browser once. */
async function enter(code) {
  waiting.hidden = false;
  refusal.hidden = true;
  try {
    await request("POST", `${location.pathname}/enter`, { code });
    location.replace(location.pathname);
  } catch (problem) {
    waiting.hidden = true;
    refusal.hidden = false;
    alert.say(problem.message);
  }
}

if (location.hash.length > 1) enter(location.hash.slice(1));
