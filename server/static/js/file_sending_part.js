import { DropArea } from "./drop_area.js";
import { Emitter } from "./emitter.js";
import { objectionTo, objectionToFolder } from "./file_checks.js";
import { FileChooser } from "./file_chooser.js";
import { _ } from "./i18n.js";
import { PastedFiles } from "./pasted_files.js";
import { Uploads } from "./uploads.js";
import { uuid } from "./uuid.js";

/** Takes files from button, drop and clipboard to the server, and shows them on their way. Emits `added`. */
export class FileSending extends Emitter {
  #field;
  #button;
  #chooser;
  #drop;
  #paste;
  #uploads;
  #timeline;
  #limits;
  #missing = null;

  /** `limits` as in file_checks.js. */
  constructor({ root, sessionId, as, timeline, limits }) {
    super();
    this.#timeline = timeline;
    this.#limits = limits;
    this.#field = root.querySelector("textarea");
    this.#button = root.querySelector(".send-file");
    this.#chooser = new FileChooser(root.querySelector(".files"));
    this.#drop = new DropArea(root, root.querySelector(".drop-area"));
    this.#paste = new PastedFiles(root);
    const path = `/api/v1/sessions/${sessionId}/uploads`;
    this.#uploads = new Uploads({ place: `${sessionId}.${as}`, path, as });
    this.#listen();
    this.#uploads.recall();
  }

  /** Whether this side may send files; if not, nothing on the page speaks of it. */
  allow(isAllowed) {
    this.#button.hidden = this.#button.disabled = !isAllowed;
    this.#drop.isOffered = this.#paste.isOffered = isAllowed;
  }

  /** The event of a file that was sent here has come and is drawn. */
  arrived(client_id) {
    this.#uploads.arrived(client_id);
  }

  /** The session is over. */
  close() {
    this.allow(false);
    this.#uploads.close({ code: "ended_session", detail: _("The session is over.") });
  }

  // Private

  #listen() {
    this.#button.addEventListener("click", () => this.#choose());
    this.#chooser.on("chosen", (files) => this.#chosen(files));
    this.#drop.on("dropped", ({ files, folders }) => this.#add(files, folders));
    this.#paste.on("pasted", (files) => this.#add(files));
    this.#uploads
      .on("changed", (entry) => this.#draw(entry))
      .on("removed", ({ client_id }) => this.#remove(client_id));
  }

  /** `missing` is the entry whose file the page has lost; a new file comes with null. */
  #choose(missing = null) {
    this.#missing = missing;
    this.#chooser.open();
  }

  #chosen(files) {
    const missing = this.#missing;
    const same = missing && files.find((file) => isSame(file, missing.file));
    if (same) this.#uploads.retry(missing.client_id, same);
    else if (missing) this.#uploads.discard(missing.client_id);
    this.#add(files.filter((file) => file !== same));
  }

  #add(files, folders = []) {
    for (const file of files) this.#uploads.add(uuid(), file, objectionTo(file, this.#limits));
    for (const folder of folders) this.#uploads.add(uuid(), folder, objectionToFolder());
    this.emit("added");
  }

  /** Whose button went away with it goes on where one writes. */
  #remove(client_id) {
    this.#timeline.drop(client_id);
    if (document.activeElement === document.body && matchMedia("(pointer: fine)").matches) this.#field.focus();
  }

  #draw(entry) {
    const { client_id, isStored, refusal, source, step = { sent: 0, words: QUEUED() } } = entry;
    const discard = () => this.#uploads.discard(client_id);
    const retry = source ? () => this.#uploads.retry(client_id) : () => this.#choose(entry);
    const drawn = this.#timeline.pend(entry, { retry: refusal?.isFinal ? null : retry, discard });
    if (isStored) this.#timeline.settle(client_id);
    else if (!refusal) drawn.progress(step, discard);
  }
}

function isSame(file, { name, size }) {
  return file.name === name && file.size === size;
}

const QUEUED = () => _("Waiting for the files before it");
