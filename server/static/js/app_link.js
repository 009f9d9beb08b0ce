import { request } from "./api.js";
import { element } from "./element.js";

/** Opens the app on this device by a link that leads it into a session; each link works once. */
export class AppLink {
  #sessionId;
  #frame = null;

  constructor(sessionId) {
    this.#sessionId = sessionId;
  }

  /** Throws a Problem where the server gives no link. Whether the app opens, no browser tells. */
  async open() {
    const { link } = await request("POST", `/api/v1/sessions/${this.#sessionId}/helper?as=customer`, {});
    this.#follow(link);
  }

  close() {
    this.#frame?.remove();
  }

  // Private

  /** In a frame: where nothing knows the link, some browsers would show an error in place of the page. */
  #follow(link) {
    this.#frame?.remove();
    this.#frame = element("iframe", { hidden: "", title: "", src: link });
    document.body.append(this.#frame);
  }
}
