/** An EventTarget with short words: `on(type, listener)` and `emit(type, detail)`. */
export class Emitter extends EventTarget {
  on(type, listener) {
    this.addEventListener(type, (event) => listener(event.detail));
    return this;
  }

  emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
