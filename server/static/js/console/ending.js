import { confirmed } from "../confirm.js";

/** What the page says in another way: it is ended already, or the dialog for signing in is open. */
const SILENT = new Set(["ended_session", "sign_in_needed"]);

/** Ends sessions; asks once before it takes the chat from a customer who is there. */
export class Ending {
  #dialog;
  #request;
  #asked = null;

  constructor({ dialog, request }) {
    this.#dialog = dialog;
    this.#request = request;
  }

  async end(session, panel) {
    if (session.isPresent && !(await this.#confirm(session))) return;
    if (session.isOver) return;
    panel.isEnding = true;
    panel.alert("");
    await this.#request("POST", `/api/v1/sessions/${session.id}/end?as=technician`, {}).catch(
      ({ code, message }) => SILENT.has(code) || panel.alert(message),
    );
    panel.isEnding = false;
  }

  /** It ended by itself or by the customer: there is nothing to ask any more. */
  over(session) {
    if (this.#asked === session) this.#dialog.close();
  }

  async #confirm(session) {
    this.#asked = session;
    const answer = await confirmed(this.#dialog);
    this.#asked = null;
    return answer;
  }
}
