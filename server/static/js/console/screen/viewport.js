import { Emitter } from "../../emitter.js";
import { fitted, natural, screenSize } from "./geometry.js";

/**
 * How large the picture is drawn: "fit" fills the place there is, "real" gives each pixel of the customer one of
 * this screen, and scrolls. Emits `changed` when it is the other one.
 */
export class Viewport extends Emitter {
  #place;
  #canvas;
  #picture;
  #sources;
  #mode = "fit";
  #size = null;

  /** `place` is the element that scrolls, `sources` what is known of the customer's screens. */
  constructor({ place, canvas, picture, sources }) {
    super();
    this.#place = place;
    this.#canvas = canvas;
    this.#picture = picture;
    this.#sources = sources;
    new ResizeObserver(() => this.draw()).observe(place);
    picture.on("resized", () => this.#resized());
  }

  get mode() {
    return this.#mode;
  }

  set mode(mode) {
    this.#mode = mode;
    this.#place.dataset.mode = mode;
    // What scrolls can be scrolled by keyboard.
    this.#place.tabIndex = mode === "real" ? 0 : -1;
    this.draw();
    this.emit("changed");
  }

  /** The size of the customer's screen, null before the first picture. */
  get size() {
    return this.#size;
  }

  /** Another share may be of another screen. */
  forget() {
    this.#size = null;
  }

  draw() {
    const { clientWidth: width, clientHeight: height } = this.#place;
    if (!this.#size || !width || !height) return;
    const size = this.#mode === "fit" ? fitted(this.#size, { width, height }) : natural(this.#size, devicePixelRatio);
    this.#canvas.style.width = `${size.width}px`;
    this.#canvas.style.height = `${size.height}px`;
  }

  // Private

  #resized() {
    this.#size = screenSize(this.#size, this.#picture.size, this.#sources.known(this.#picture.source));
    this.draw();
    this.emit("changed");
  }
}
