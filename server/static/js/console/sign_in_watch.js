import { request } from "../api.js";

const PAUSE = 4000;

/** Notices that the technician is no longer signed in, and says so in a dialog. */
export class SignInWatch {
  #dialog;
  #timer = null;

  constructor(dialog) {
    this.#dialog = dialog;
  }

  /** Like `request` of api.js. */
  request = async (...call) => {
    try {
      return await request(...call);
    } catch (problem) {
      if (problem.status === 401) this.lost();
      throw problem;
    }
  };

  lost() {
    if (!this.#dialog.open) this.#dialog.showModal();
  }

  /** A browser can't read why a stream was refused; so as long as `isOffline()`, ask the API now and then. */
  check(isOffline) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(async () => {
      if (!isOffline() || this.#dialog.open) return;
      await this.request("GET", "/api/v1/sessions?state=waiting").catch(() => null);
      this.check(isOffline);
    }, PAUSE);
  }
}
