/** The browser's storage as JSON; goes on in memory where the browser refuses (private window, full). */
export class LocalStore {
  #memory = new Map();
  #area;

  /** `sessionStorage` is for what concerns this tab alone. */
  constructor(area = "localStorage") {
    this.#area = area;
  }

  get(key) {
    return parsed(this.#memory.get(key) ?? attempt(() => globalThis[this.#area].getItem(key)));
  }

  set(key, value) {
    const text = JSON.stringify(value);
    this.#memory.delete(key);
    if (!attempt(() => (globalThis[this.#area].setItem(key, text), true))) this.#memory.set(key, text);
  }

  remove(key) {
    this.#memory.delete(key);
    attempt(() => globalThis[this.#area].removeItem(key));
  }

  keys(prefix) {
    const stored = attempt(() => Object.keys(globalThis[this.#area])) ?? [];
    return stored.filter((key) => key.startsWith(prefix));
  }

  /** Tells what another tab changed; null is removed. */
  watch(prefix, changed) {
    addEventListener("storage", ({ key, newValue }) => {
      if (key?.startsWith(prefix)) changed(key, parsed(newValue));
    });
  }
}

function attempt(access) {
  try {
    return access();
  } catch {
    return null;
  }
}

function parsed(text) {
  return attempt(() => JSON.parse(text ?? "null"));
}
