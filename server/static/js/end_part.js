import { request } from "./api.js";
import { copied } from "./clipboard.js";
import { FormAlert } from "./form_alert.js";
import { _ } from "./i18n.js";
import { inOwnZone } from "./time_zone.js";

/** The last page: how it was, what was sent, what to keep. */
export class EndPage {
  #root;
  #sessionId;

  /** `root` is the chat's element. */
  constructor({ root, sessionId }) {
    this.#root = root;
    this.#sessionId = sessionId;
  }

  /** Throws where the server does not answer. */
  async show() {
    const answer = await fetch(`/chat/${this.#sessionId}/end?as=customer`, { cache: "no-store" });
    if (!answer.ok) throw new Error(String(answer.status));
    const part = document.createElement("template");
    part.innerHTML = await answer.text();
    await furnished(part.content.querySelector("link"));
    const page = this.#find("end-page");
    page.replaceChildren(part.content);
    page.querySelectorAll("[data-zoned]").forEach(inOwnZone);
    for (const button of page.querySelectorAll(".copy-hash")) button.addEventListener("click", copyHash);
    this.#find("rating")?.addEventListener("submit", (event) => (event.preventDefault(), this.#rate()));
    this.#takeFocus();
  }

  // Private

  /** The field in which one was writing is gone: one goes on where it says why. */
  #takeFocus() {
    if (document.activeElement === document.body) this.#find("ended").focus({ preventScroll: true });
    this.#root.scrollTop = 0;
  }

  async #rate() {
    const form = this.#find("rating");
    const button = form.querySelector("[type=submit]");
    if (button.getAttribute("aria-busy") === "true") return;
    const alert = new FormAlert(form.querySelector("[role=alert]"));
    alert.clear();
    button.setAttribute("aria-busy", "true");
    const { stars, comment } = Object.fromEntries(new FormData(form));
    const body = { stars: Number(stars), comment: comment.trim() };
    const path = `/api/v1/sessions/${this.#sessionId}/rating?as=customer`;
    const problem = await request("POST", path, body).then(() => null, (refusal) => refusal);
    button.removeAttribute("aria-busy");
    // Rated in another tab: what counts is there, and thanked for.
    if (problem?.code === "already_rated") await this.show();
    else if (problem) alert.say(problem.message);
    else this.#thank(body);
  }

  #thank({ stars, comment }) {
    const thanks = this.#find("thanks");
    this.#find("rating").remove();
    thanks.hidden = false;
    thanks.querySelector(".given").dataset.stars = stars;
    thanks.querySelectorAll(".grade")[stars - 1].hidden = false;
    thanks.querySelector(".thanks-comment").textContent = comment;
    thanks.focus();
  }

  #find(part) {
    return this.#root.querySelector(`.${part}`);
  }
}

/** Waits for the stylesheet of what comes: nothing is shown without. */
async function furnished(link) {
  if (document.querySelector(`head link[href="${link.getAttribute("href")}"]`)) return link.remove();
  await new Promise((resolve, reject) => {
    Object.assign(link, { onload: resolve, onerror: () => reject(new Error(link.href)) });
    document.head.append(link);
  });
}

async function copyHash({ currentTarget: button }) {
  const whole = button.parentNode.querySelector(".whole").textContent;
  if (await copied(whole)) button.textContent = _("Copied");
}
