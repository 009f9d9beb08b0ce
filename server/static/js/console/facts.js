import { nameOf } from "../author.js";
import { timeOf } from "../clock.js";
import { exactly } from "../exact_time.js";
import { _ } from "../i18n.js";
import { duration } from "./spelling.js";

const SHARED = { view: () => _("is shared"), control: () => _("remote control") };
const WAYS = { key: () => _("support key"), link: () => _("session link") };

/** The list of what is known of a session. */
export class Facts {
  #element;
  #session;

  constructor({ element, session }) {
    this.#element = element;
    this.#session = session;
  }

  draw(now) {
    const { createdAt, joinedAt, endedAt, customer, way, shared } = this.#session;
    this.#say("customer", customer === null ? "" : nameOf({ role: "customer", name: customer }));
    this.#say("way", WAYS[way]?.() ?? "");
    this.#say("started", timeOf(createdAt), exactly(createdAt));
    this.#say("joined", joinedAt ? timeOf(joinedAt) : "", joinedAt ? exactly(joinedAt) : "");
    this.#say("screen", SHARED[shared]?.() ?? "");
    this.#say("duration", joinedAt ? duration((endedAt ?? now) - joinedAt) : "");
  }

  #say(fact, words, title = "") {
    const row = this.#element.querySelector(`.fact-${fact}`);
    const shown = row.querySelector("dd");
    row.hidden = !words;
    if (shown.textContent !== words) Object.assign(shown, { textContent: words, title });
  }
}
