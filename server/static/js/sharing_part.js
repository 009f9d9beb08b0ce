import { Emitter } from "./emitter.js";
import { FrameFeed } from "./frame_feed.js";
import { _ } from "./i18n.js";
import { PictureSender } from "./picture_sender.js";
import { chosenTrack } from "./picture_source.js";
import { Torch } from "./torch.js";

const SILENCE = 5000;
const LOOK = 1000;
const AGAIN = 2000;

/**
 * The picture that this page sends: from the browser's picker to the stream, and the end of it.
 *
 * Emits `changed`, `stopped` (the person ended it by the browser's own button) and `failed` (words).
 */
export class Sharing extends Emitter {
  #chat;
  #consent;
  #request = null;
  #source = null;
  #isChoosing = false;
  #track = null;
  #torch = null;
  #feed = null;
  #sender = null;
  #isAnnounced = false;
  #isKnown = false;
  #heard = 0;
  #clock = null;
  #wasReached = true;

  constructor({ chat, consent }) {
    super();
    this.#chat = chat;
    this.#consent = consent;
    consent.on("changed", () => this.isRunning && !this.#isGranted && this.stop());
    chat.on("connection", (connection) => this.#connected(connection)).on("event", (event) => this.#happened(event));
    chat.stream
      .on("pulse", () => this.#hear())
      .on("watch", (frame) => this.#mine(frame)?.watch(frame))
      .on("unwatch", (frame) => this.#mine(frame)?.unwatch())
      .on("shown", (frame) => this.#mine(frame)?.shown(frame.number));
    addEventListener("pagehide", () => this.isRunning && this.#leave());
  }

  /** Whether this page has a picture to send. */
  get isRunning() {
    return this.#track !== null;
  }

  /** Whether the server hears of it at the moment. */
  get isReached() {
    return this.#isAnnounced && Date.now() - this.#heard < SILENCE;
  }

  /** {isOn, toggle()} of the camera's light, or null. */
  get torch() {
    return this.#torch;
  }

  /** Lets the person choose what is shown under this request, and shows it; throws a Problem with words. */
  async start(request, source) {
    // One picker and one picture: a second one would run on unseen.
    if (!request || this.#isChoosing || this.isRunning) return;
    this.#isChoosing = true;
    const track = await chosenTrack(source).finally(() => (this.#isChoosing = false));
    if (this.#consent.grants.view !== request) return track.stop();
    Object.assign(track, { contentHint: source === "camera" ? "motion" : "detail" });
    this.#request = request;
    this.#source = source;
    this.#isKnown = false;
    this.#take(track);
    await this.#announce();
  }

  /** At once, whoever is told of it later. */
  stop() {
    const track = this.#track;
    if (!track) return;
    this.#track = null;
    this.#isAnnounced = false;
    clearInterval(this.#clock);
    track.onended = null;
    track.stop();
    this.#feed.close();
    this.#sender.close();
    this.#torch = null;
    this.emit("changed");
  }

  // Private

  get #isGranted() {
    return this.#consent.grants.view === this.#request;
  }

  /** Asked for every picture. */
  #isAllowed = () => this.isRunning && this.#isGranted && this.isReached;

  #take(track) {
    this.stop();
    this.#track = track;
    const [stream, request] = [this.#chat.stream, this.#request];
    const failed = (code) => this.#track === track && this.#fail(FAILURES[code]());
    const sender = (this.#sender = new PictureSender({ stream, request, isAllowed: this.#isAllowed, failed }));
    // A picture that is late belongs to this track and this request, whatever is shown by now.
    const give = (frame) => (this.#track === track ? sender.feed(frame) : frame.close());
    this.#feed = new FrameFeed(track, { give, isCamera: this.#source === "camera" });
    this.#feed.run().catch(() => this.#track === track && this.#fail(FAILURES.capture()));
    track.onended = () => (this.stop(), this.emit("stopped"));
    track.onmute = () => this.#say("no_capture", true);
    track.onunmute = () => this.#say("no_capture", false);
    this.#clock = setInterval(() => (this.#lookForTorch(), this.#tellReach()), LOOK);
    this.#lookForTorch();
    this.emit("changed");
  }

  /** Some phones know of their light only a moment after the camera is on. */
  #lookForTorch() {
    if (this.#torch || this.#source !== "camera") return;
    this.#torch = Torch.of(this.#track, () => this.emit("changed"));
    if (this.#torch) this.emit("changed");
  }

  /** Also when it goes on after a lost connection: the request is the same, and no second event comes of it. */
  async #announce() {
    const [track, request] = [this.#track, this.#request];
    try {
      await this.#consent.send("share", { request, source: this.#source });
      if (track !== this.#track) return;
      this.#isAnnounced = true;
      this.#hear();
      this.emit("changed");
      this.#isKnown = true;
    } catch (problem) {
      if (track !== this.#track || problem.code === "unreachable") return;
      // The server takes the connection that was lost for alive: soon it won't.
      if (problem.code === "already_shared" && this.#isKnown) setTimeout(() => track === this.#track && this.#announce(), AGAIN);
      else this.#fail(problem.message);
    }
  }

  #connected(connection) {
    if (!this.isRunning) return;
    this.#isAnnounced = false;
    this.#sender.unwatch();
    if (connection === "online") this.#announce();
    this.emit("changed");
  }

  /** The server ended the picture: what it does not know any more (lost) is announced again. */
  #happened({ kind, body }) {
    if (!this.isRunning || !this.#isAnnounced || kind !== "share_stopped" || body.request !== this.#request) return;
    if (body.reason === "lost") this.#announce();
    else this.stop();
  }

  #mine({ request }) {
    this.#hear();
    return this.isRunning && request === this.#request ? this.#sender : null;
  }

  #hear() {
    this.#heard = Date.now();
    if (!this.isRunning) return;
    this.#tellReach();
    this.#sender.tick();
  }

  #tellReach() {
    if (this.#wasReached === this.isReached) return;
    this.#wasReached = this.isReached;
    this.emit("changed");
  }

  #say(name, on) {
    if (this.#isAnnounced) this.#chat.stream.send({ type: "condition", request: this.#request, name, on });
  }

  /** The picture can't go on, though it is allowed: one may choose again. */
  #fail(words) {
    this.stop();
    this.#consent.send("unshare", { request: this.#request, reason: "lost" }).catch(() => {});
    this.emit("failed", words);
  }

  /** The page goes away, and the picture with it: better said than found out after ten seconds. */
  #leave() {
    this.stop();
    this.#consent.send("unshare", { request: this.#request, reason: "lost" }).catch(() => {});
  }
}

const FAILURES = {
  no_codec: () => _("Your browser and the technician's have no common way to show pictures. Please try another browser, or send a picture as a file."),
  encoder: () => _("The browser could not go on showing the picture. Please try again; if it stays like this, send a picture as a file."),
  capture: () => _("The browser gives no picture of it. Please try again and choose something else, or send a picture as a file."),
};
