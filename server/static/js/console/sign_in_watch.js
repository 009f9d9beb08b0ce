import { request } from "../api.js";

/** Notices that the technician is no longer signed in, and says so in a dialog. */
export class SignInWatch {
  #dialog;

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
    session.on("refused", ({ status }) => status === 401 && this.#lost());
  }

  // Private

  #lost() {
    if (!this.#dialog.open) this.#dialog.showModal();
  }
}
