import { Emitter } from "../../emitter.js";
import { keyOf, roleOf } from "./key_roles.js";

const LONGEST = 200;
const WAY_OUT = ["Control", "Alt", "Shift"];
const WRITTEN_BY_KEY = { insertLineBreak: "Enter", insertParagraph: "Enter", deleteContentBackward: "Backspace" };
const isMac = /Mac|iP(hone|ad)/.test(globalThis.navigator?.platform ?? "");

/**
 * What is typed into a field that nobody sees, by its meaning: text as it is written (dead keys, AltGr and input
 * methods included), all other keys by name.
 *
 * Modifiers go out only with what they modify, or when one is tapped alone: a capital letter is text and needs no
 * Shift over there, AltGr stays here, and the way out (Control, Alt and Shift alone) changes no layout there.
 *
 * Emits `action` with each action (docs/api.md, frame `input`) and `leave` when the way out was pressed.
 */
export class Keyboard extends Emitter {
  #field;
  #modifiers = new Map();
  #pressed = new Map();

  /** `field` is a textarea; what it holds is of no interest. */
  constructor(field) {
    super();
    this.#field = field;
    field.addEventListener("keydown", this.#down);
    field.addEventListener("keyup", this.#up);
    field.addEventListener("beforeinput", this.#write);
    field.addEventListener("compositionend", this.#composed);
  }

  /** Presses the modifiers that are held: the pointer goes on with them. */
  hold() {
    for (const modifier of this.#modifiers.values()) {
      if (!modifier.isSent) this.#key(modifier.key, true);
      Object.assign(modifier, { isSent: true, isUsed: true });
    }
  }

  /** Forgets what is held. Whoever calls this sends `release`. */
  forget() {
    this.#modifiers.clear();
    this.#pressed.clear();
    this.#field.value = "";
  }

  // Private

  #down = (event) => {
    const role = roleOf(event, { isMac });
    if (role === "text") return this.#use();
    if (role === "own") return;
    event.preventDefault();
    if (role === "modifier") return this.#held(event);
    this.hold();
    const key = this.#pressed.get(event.code) ?? keyOf(event);
    this.#pressed.set(event.code, key);
    this.#key(key, true);
  };

  #up = (event) => {
    if (this.#modifiers.has(event.code)) return this.#let(event);
    const key = this.#pressed.get(event.code);
    if (key === undefined) return;
    event.preventDefault();
    this.#pressed.delete(event.code);
    this.#key(key, false);
  };

  #held({ code, key }) {
    if (!this.#modifiers.has(code)) this.#modifiers.set(code, { key, isSent: false, isUsed: this.#pressed.size > 0 });
  }

  #let(event) {
    event.preventDefault();
    if (this.#isWayOut) return this.emit("leave");
    const { key, isSent, isUsed } = this.#modifiers.get(event.code);
    const isAlone = this.#modifiers.size === 1;
    this.#use();
    this.#modifiers.delete(event.code);
    if (isSent && !this.#isHeld(key)) this.#key(key, false);
    if (!isSent && !isUsed && isAlone && key !== "AltGraph") this.#tap(key);
    // macOS tells of no key that is let go while Command is held.
    if (key === "Meta") this.#letAll();
  }

  get #isWayOut() {
    const held = [...this.#modifiers.values()];
    return held.length === WAY_OUT.length && held.every(({ key, isUsed }) => !isUsed && WAY_OUT.includes(key));
  }

  #isHeld(key) {
    return [...this.#modifiers.values()].some((modifier) => modifier.key === key && modifier.isSent);
  }

  #letAll() {
    for (const key of this.#pressed.values()) this.#key(key, false);
    this.#pressed.clear();
  }

  /** They were held for this: letting them go says nothing more. */
  #use() {
    for (const modifier of this.#modifiers.values()) modifier.isUsed = true;
  }

  #write = (event) => {
    if (event.isComposing || event.inputType.includes("Composition")) return;
    event.preventDefault();
    const key = WRITTEN_BY_KEY[event.inputType];
    const text = event.data ?? event.dataTransfer?.getData("text/plain");
    if (key) this.#tap(key);
    else if (event.inputType.startsWith("insert") && text) this.#text(text);
  };

  #composed = ({ data }) => {
    if (data) this.#text(data);
    this.#field.value = "";
  };

  /** Text needs no modifiers: those that are down there would make another letter of it. */
  #text(text) {
    for (const modifier of this.#modifiers.values()) {
      if (modifier.isSent) this.#key(modifier.key, false);
      Object.assign(modifier, { isSent: false, isUsed: true });
    }
    const characters = [...text];
    for (let place = 0; place < characters.length; place += LONGEST)
      this.emit("action", { type: "text", text: characters.slice(place, place + LONGEST).join("") });
  }

  #tap(key) {
    this.#key(key, true);
    this.#key(key, false);
  }

  #key(key, down) {
    this.emit("action", { type: "key", key, down });
  }
}

/** The actions of keys pressed together, "Control+Alt+Delete": down in this order, up in the other. */
export function chord(keys) {
  const names = keys.split("+");
  const pressed = names.map((key) => ({ type: "key", key, down: true }));
  return [...pressed, ...pressed.toReversed().map((action) => ({ ...action, down: false }))];
}
