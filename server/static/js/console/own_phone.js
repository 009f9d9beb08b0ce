import { smsAddress } from "./invitation_text.js";
import { qrPicture } from "./qr_picture.js";

/** Where the server sends no SMS: the way to the technician's own phone, by link and by QR code. */
export class OwnPhone {
  #element;
  #link;
  #send;
  #shown = "";

  constructor({ element, link, send }) {
    this.#element = element;
    this.#link = link;
    this.#send = send;
    const picture = element.querySelector(".qr-picture");
    picture.addEventListener("load", () => URL.revokeObjectURL(picture.src));
  }

  /** Offers to send this text to this number. */
  async offer(sessionId, number, text) {
    const address = smsAddress(number, text);
    this.#shown = address;
    this.#link.href = address;
    this.#switch(true);
    const picture = await qrPicture(sessionId, address).catch(() => null);
    if (picture && this.#shown === address) this.#element.querySelector(".qr-picture").src = picture;
    // Without the picture the link still does.
    this.#element.hidden = !picture || this.#shown !== address;
  }

  withdraw() {
    this.#shown = "";
    this.#element.hidden = true;
    this.#switch(false);
  }

  // Private

  /** What sends takes the place of what asks for a number. */
  #switch(isReady) {
    this.#link.hidden = !isReady;
    this.#send.hidden = isReady;
  }
}
