import { LocalStore } from "../../local_store.js";

const KEY = "beistand.console.chat_width";
const STEP = 24;
const LEAST = 240;
const MOST = 720;
const KEYS = { ArrowLeft: STEP, ArrowRight: -STEP, Home: MOST, End: -MOST };

/** The line between picture and chat that a pointer or the arrow keys move; this browser remembers where it is. */
export class Splitter {
  #line;
  #session;
  #store = new LocalStore();
  #from = null;

  /** `session` is the element whose custom property --chat-width says how wide its chat is. */
  constructor({ line, session }) {
    this.#line = line;
    this.#session = session;
    line.addEventListener("pointerdown", this.#begin);
    line.addEventListener("pointermove", this.#move);
    line.addEventListener("lostpointercapture", () => (this.#from = null));
    line.addEventListener("keydown", this.#pressed);
    line.addEventListener("dblclick", () => this.#set(null));
    this.#set(this.#store.get(KEY));
  }

  // Private

  get #width() {
    return this.#store.get(KEY) ?? this.#session.querySelector(".session-chat").clientWidth;
  }

  #begin = (event) => {
    event.preventDefault();
    this.#line.focus();
    this.#line.setPointerCapture(event.pointerId);
    this.#from = { x: event.clientX, width: this.#width };
  };

  #move = ({ clientX }) => {
    if (this.#from) this.#set(this.#from.width + this.#from.x - clientX);
  };

  #pressed = (event) => {
    if (!(event.key in KEYS)) return;
    event.preventDefault();
    this.#set(this.#width + KEYS[event.key]);
  };

  #set(wanted) {
    const width = typeof wanted === "number" ? Math.round(Math.min(MOST, Math.max(LEAST, wanted))) : null;
    if (width === null) this.#store.remove(KEY);
    else this.#store.set(KEY, width);
    if (width === null) this.#session.style.removeProperty("--chat-width");
    else this.#session.style.setProperty("--chat-width", `${width}px`);
    const limits = { now: width ?? LEAST, min: LEAST, max: MOST };
    for (const [name, value] of Object.entries(limits)) this.#line.setAttribute(`aria-value${name}`, value);
  }
}
