import { LocalStore } from "./local_store.js";

const OFF = "beistand.sound.off";

/** The menu's "Sound", remembered in this browser. */
export class SoundSwitch {
  #item;
  #store = new LocalStore();

  constructor(item) {
    this.#item = item;
    item.addEventListener("click", () => this.#turn());
    this.#draw();
  }

  get isOn() {
    return !this.#store.get(OFF);
  }

  #turn() {
    if (this.isOn) this.#store.set(OFF, true);
    else this.#store.remove(OFF);
    this.#draw();
  }

  #draw() {
    this.#item.setAttribute("aria-checked", this.isOn);
  }
}
