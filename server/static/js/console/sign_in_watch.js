import { request } from "../api.js";

/** Notices that the technician is no longer signed in, and says so in a dialog; or that the console is locked. */
export class SignInWatch {
  #dialog;
  #lock;

  constructor(dialog, lock) {
    this.#dialog = dialog;
    this.#lock = lock;
  }

  /** Like `request` of api.js. */
  request = async (...call) => {
    try {
      return await request(...call);
    } catch (problem) {
      if (problem.status === 401) this.#lost();
      if (problem.code === "console_locked") this.#lock.show();
      throw problem;
    }
  };

  watch(session) {
    session.on("refused", ({ status }) => status === 401 && this.#lost());
  }

  // Private

  #lost() {
    // Beneath the lock no dialog could be seen; and there is nothing left to unlock.
    if (this.#lock.isLocked) return location.assign("/login?next=/console");
    if (!this.#dialog.open) this.#dialog.showModal();
  }
}
