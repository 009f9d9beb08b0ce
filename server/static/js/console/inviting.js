import { confirmed } from "../confirm.js";
import { mail, named, smsText } from "./invitation_text.js";
import { QrDialog } from "./qr_dialog.js";
import { SmsDialog } from "./sms_dialog.js";

/** What a technician does to bring a customer in, for whichever session is in front. */
export class Inviting {
  #technician;
  #organisation;
  #website;
  #hasGateway;
  #request;
  #kept;
  #sms;
  #qr;
  #withdrawal;
  #asked = null;

  /** `boot` is what the server put into the page, `kept` the keys of this browser. */
  constructor({ boot, request, kept }) {
    this.#technician = boot.me.name;
    this.#organisation = boot.organisation;
    this.#website = boot.support_website.shown;
    this.#hasGateway = boot.sms.has_gateway;
    this.#request = request;
    this.#kept = kept;
    this.#qr = new QrDialog(find(".qr-dialog"));
    this.#withdrawal = find(".withdraw-dialog");
    const [dialog, hasGateway] = [find(".sms-dialog"), this.#hasGateway];
    this.#sms = new SmsDialog({ dialog, request, hasGateway, textFor: (session) => this.#smsText(session) });
  }

  /** An SMS from here has a link of its own; one from the technician's phone needs the one that is kept. */
  canSendSms(session) {
    return this.#hasGateway || Boolean(session.kept);
  }

  sendSms(session) {
    this.#sms.open(session);
  }

  /** The log knows the number only masked; the dialog, if it was typed here. */
  sendSmsAgain(session, { number }) {
    const typed = this.#sms.lastTyped(session);
    this.#sms.open(session, number && typed.endsWith(number.slice(-2)) ? typed : "");
  }

  showQr(session) {
    this.#qr.show(session.id, named(session.kept.link, "qr"));
  }

  /** {subject, text} of the e-mail. */
  mail(session) {
    const { kept, expiresAt: expires } = session;
    const [technician, organisation, website] = [this.#technician, this.#organisation, this.#website];
    return mail({ technician, organisation, website, expires, key: kept.key, link: named(kept.link, "mail") });
  }

  /** Asks once, then has a new key and link; whether they are there. Throws a Problem. */
  async withdraw(session) {
    this.#asked = session;
    const isMeant = await confirmed(this.#withdrawal);
    this.#asked = null;
    if (!isMeant || session.isOver) return false;
    session.isRenewing = true;
    try {
      const answer = await this.#request("POST", `/api/v1/sessions/${session.id}/key`, {});
      this.#kept.keep(answer, { skew: session.kept?.skew ?? 0 });
      session.renew(answer.key_expires_at);
      session.kept = this.#kept.of(session.id);
      return true;
    } finally {
      session.isRenewing = false;
    }
  }

  /** Somebody came, or it is over: what was being asked is of no use any more. */
  over(session) {
    this.#sms.over(session);
    if (this.#asked === session) this.#withdrawal.close();
  }

  // Private

  #smsText(session) {
    const link = named(session.kept.link, session.invitations.nextSms);
    return smsText({ technician: this.#technician, organisation: this.#organisation, link });
  }
}

function find(part) {
  return document.querySelector(part);
}
