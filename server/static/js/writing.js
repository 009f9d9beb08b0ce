import { Composer } from "./composer.js";
import { Emitter } from "./emitter.js";
import { _ } from "./i18n.js";
import { LocalStore } from "./local_store.js";
import { Outbox } from "./outbox.js";
import { ReplyBar } from "./reply_bar.js";
import { TypingSignal } from "./typing.js";
import { uuid } from "./uuid.js";

/** Takes what is written from the field to the server, and keeps it until it is there. Emits `written`. */
export class Writing extends Emitter {
  #store = new LocalStore();
  #draftKey;
  #replyKey;
  #reply;
  #replyBar;
  #outbox;
  #composer;
  #typing;
  #timeline;
  #send;

  /** `place` names the session and the side that writes in the browser's storage. */
  constructor({ form, place, timeline, send }) {
    super();
    this.#timeline = timeline;
    this.#send = send;
    this.#draftKey = `beistand.draft.${place}`;
    this.#replyKey = `beistand.reply.${place}`;
    this.#replyBar = new ReplyBar(form);
    this.reply(this.#store.get(this.#replyKey));
    this.#typing = new TypingSignal(send);
    this.#composer = new Composer(form, this.#store.get(this.#draftKey) ?? "");
    this.#outbox = new Outbox(`beistand.outbox.${place}.`, this.#store);
    this.#outbox.entries.forEach(this.#pend);
    this.#outbox
      .on("added", this.#pend)
      .on("refused", this.#pend)
      .on("retried", (entry) => (this.#pend(entry), this.flush()))
      .on("removed", ({ client_id }) => timeline.drop(client_id));
    this.#composer
      .on("written", (text) => this.#written(text))
      .on("changed", (draft) => this.#keepDraft(draft))
      .on("typed", () => this.#typing.typed());
    this.#replyBar.on("cancelled", () => (this.reply(null), this.focus()));
  }

  /** The next message answers this (see quote.js); null: nothing. */
  reply(quote) {
    this.#reply = quote;
    this.#replyBar.show(quote);
    if (quote) this.#store.set(this.#replyKey, quote);
    else this.#store.remove(this.#replyKey);
  }

  focus() {
    this.#composer.focus();
  }

  flush() {
    this.#outbox.flush(this.#send);
  }

  disconnected() {
    this.#outbox.disconnected();
  }

  /** The event of something written here has come and is drawn. */
  arrived(client_id) {
    this.#outbox.remove(client_id);
  }

  /** The event usually comes with its ack; alone comes the ack of one that is older than what is drawn. */
  acknowledged(client_id, isOlder) {
    if (isOlder) this.#outbox.remove(client_id);
    else this.#timeline.settle(client_id);
  }

  refused(refusal) {
    this.#outbox.refuse(refusal.client_id, refusal);
  }

  /** Nothing more can be said; what could not be sent stays readable. */
  close() {
    this.#composer.hide();
    const refusal = { code: "ended_session", detail: _("The session is over.") };
    for (const { client_id } of this.#outbox.entries) this.#outbox.refuse(client_id, refusal);
  }

  // Private

  #pend = (entry) => {
    this.#timeline.pend(entry, {
      retry: () => this.#outbox.retry(entry.client_id),
      discard: () => this.#outbox.remove(entry.client_id),
    });
  };

  #written(text) {
    this.#outbox.add(uuid(), { text, reply_to: this.#reply?.seq });
    this.reply(null);
    this.#typing.done();
    this.flush();
    this.emit("written");
  }

  #keepDraft(draft) {
    if (draft) this.#store.set(this.#draftKey, draft);
    else this.#store.remove(this.#draftKey);
  }
}
