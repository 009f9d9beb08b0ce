import { Problem } from "./api.js";
import { backOff } from "./back_off.js";
import { Emitter } from "./emitter.js";
import { _ } from "./i18n.js";
import { ask } from "./tus.js";

const PIECE = 8 * 1024 * 1024;
const PASSING = [0, 408, 409, 423, 425, 502, 504];

/**
 * One file on its way to the server, by tus 1.0. A lost connection, a closed lid or a server that starts anew
 * only make it wait: it asks how much is there, and goes on from that byte.
 *
 * Emits `begun` {location}, `progress` {sent}, `waiting` when there is no connection, and once either `stored`
 * or `refused` {code, detail}.
 */
export class Upload extends Emitter {
  #file;
  #clientId;
  #path;
  #as;
  #location;
  #offset;
  #tries = 0;
  #isOver = false;
  #stopping = null;

  /** `location` where the server already has a part of the file. */
  constructor({ file, clientId, path, as, location = null }) {
    super();
    this.#file = file;
    this.#clientId = clientId;
    this.#path = path;
    this.#as = as;
    this.#location = location;
    this.#offset = null;
  }

  /** Resolves when nothing more will happen. */
  async run() {
    addEventListener("offline", this.#lost);
    while (!this.#isOver) await this.#step();
    removeEventListener("offline", this.#lost);
  }

  /** Leaves it as it is; the server keeps the part it has. */
  stop() {
    this.#isOver = true;
    this.#stopping?.abort();
  }

  /** Nobody wants it any more: the server may forget the part it has. */
  cancel() {
    this.stop();
    if (this.#location) ask("DELETE", this.#address);
  }

  // Private

  get #address() {
    return `${this.#location}?as=${this.#as}`;
  }

  #step() {
    if (!this.#location) return this.#create();
    return this.#offset === null ? this.#find() : this.#send();
  }

  async #create() {
    const metadata = { filename: this.#file.name, client_id: this.#clientId };
    const headers = { "Upload-Length": this.#file.size, "Upload-Metadata": encoded(metadata) };
    const answer = await this.#ask("POST", `${this.#path}?as=${this.#as}`, { headers });
    if (answer.status !== 201) return this.#failed(answer);
    this.#location = new URL(answer.location, location.href).pathname;
    this.#offset = 0;
    this.emit("begun", { location: this.#location });
  }

  /** How much the server has. A part that it does not know any more is begun anew. */
  async #find() {
    const answer = await this.#ask("HEAD", this.#address);
    if (answer.status === 200) this.#offset = answer.offset;
    else if (passes(answer)) return this.#failed(answer);
    else this.#location = null;
    this.emit("progress", { sent: this.#offset ?? 0 });
  }

  async #send() {
    const from = this.#offset;
    const answer = await this.#ask("PATCH", this.#address, {
      headers: { "Content-Type": "application/offset+octet-stream", "Upload-Offset": from },
      body: this.#file.slice(from, from + PIECE),
      progress: (left) => this.emit("progress", { sent: from + left }),
    });
    if (answer.status !== 204) return this.#failed(answer);
    this.#tries = 0;
    this.#offset = answer.offset;
    this.emit("progress", { sent: this.#offset });
    if (this.#offset >= this.#file.size) this.#end("stored");
  }

  #ask(method, path, parts) {
    this.#stopping = new AbortController();
    return ask(method, path, { ...parts, signal: this.#stopping.signal });
  }

  async #failed(answer) {
    if (this.#isOver) return;
    this.#offset = null;
    if (answer.status === 0 && !(await isReadable(this.#file))) return this.#end("refused", UNREADABLE());
    if (this.#location && answer.status === 404) this.#location = null;
    else if (!passes(answer)) return this.#end("refused", refusalIn(answer));
    await this.#patience();
  }

  #end(how, facts) {
    this.#isOver = true;
    this.emit(how, facts);
  }

  /** A while that doubles, or until the network says that it is back. */
  #patience() {
    this.emit("waiting");
    const { signal } = (this.#stopping = new AbortController());
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, backOff(this.#tries++));
      addEventListener("online", resolve, { once: true, signal });
      signal.addEventListener("abort", () => (clearTimeout(timer), resolve()));
    });
  }

  #lost = () => this.#stopping?.abort();
}

function encoded(metadata) {
  return Object.entries(metadata)
    .map(([name, value]) => `${name} ${base64(value)}`)
    .join(",");
}

function base64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

/** Whether trying again later may help; a gateway without a server behind it has no words of ours. */
function passes({ status, problem }) {
  return PASSING.includes(status) || (status === 503 && !problem?.code);
}

function refusalIn({ problem }) {
  const detail = _("The server could not do this. Please try again in a moment.");
  const { code, message } = new Problem({ detail, ...problem });
  return { code, detail: message };
}

/** What was moved, changed or unplugged since it was chosen fails like a lost connection does. */
function isReadable(file) {
  return file.slice(0, 1).arrayBuffer().then(() => true, () => false);
}

const UNREADABLE = () => ({
  code: "unreadable",
  detail: _("The file can't be read any more. Was it moved or changed? Please choose it again."),
});
