import { copied } from "../clipboard.js";
import { _ } from "../i18n.js";
import { CopyButton } from "./copy_button.js";
import { mailAddress } from "./invitation_text.js";

/** The ways on which a customer is brought in, beside the key: link, SMS, e-mail, QR code. */
export class Ways {
  #element;
  #session;
  #inviting;
  #copy;
  #drawn = null;

  constructor({ element, session, inviting }) {
    this.#element = element;
    this.#session = session;
    this.#inviting = inviting;
    this.#copy = new CopyButton(this.#find("way-link"));
    this.#listen();
  }

  draw() {
    const { kept } = this.#session;
    for (const part of ["way-link", "way-mail", "way-qr", "way-share"]) this.#offer(part, Boolean(kept));
    if (!navigator.share) this.#offer("way-share", false);
    this.#offer("way-sms", this.#inviting.canSendSms(this.#session));
    if (kept && kept.link !== this.#drawn) this.#become(kept);
  }

  focus() {
    this.#find("copy").focus();
  }

  // Private

  #listen() {
    this.#on("way-sms", () => this.#inviting.sendSms(this.#session));
    this.#on("way-mail", () => (this.#find("mail-tip").hidden = false));
    this.#on("way-qr", () => this.#inviting.showQr(this.#session));
    this.#on("way-share", () => this.#share());
    this.#on("copy-text", () => this.#copyText());
  }

  #become({ link }) {
    this.#drawn = link;
    this.#copy.text = link;
    this.#find("way-mail").href = mailAddress(this.#inviting.mail(this.#session));
    this.#find("mail-tip").hidden = true;
    this.#find("text-copied").textContent = "";
  }

  /** The whole row goes, so that no line is left of it. */
  #offer(part, isOffered) {
    const element = this.#find(part);
    (element.closest("li") ?? element).hidden = !isOffered;
  }

  /** Whoever closes the system's dialog has changed their mind: nothing to say. */
  async #share() {
    const { subject: title, text } = this.#inviting.mail(this.#session);
    await navigator.share({ title, text }).catch(() => null);
  }

  async #copyText() {
    const isCopied = await copied(this.#inviting.mail(this.#session).text);
    this.#find("text-copied").textContent = isCopied ? _("Copied.") : _("The browser did not allow it.");
  }

  #on(part, act) {
    this.#find(part).addEventListener("click", act);
  }

  #find(part) {
    return this.#element.querySelector(`.${part}`);
  }
}
