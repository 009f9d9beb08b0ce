import { Emitter } from "../../emitter.js";
import { Keyboard } from "./keyboard.js";
import { Pointer } from "./pointer.js";

/**
 * The technician's hands on the customer's device: only while the picture has the keyboard, and nothing stays pressed.
 * Emits `left` when the way out by the keyboard was taken.
 */
export class ControlInput extends Emitter {
  #field;
  #stage;
  #keyboard;
  #pointer;
  #send;
  #isOn = false;
  #hasFocus = false;

  /** `picture` is the canvas, `field` the textarea that takes the keyboard, `send(action)` passes an action on. */
  constructor({ stage, picture, field, send }) {
    super();
    this.#stage = stage;
    this.#field = field;
    this.#send = send;
    // Whoever listens takes the keyboard somewhere else: that lets go of everything.
    this.#keyboard = new Keyboard(field).on("action", send).on("leave", () => this.emit("left"));
    this.#pointer = new Pointer(picture)
      .on("action", send)
      .on("pressed", () => this.#keyboard.hold())
      .on("lost", () => this.release());
    // In front of the pointer's own listener: the click that brings the keyboard here counts over there, too.
    picture.addEventListener("pointerdown", (event) => this.#isOn && this.#take(event), { capture: true });
    picture.addEventListener("mousedown", (event) => this.#isOn && event.preventDefault());
    // A window that loses the focus takes it from the field, though the field stays the active element.
    field.addEventListener("focus", () => this.#focused(true));
    field.addEventListener("blur", () => this.#focused(false));
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.release());
  }

  /** Whether there is a device to work on. */
  set isOn(value) {
    if (value === this.#isOn) return;
    this.#focused(false);
    this.#isOn = value;
    this.#field.hidden = !value;
    this.#stage.classList.toggle("is-controlled", value);
  }

  get isOn() {
    return this.#isOn;
  }

  focus() {
    if (this.#isOn) this.#field.focus({ preventScroll: true });
  }

  /** Brings up the keyboard of a device that has none but on its screen. */
  showKeyboard() {
    this.#field.inputMode = "text";
    this.focus();
  }

  /** Lets go of everything, here and there. */
  release() {
    this.#keyboard.forget();
    this.#pointer.forget();
    if (this.#hasFocus) this.#send({ type: "release" });
  }

  // Private

  #take({ clientX, clientY, pointerType }) {
    // A finger that clicks over there wants no keyboard over the picture.
    if (pointerType === "touch" && !this.#hasFocus) this.#field.inputMode = "none";
    const { left, top } = this.#stage.getBoundingClientRect();
    // An input method opens its window where the field is.
    this.#field.style.left = `${Math.max(0, clientX - left)}px`;
    this.#field.style.top = `${Math.max(0, clientY - top)}px`;
    this.focus();
  }

  #focused(hasFocus) {
    if (!hasFocus) this.release();
    this.#hasFocus = this.#isOn && hasFocus;
    this.#pointer.isOn = this.#hasFocus;
    this.#stage.classList.toggle("has-keyboard", this.#hasFocus);
  }
}
