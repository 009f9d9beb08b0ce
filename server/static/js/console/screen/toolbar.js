import { Emitter } from "../../emitter.js";
import { _ } from "../../i18n.js";
import { Menu } from "../../menu.js";
import { chord } from "./keyboard.js";

const STOP = { view: () => _("End viewing"), control: () => _("End remote control") };
const PRESSED = ["to-chat", "full-screen", "chat-toggle", "stop-share", "show-keyboard", "control-help"];

/**
 * The row of tools over the picture. Emits what is wanted: `mode` {mode}, `keys` (actions to be sent), `to-chat`,
 * `full-screen`, `chat-toggle`, `stop-share`, `show-keyboard` and `control-help`.
 */
export class Toolbar extends Emitter {
  #root;
  #pictures = 0;

  /** `root` is the element of the whole screen. */
  constructor(root) {
    super();
    this.#root = root;
    new Menu(this.#find("special-keys"), this.#find("key-menu"));
    for (const part of PRESSED) this.#find(part).addEventListener("click", () => this.emit(part));
    // Who has a mouse has a keyboard.
    if (matchMedia("(pointer: fine)").matches) this.#find("show-keyboard").remove();
    this.#find("size-fit").addEventListener("click", () => this.emit("mode", { mode: "fit" }));
    this.#find("size-real").addEventListener("click", () => this.emit("mode", { mode: "real" }));
    this.#find("key-menu").addEventListener("click", ({ target }) => {
      const keys = target.closest("[data-keys]")?.dataset.keys;
      if (keys) this.emit("keys", chord(keys));
    });
  }

  /** What can be done with a share of this permission. */
  show(permission) {
    this.#find("control-tools").hidden = permission !== "control";
    this.#find("stop-share").title = STOP[permission]();
    this.#find("stop-share span").textContent = STOP[permission]();
    this.#pictures = 0;
    this.facts(null);
  }

  /** Puts the keyboard on the first tool. */
  focus() {
    this.#find("size-fit").focus();
  }

  set mode(mode) {
    this.#press("size-fit", mode === "fit");
    this.#press("size-real", mode === "real");
  }

  set isFullScreen(isOn) {
    this.#press("full-screen", isOn);
  }

  set isChatShown(isShown) {
    this.#press("chat-toggle", isShown);
  }

  set canFullScreen(isPossible) {
    this.#find("full-screen").hidden = !isPossible;
  }

  /** What waits in a chat that made room for the picture. */
  set unread(count) {
    const toggle = this.#find("chat-toggle");
    toggle.querySelector(".tool-count").textContent = count || "";
    toggle.setAttribute("aria-label", count ? _("Chat, %(count)s unread", { count }) : _("Chat"));
  }

  /** One more picture was drawn. */
  counts() {
    this.#pictures++;
  }

  /** Says how large the screen is and how many pictures came since the last time, a second ago. */
  facts(size) {
    const shown = this.#find("picture-facts");
    const rate = this.#pictures;
    this.#pictures = 0;
    const words = size ? _("%(width)s × %(height)s", size) : "";
    // A screen that rests sends nothing: a zero would look like a fault.
    shown.textContent = size && rate ? _("%(size)s · %(rate)s/s", { size: words, rate }) : words;
  }

  // Private

  #press(part, isPressed) {
    this.#find(part).setAttribute("aria-pressed", isPressed);
  }

  #find(part) {
    return this.#root.querySelector(`.${part}`);
  }
}
