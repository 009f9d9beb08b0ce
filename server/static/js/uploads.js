import { Emitter } from "./emitter.js";
import { _ } from "./i18n.js";
import { LocalStore } from "./local_store.js";
import { Upload } from "./upload.js";

const AT_ONCE = 2;

/**
 * The files that are to be sent from this tab, two at a time, in the order in which they were chosen.
 *
 * A page that is loaded anew has lost the files themselves. It remembers which they were, says that they did
 * not arrive, and goes on where it was once the same file is chosen again.
 *
 * Emits `changed` {client_id, at, file, refusal, step} and `removed` {client_id}.
 */
export class Uploads extends Emitter {
  #all = new Map();
  #prefix;
  #storage;
  #parts;

  /** `parts`: `path` of the session's uploads, and `as` which side. */
  constructor({ place, storage = new LocalStore("sessionStorage"), ...parts }) {
    super();
    this.#prefix = `beistand.uploads.${place}.`;
    this.#storage = storage;
    this.#parts = parts;
    addEventListener("beforeunload", (event) => this.isBusy && askBeforeLeaving(event));
  }

  get isBusy() {
    return [...this.#all.values()].some(({ source, refusal }) => source && !refusal);
  }

  /** Says of each file that was on its way when the page was left that it did not arrive. */
  recall() {
    const kept = this.#storage.keys(this.#prefix).map((key) => this.#storage.get(key));
    for (const entry of kept.sort((a, b) => a.at - b.at))
      this.#show(Object.assign(entry, { refusal: INTERRUPTED() }));
  }

  /** `objection` as of file_checks: then it is shown, and nothing is sent. */
  add(client_id, source, objection = null) {
    const { name, size, type } = source;
    const entry = { client_id, at: Date.now(), file: { name, size, type }, source, refusal: objection };
    if (!objection) this.#keep(entry);
    this.#show(entry);
    this.#begin();
  }

  /** Tries again; `source` is the file where its page had lost it. */
  retry(client_id, source = null) {
    const entry = this.#all.get(client_id);
    if (!entry) return;
    entry.refusal = null;
    entry.source = source ?? entry.source;
    this.#keep(entry);
    this.#show(entry);
    this.#begin();
  }

  /** Nobody wants to send it any more. */
  discard(client_id) {
    const entry = this.#all.get(client_id);
    if (!entry) return;
    entry.upload?.cancel();
    this.#forget(entry);
    this.emit("removed", { client_id });
    this.#begin();
  }

  /** Its event has come: it is in the log, and drawn from there. */
  arrived(client_id) {
    const entry = this.#all.get(client_id);
    if (!entry) return;
    entry.upload?.stop();
    this.#forget(entry);
    this.#begin();
  }

  /** Nothing more can be sent: what is under way says why. */
  close(refusal) {
    for (const entry of this.#all.values()) {
      entry.upload?.stop();
      this.#refuse(entry, { ...refusal, isFinal: true });
    }
  }

  // Private

  #begin() {
    const ready = [...this.#all.values()].filter(({ source, refusal }) => source && !refusal);
    const free = AT_ONCE - ready.filter(({ upload }) => upload).length;
    for (const entry of ready.filter(({ upload }) => !upload).slice(0, free)) this.#send(entry);
  }

  #send(entry) {
    const { client_id: clientId, source: file, location } = entry;
    entry.upload = new Upload({ ...this.#parts, file, clientId, location });
    this.#show(Object.assign(entry, { step: { sent: 0 } }));
    entry.upload
      .on("begun", (begun) => this.#keep(Object.assign(entry, begun)))
      .on("progress", ({ sent }) => this.#show(Object.assign(entry, { step: { sent } })))
      .on("waiting", () => this.#show(Object.assign(entry, { step: { ...entry.step, words: LATER() } })))
      .on("stored", () => this.#stored(entry))
      .on("refused", (refusal) => this.#refuse(entry, refusal));
    entry.upload.run();
  }

  /** The event tells the rest. */
  #stored(entry) {
    this.#storage.remove(this.#prefix + entry.client_id);
    entry.isStored = true;
    entry.source = null;
    this.#show(entry);
    this.#begin();
  }

  #refuse(entry, refusal) {
    if (entry.isStored) return;
    // Its sender reads why: after a reload nothing is left to say.
    this.#storage.remove(this.#prefix + entry.client_id);
    entry.upload = null;
    entry.refusal = refusal;
    this.#show(entry);
    this.#begin();
  }

  #show(entry) {
    this.#all.set(entry.client_id, entry);
    this.emit("changed", entry);
  }

  #keep({ client_id, at, file, location }) {
    this.#storage.set(this.#prefix + client_id, { client_id, at, file, location });
  }

  #forget({ client_id }) {
    this.#all.delete(client_id);
    this.#storage.remove(this.#prefix + client_id);
  }
}

/** The browser asks in its own words; older ones want to be told by a value. */
function askBeforeLeaving(event) {
  event.preventDefault();
  event.returnValue = true;
}

const LATER = () => _("No connection. It goes on by itself.");
const INTERRUPTED = () => ({
  code: "interrupted",
  detail: _("The transfer was broken off when the page was left. Please choose the file again."),
});
