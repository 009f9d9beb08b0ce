import { FormAlert } from "../form_alert.js";
import { _ } from "../i18n.js";
import { NumberNote } from "./number_note.js";
import { OwnPhone } from "./own_phone.js";

const ABOUT_THE_NUMBER = new Set(["invalid_number", "not_a_mobile_number", "invalid_body"]);

/** The dialog "Send SMS": a number, then the word that it is on its way. */
export class SmsDialog {
  #dialog;
  #field;
  #error;
  #note;
  #ownPhone = null;
  #request;
  #textFor;
  #session = null;
  #typed = new Map();
  #isSending = false;

  /** `textFor(session)` is what an SMS from the technician's own phone says. */
  constructor({ dialog, request, hasGateway, textFor }) {
    this.#dialog = dialog;
    this.#request = request;
    this.#textFor = textFor;
    this.#field = dialog.querySelector("input");
    this.#error = new FormAlert(this.#find("error"));
    this.#note = new NumberNote({ field: this.#field, element: this.#find("sms-note"), request });
    if (!hasGateway) this.#ownPhone = this.#makeOwnPhone();
    this.#listen();
  }

  /** `number` is one that did not work before. */
  open(session, number = "") {
    this.#session = session;
    this.#field.value = number;
    this.#note.clear();
    this.#clearError();
    this.#busy(false);
    this.#showDone(false);
    this.#dialog.showModal();
    this.#field.select();
  }

  lastTyped({ id }) {
    return this.#typed.get(id) ?? "";
  }

  /** Somebody came, or it is over: nobody needs an SMS. What was sent already stays to be read. */
  over(session) {
    const isAsking = !this.#isSending && this.#find("sms-done").hidden;
    if (this.#session === session && isAsking) this.#dialog.close();
  }

  // Private

  #listen() {
    this.#find("sms-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#field.addEventListener("input", () => this.#clearError());
    for (const part of ["cancel", "done"]) this.#find(part).addEventListener("click", () => this.#dialog.close());
  }

  #makeOwnPhone() {
    const [element, link, send] = [this.#find("own-phone"), this.#find("sms-app"), this.#find("send")];
    const ownPhone = new OwnPhone({ element, link, send });
    this.#note.on("read", (read) => (read ? this.#offer(read) : ownPhone.withdraw()));
    return ownPhone;
  }

  #offer({ number }) {
    this.#ownPhone.offer(this.#session.id, number, this.#textFor(this.#session));
  }

  async #submit() {
    if (this.#isSending) return;
    const session = this.#session;
    this.#typed.set(session.id, this.#field.value.trim());
    this.#busy(true);
    this.#clearError();
    try {
      await (this.#ownPhone ? this.#prepare(session) : this.#send(session));
    } catch (problem) {
      if (this.#isFor(session)) this.#refuse(problem);
    }
    if (this.#isFor(session)) this.#busy(false);
  }

  async #send(session) {
    const path = `/api/v1/sessions/${session.id}/invitations/sms`;
    const { shown } = await this.#request("POST", path, { number: this.#field.value });
    if (!this.#isFor(session)) return;
    this.#find("sms-to").textContent = shown;
    this.#showDone(true);
    this.#find("done").focus();
  }

  async #prepare(session) {
    const read = await this.#request("POST", "/api/v1/phone-numbers", { number: this.#field.value });
    if (!this.#isFor(session)) return;
    this.#offer(read);
    this.#find("sms-app").focus();
  }

  /** Closed meanwhile, or opened for another session: the list in the card tells what became of it. */
  #isFor(session) {
    return this.#dialog.open && this.#session === session;
  }

  #refuse({ code, message }) {
    if (code === "sign_in_needed") return this.#dialog.close();
    this.#error.say(message);
    if (!ABOUT_THE_NUMBER.has(code)) return;
    this.#field.setAttribute("aria-invalid", "true");
    this.#field.focus();
  }

  #clearError() {
    this.#error.clear();
    this.#field.removeAttribute("aria-invalid");
  }

  #busy(isSending) {
    this.#isSending = isSending;
    this.#find("send").setAttribute("aria-busy", isSending);
    this.#find("sms-busy").textContent = isSending && !this.#ownPhone ? _("Being sent …") : "";
  }

  #showDone(isDone) {
    this.#find("sms-form").hidden = isDone;
    this.#find("sms-done").hidden = !isDone;
  }

  #find(part) {
    return this.#dialog.querySelector(`.${part}`);
  }
}
