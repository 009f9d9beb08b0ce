import { FormAlert } from "../form_alert.js";
import { qrPicture } from "./qr_picture.js";

/** Shows a link as a QR code, for the phone beside the customer. */
export class QrDialog {
  #dialog;
  #picture;
  #alert;

  constructor(dialog) {
    this.#dialog = dialog;
    this.#picture = dialog.querySelector(".qr-picture");
    this.#alert = new FormAlert(dialog.querySelector(".alert"));
    dialog.querySelector(".done").addEventListener("click", () => dialog.close());
    this.#picture.addEventListener("load", () => URL.revokeObjectURL(this.#picture.src));
  }

  async show(sessionId, link) {
    this.#picture.hidden = true;
    this.#alert.clear();
    this.#dialog.showModal();
    try {
      this.#picture.src = await qrPicture(sessionId, link);
      this.#picture.hidden = false;
    } catch (problem) {
      this.#alert.say(problem.message);
    }
  }

  close() {
    this.#dialog.close();
  }
}
