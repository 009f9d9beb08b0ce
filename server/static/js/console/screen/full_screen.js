import { Emitter } from "../../emitter.js";

/**
 * An element on the whole screen, with its own controls in it. There the keys that browsers keep for themselves
 * (Esc, Alt+Tab, Strg+W …) come to the page, where the browser can do that. Emits `changed`.
 */
export class FullScreen extends Emitter {
  #element;

  constructor(element) {
    super();
    this.#element = element;
    element.addEventListener("fullscreenchange", () => this.#changed());
  }

  get isPossible() {
    return Boolean(document.fullscreenEnabled);
  }

  get isOn() {
    return document.fullscreenElement === this.#element;
  }

  toggle() {
    const asked = this.isOn ? document.exitFullscreen() : this.#element.requestFullscreen({ navigationUI: "hide" });
    return asked.catch(() => null);
  }

  /** Back to the window, if it is on. */
  leave() {
    if (this.isOn) document.exitFullscreen().catch(() => null);
  }

  // Private

  #changed() {
    const { keyboard } = navigator;
    if (this.isOn) keyboard?.lock?.().catch(() => null);
    else keyboard?.unlock?.();
    this.emit("changed");
  }
}
