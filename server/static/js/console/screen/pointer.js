import { Emitter } from "../../emitter.js";
import { placeIn } from "./geometry.js";
import { notches } from "./wheel.js";

const MOVES_APART = 1000 / 60;
// More than that in one go the wire does not know.
const MOST_NOTCHES = 100;
const BUTTONS = [
  [1, "left"],
  [4, "middle"],
  [2, "right"],
];

/**
 * What the pointer does on the picture. Emits `action` with each action (docs/api.md, frame `input`) except its
 * source, at most 60 moves and 60 turns of the wheel a second, `pressed` before a button goes down or the wheel
 * turns, and `lost` when the browser took the pointer away in the middle of it.
 */
export class Pointer extends Emitter {
  isOn = false;

  #picture;
  #down = 0;
  #place = { x: 0, y: 0 };
  #turned = { dx: 0, dy: 0 };
  #waiting = null;
  #sentAt = -Infinity;
  #hasMoved = false;

  constructor(picture) {
    super();
    this.#picture = picture;
    for (const type of ["pointerdown", "pointermove", "pointerup"]) picture.addEventListener(type, this.#happened);
    picture.addEventListener("pointercancel", () => this.isOn && this.emit("lost"));
    picture.addEventListener("wheel", this.#wheel, { passive: false });
    for (const type of ["contextmenu", "auxclick", "dragstart"])
      picture.addEventListener(type, (event) => this.isOn && event.preventDefault());
  }

  /** Forgets what is pressed. Whoever calls this sends `release`. */
  forget() {
    clearTimeout(this.#waiting);
    this.#waiting = null;
    this.#down = 0;
    this.#turned = { dx: 0, dy: 0 };
    this.#hasMoved = false;
  }

  // Private

  /** Several buttons at once come as moves, in which the pressed ones have changed. */
  #happened = (event) => {
    if (!this.isOn) return;
    const { isInside, ...place } = placeIn(this.#picture.getBoundingClientRect(), event);
    if (!isInside && !this.#down) return;
    this.#place = place;
    const changed = event.buttons ^ this.#down;
    if (event.type === "pointerdown") this.#picture.setPointerCapture(event.pointerId);
    if (!changed) return this.#moved();
    this.#hasMoved = false;
    for (const [bit, button] of BUTTONS) if (changed & bit) this.#press(button, Boolean(event.buttons & bit));
    this.#down = event.buttons;
  };

  #press(button, down) {
    this.#turn();
    if (down) this.emit("pressed");
    this.emit("action", { type: "button", ...this.#place, button, down });
  }

  #moved() {
    this.#hasMoved = true;
    this.#soon();
  }

  #wheel = (event) => {
    if (!this.isOn) return;
    event.preventDefault();
    const { isInside, ...place } = placeIn(this.#picture.getBoundingClientRect(), event);
    const { dx, dy } = notches(event);
    this.#place = place;
    this.#turned = { dx: this.#turned.dx + dx, dy: this.#turned.dy + dy };
    this.#soon();
  };

  /** Now, or when the last time is long enough ago: then the newest place counts. */
  #soon() {
    if (this.#waiting) return;
    const due = this.#sentAt + MOVES_APART - performance.now();
    if (due <= 0) this.#send();
    // A timer of half milliseconds comes early.
    else this.#waiting = setTimeout(() => this.#send(), Math.ceil(due));
  }

  #send() {
    this.#waiting = null;
    if (!this.isOn) return;
    this.#sentAt = performance.now();
    if (this.#hasMoved) this.emit("action", { type: "move", ...this.#place });
    this.#hasMoved = false;
    this.#turn();
  }

  #turn() {
    const { dx, dy } = bounded(this.#turned);
    this.#turned = { dx: 0, dy: 0 };
    if (!dx && !dy) return;
    this.emit("pressed");
    this.emit("action", { type: "wheel", ...this.#place, dx, dy });
  }
}

function bounded({ dx, dy }) {
  const [x, y] = [dx, dy].map((turn) => Math.max(-MOST_NOTCHES, Math.min(MOST_NOTCHES, turn)));
  return { dx: x, dy: y };
}
