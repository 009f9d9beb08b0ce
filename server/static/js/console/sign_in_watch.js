import { request } from "../api.js";

const PAUSE = 4000;
const NO_LONGER_ALLOWED = 4401;

/** Notices that the technician is no longer signed in, and says so in a dialog. */
export class SignInWatch {
  #dialog;
  #sessions = new Set();
  #timer = null;

  constructor(dialog) {
    this.#dialog = dialog;
  }

  /** Like `request` of api.js. */
  request = async (...call) => {
    try {
      return await request(...call);
    } catch (problem) {
      if (problem.status === 401) this.#lost();
      throw problem;
    }
  };

  watch(session) {
    this.#sessions.add(session);
    session.on("connection", () => this.#checkLater());
    session.on("refused", ({ code }) => code === NO_LONGER_ALLOWED && this.#lost());
  }

  forget(session) {
    this.#sessions.delete(session);
  }

  // Private

  get #isOffline() {
    return [...this.#sessions].some(({ chat }) => chat.connection === "offline");
  }

  #lost() {
    if (!this.#dialog.open) this.#dialog.showModal();
  }

  /** A browser can't read why a stream was refused; so while one is offline, ask the API now and then. */
  #checkLater() {
    clearTimeout(this.#timer);
    if (this.#isOffline) this.#timer = setTimeout(() => this.#check(), PAUSE);
  }

  async #check() {
    if (this.#dialog.open) return;
    await this.request("GET", "/api/v1/sessions?state=waiting").catch(() => null);
    this.#checkLater();
  }
}
