import { Emitter } from "./emitter.js";

/** The device's own way to choose files; on a phone that is also the camera. Emits `chosen` with an array. */
export class FileChooser extends Emitter {
  #input;

  constructor(input) {
    super();
    this.#input = input;
    input.addEventListener("change", this.#chosen);
  }

  open() {
    this.#input.click();
  }

  // Private

  #chosen = () => {
    const files = [...this.#input.files];
    // The same file once more is a change, too.
    this.#input.value = "";
    if (files.length) this.emit("chosen", files);
  };
}
