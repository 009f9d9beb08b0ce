import { FullScreen } from "./full_screen.js";
import { Splitter } from "./splitter.js";

/** How picture and chat share the session's panel: side by side, the picture alone, or on the whole screen. */
export class Layout {
  #panel;
  #session;
  #toolbar;
  #fullScreen;

  /** `panel` is the session's element; the toolbar's buttons say what is wanted. */
  constructor({ panel, session, toolbar }) {
    this.#panel = panel;
    this.#session = session;
    this.#toolbar = toolbar;
    this.#fullScreen = new FullScreen(panel);
    new Splitter({ line: this.#find("splitter"), session: panel });
    toolbar.canFullScreen = this.#fullScreen.isPossible;
    toolbar
      .on("full-screen", () => this.#fullScreen.toggle())
      .on("chat-toggle", () => this.#showChat(this.#isFolded));
    this.#fullScreen.on("changed", () => this.#filled());
    // Who asks to be let in does so over the chat.
    session.on("asked", () => this.#showChat(true)).on("changed", () => this.#countUnread());
  }

  /** Makes room for a picture, or gives all of it to the chat. */
  set hasPicture(hasPicture) {
    if (!hasPicture) this.#fullScreen.leave();
    for (const part of ["screen", "splitter"]) this.#find(part).hidden = !hasPicture;
    this.#panel.dataset.screen = hasPicture ? "shown" : "none";
    this.#showChat(!hasPicture || !this.#isFolded);
  }

  // Private

  get #isFolded() {
    return this.#panel.dataset.chat === "folded";
  }

  #filled() {
    this.#toolbar.isFullScreen = this.#fullScreen.isOn;
    this.#showChat(!this.#fullScreen.isOn);
  }

  #showChat(isShown) {
    this.#panel.dataset.chat = isShown ? "shown" : "folded";
    this.#toolbar.isChatShown = isShown;
    this.#countUnread();
  }

  #countUnread() {
    this.#toolbar.unread = this.#isFolded ? this.#session.unread : 0;
  }

  #find(part) {
    return this.#panel.querySelector(`.${part}`);
  }
}
