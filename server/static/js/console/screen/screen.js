import { _ } from "../../i18n.js";
import { Clipboard } from "./clipboard.js";
import { Conditions } from "./conditions.js";
import { ControlInput } from "./control_input.js";
import { Layout } from "./layout.js";
import { Looking } from "./looking.js";
import { Notes } from "./notes.js";
import { Picture } from "./picture.js";
import { sendPicture } from "./picture_to_chat.js";
import { RemoteCursor } from "./remote_cursor.js";
import { Sources } from "./sources.js";
import { Toolbar } from "./toolbar.js";
import { Viewport } from "./viewport.js";
import { Watching } from "./watching.js";

// What the server says of frames that get no acknowledgement (docs/api.md).
const REFUSALS = new Set(["not_granted", "input_too_fast", "clipboard_too_long", "stream_needed", "invalid_frame"]);

/** The customer's screen in the session's panel: the picture, its tools and, with the grant for it, the hands on it. */
export class Screen {
  #root;
  #panel;
  #session;
  #consent;
  #watching;
  #conditions = new Conditions();
  #picture;
  #viewport;
  #sources;
  #cursor;
  #input;
  #toolbar;
  #clipboard;
  #layout;
  #looking;
  #help;
  #notes;

  /** `panel` is the session's element, `help` the dialog about keyboard and mouse. */
  constructor({ panel, session, help }) {
    this.#panel = panel;
    this.#root = panel.querySelector(".screen");
    this.#session = session;
    this.#consent = session.consent;
    this.#help = help;
    this.#watching = new Watching({ consent: session.consent, chat: session.chat });
    this.#furnish();
    this.#listen();
    this.#draw();
  }

