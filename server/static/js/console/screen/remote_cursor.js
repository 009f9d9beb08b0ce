const ECHO = 500;
const LARGEST = 128;

/**
 * The customer's pointer: its shape is the technician's own cursor over the picture, drawn without delay; where
 * the customer moves it themselves, it is drawn there.
 */
export class RemoteCursor {
  #picture;
  #image;
  #shape = null;
  #movedAt = -Infinity;

  /** `picture` is the canvas, `image` an img that lies over it. */
  constructor({ picture, image }) {
    this.#picture = picture;
    this.#image = image;
  }

  /** Takes one frame `cursor`; `shown` is the screen that is to be seen. */
  hear({ x, y, shape, source = 0 }, shown) {
    if (shape) this.#reshape(shape);
    // What the technician's own hand did needs no second pointer.
    const isEcho = performance.now() - this.#movedAt < ECHO;
    this.#image.hidden = isEcho || !this.#shape || source !== shown;
    this.#image.style.left = `${x * 100}%`;
    this.#image.style.top = `${y * 100}%`;
  }

  /** The technician moves it: it is where their own is. */
  moved() {
    this.#movedAt = performance.now();
    this.#image.hidden = true;
  }

  forget() {
    this.#shape = null;
    this.#image.hidden = true;
    this.#picture.style.cursor = "";
  }

  // Private

  #reshape({ png, hot_x: hotX, hot_y: hotY, width, height }) {
    this.#shape = `data:image/png;base64,${png}`;
    Object.assign(this.#image, { src: this.#shape, width, height });
    this.#image.style.margin = `${-hotY}px 0 0 ${-hotX}px`;
    // Browsers draw no larger cursors.
    const isSmall = width <= LARGEST && height <= LARGEST;
    this.#picture.style.cursor = isSmall ? `url("${this.#shape}") ${hotX} ${hotY}, default` : "";
  }
}
