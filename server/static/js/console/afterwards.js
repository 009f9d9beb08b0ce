import { _ } from "../i18n.js";
import { icon } from "../icon.js";
import { inOwnZone } from "../time_zone.js";

const STARS = 5;

/** What a technician has of a session that is over: the transcript, and the customer's stars (words: in the log). */
export class Afterwards {
  #rated;
  #session;

  constructor({ element, session }) {
    this.#rated = element.querySelector(".rated");
    this.#session = session;
    for (const link of element.querySelectorAll("[data-zoned]")) {
      link.setAttribute("href", link.getAttribute("href").replace("SESSION", session.id));
      inOwnZone(link);
    }
    session.on("changed", this.#draw);
    this.#draw();
  }

  // Private

  #draw = () => {
    const { rating } = this.#session;
    if (!rating || this.#rated.childElementCount) return;
    this.#rated.setAttribute("role", "img");
    this.#rated.setAttribute("aria-label", _("%(stars)s of 5 stars", { stars: rating.stars }));
    for (let star = 1; star <= STARS; star++) {
      const drawing = icon("star");
      drawing.classList.toggle("is-given", star <= rating.stars);
      this.#rated.append(drawing);
    }
  };
}