  /** Puts the keyboard on the picture. */
  focus() {
    if (this.#input.isOn) this.#input.focus();
    else this.#toolbar.focus();
    this.#root.scrollIntoView({ block: "nearest" });
  }

  /** What moves with the clock alone. */
  tick(now) {
    if (this.#root.hidden) return;
    this.#toolbar.facts(this.#viewport.size);
    this.#notes.tick(now);
  }

  // Private

  #furnish() {
    const [canvas, place] = [this.#find("picture"), this.#find("picture-place")];
    this.#picture = new Picture(canvas);
    this.#sources = new Sources(this.#find("source-choice select"));
    this.#viewport = new Viewport({ place, canvas, picture: this.#picture, sources: this.#sources });
    this.#cursor = new RemoteCursor({ picture: canvas, image: this.#find("remote-cursor") });
    const [stage, field] = [this.#find("stage"), this.#find("remote-keyboard")];
    this.#input = new ControlInput({ stage, picture: canvas, field, send: (action) => this.#act(action) });
    this.#toolbar = new Toolbar(this.#root);
    this.#notes = new Notes({ note: this.#find("screen-note"), alert: this.#find("screen-alert") });
    const send = (text) => this.#send("clipboard", { text });
    this.#clipboard = new Clipboard({ root: this.#root, notes: this.#notes, send });
    this.#layout = new Layout({ panel: this.#panel, session: this.#session, toolbar: this.#toolbar });
    this.#looking = new Looking(this.#root);
  }

  #listen() {
    this.#watching
      .on("begun", (share) => this.#begun(share))
      .on("over", () => this.#over())
      .on("picture", (shown) => this.#show(shown))
      .on("changed", () => this.#draw())
      .on("unable", () => this.#draw());
    this.#looking.on("changed", () => (this.#watching.isLooking = this.#looking.isLooking));
    this.#sources.on("chosen", ({ id }) => this.#watching.choose(id));
    this.#viewport.on("changed", () => this.#resized());
    this.#input.on("left", () => this.#toolbar.focus());
    this.#listenToTools();
    this.#listenToStream();
  }

  #listenToTools() {
    this.#toolbar
      .on("mode", ({ mode }) => (this.#viewport.mode = mode))
      .on("keys", (actions) => this.#press(actions))
      .on("to-chat", () => this.#toChat())
      .on("stop-share", () => this.#stop())
      .on("show-keyboard", () => this.#input.showKeyboard())
      .on("control-help", () => this.#help.showModal());
  }

  #listenToStream() {
    const { stream } = this.#session.chat;
    const own = (hear) => (frame) => frame.request === this.#watching.share?.request && hear(frame);
    stream
      .on("sources", own(({ sources }) => this.#sources.show(sources)))
      .on("cursor", own((cursor) => this.#cursor.hear(cursor, this.#picture.source)))
      .on("clipboard", own(({ text }) => this.#clipboard.show(text)))
      .on("condition", own((condition) => this.#conditioned(condition)))
      .on("error", (refusal) => this.#refused(refusal));
    this.#session.chat.on("connection", (connection) => this.#connected(connection));
  }

  #begun({ permission }) {
    this.#input.isOn = permission === "control";
    this.#toolbar.show(permission);
    this.#draw();
  }

  /** Nothing of it stays: neither pixels nor what was said of them. */
  #over() {
    const hadFocus = this.#root.contains(document.activeElement);
    this.#picture.blank();
    this.#input.isOn = false;
    for (const part of [this.#viewport, this.#sources, this.#cursor, this.#conditions, this.#clipboard]) part.forget();
    this.#notes.clear();
    this.#draw();
    // Who is still typing for over there must neither write into the chat nor press a button.
    if (hadFocus) this.#panel.querySelector(".session-name").focus();
  }

  #show({ frame, picture }) {
    this.#picture.draw(frame, picture.source);
    this.#toolbar.counts();
  }

  #resized() {
    this.#toolbar.mode = this.#viewport.mode;
    this.#sources.mark(this.#picture.source);
  }

  #draw() {
    const { share } = this.#watching;
    this.#layout.hasPicture = share !== null;
    const words = share ? this.#situation : "";
    const line = this.#find("condition");
    if (line.textContent !== words) line.textContent = words;
    const isStale = this.#session.chat.connection !== "online" || this.#conditions.has("lost");
    Object.assign(this.#find("stage").dataset, { seen: this.#watching.isSeen, stale: isStale });
  }

  /** What stands between the technician and the picture. */
  get #situation() {
    if (!this.#watching.isAble)
      return _("This browser can't show the picture. Please use a current Chrome, Edge, Firefox or Safari, by https.");
    if (this.#session.chat.connection !== "online")
      return _("Your connection to the server is interrupted. The picture comes back by itself.");
    if (this.#conditions.words) return this.#conditions.words;
    return this.#watching.isSeen ? "" : _("The picture is coming …");
  }

  /** Who watches anew is told anew what is in the way; what was held down the server has let go. */
  #connected(connection) {
    if (connection !== "online") {
      this.#conditions.forget();
      this.#input.release();
    }
    this.#draw();
  }

  #conditioned(condition) {
    this.#conditions.hear(condition);
    if (condition.name === "lost" && condition.on) this.#input.release();
    this.#draw();
  }

  #act(action) {
    if (action.type === "move") this.#cursor.moved();
    const isPlaced = "x" in action;
    this.#send("input", { action: isPlaced ? { ...action, source: this.#picture.source } : action });
  }

  #press(actions) {
    for (const action of actions) this.#act(action);
    this.#input.focus();
  }

  #send(type, facts) {
    const { share } = this.#watching;
    return Boolean(share) && this.#session.chat.stream.send({ type, request: share.request, ...facts });
  }

  async #toChat() {
    const png = await this.#picture.toPng();
    if (!png) return this.#notes.warn(_("There is no picture yet."));
    sendPicture(png, this.#panel.querySelector(".chat"));
    this.#notes.say(_("The picture is on its way into the chat."));
  }

  async #stop() {
    const { permission } = this.#watching.share;
    await this.#consent.send("withdraw", { permission }).catch(({ message }) => this.#notes.warn(message));
  }

  #refused({ code, detail, client_id: clientId }) {
    if (clientId || !REFUSALS.has(code) || !this.#watching.share) return;
    this.#notes.warn(detail);
  }

  #find(part) {
    return this.#root.querySelector(`.${part}`);
  }
}
