import { Emitter } from "../../emitter.js";

/** The canvas that shows what the customer shares. Emits `resized` when the picture has another size. */
export class Picture extends Emitter {
  #canvas;
  #context;
  #source = 0;
  #isBlank = true;

  constructor(canvas) {
    super();
    this.#canvas = canvas;
    this.#context = canvas.getContext("2d", { alpha: false });
  }

  get size() {
    return { width: this.#canvas.width, height: this.#canvas.height };
  }

  /** Which of the customer's screens is to be seen. */
  get source() {
    return this.#source;
  }

  get isBlank() {
    return this.#isBlank;
  }

  /** `frame` is a VideoFrame, `source` the screen that it is of. */
  draw(frame, source) {
    const { displayWidth: width, displayHeight: height } = frame;
    const isResized = width !== this.#canvas.width || height !== this.#canvas.height;
    if (isResized) Object.assign(this.#canvas, { width, height });
    this.#context.drawImage(frame, 0, 0);
    const isNew = isResized || this.#isBlank || source !== this.#source;
    this.#isBlank = false;
    this.#source = source;
    if (isNew) this.emit("resized");
  }

  /** Takes every pixel away. */
  blank() {
    this.#isBlank = true;
    this.#context.fillRect(0, 0, this.#canvas.width, this.#canvas.height);
  }

  /** What is to be seen now, as a PNG; null where there is nothing. */
  toPng() {
    if (this.#isBlank) return null;
    return new Promise((resolve) => this.#canvas.toBlob(resolve, "image/png"));
  }
}
