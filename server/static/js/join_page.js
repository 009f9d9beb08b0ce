import { request } from "./api.js";
import { FormAlert } from "./form_alert.js";
import { _ } from "./i18n.js";

const waiting = document.querySelector(".waiting");
const refusal = document.querySelector(".refusal");
const alert = new FormAlert(document.querySelector("[role=alert]"));

async function join() {
  const token = location.hash.slice(1);
  if (!token) return refuse(_("This link is not complete. Please open it again from the message you got."));
  waiting.hidden = false;
  refusal.hidden = true;
  alert.clear();
  try {
    const { chat_url } = await request("POST", "/api/v1/join", { link_token: token, wait: true });
    location.replace(chat_url);
  } catch (problem) {
    refuse(problem.message, problem.code === "unreachable" || problem.status === 429);
  }
}

function refuse(words, canRetry = false) {
  waiting.hidden = true;
  refusal.hidden = false;
  refusal.querySelector(".again").hidden = !canRetry;
  alert.say(words);
}

refusal.querySelector(".again").addEventListener("click", join);
addEventListener("hashchange", join);
join();
