import { Emitter } from "../emitter.js";
import { Ending } from "./ending.js";
import { KeptKeys } from "./kept_keys.js";
import { LiveSession } from "./live_session.js";
import { SessionPanel } from "./session_panel.js";
import { SessionTab } from "./session_tab.js";

const RECENT = 100;

/**
 * The sessions that have a tab here, each live and drawn.
 * Emits `shut` {id} when a panel's button closes it, `again` when a new session is wanted, and `back`.
 */
export class OpenSessions extends Emitter {
  #me;
  #source;
  #watch;
  #attention;
  #ending;
  #kept = new KeptKeys();
  #all = new Map();

  constructor({ me, source, watch, attention, endDialog }) {
    super();
    this.#me = me;
    this.#source = source;
    this.#watch = watch;
    this.#attention = attention;
    this.#ending = new Ending({ dialog: endDialog, request: watch.request });
  }

  get size() {
    return this.#all.size;
  }

  has(id) {
    return this.#all.has(id);
  }

  isOver(id) {
    return this.#all.get(id)?.session.isOver ?? false;
  }

  panel(id) {
    return this.#all.get(id)?.panel;
  }

  /** A new one, as the API told it: with the key and the link that are told only once. */
  keep(answer) {
    this.#kept.keep(answer);
  }

  /** Forgets the keys of sessions that are joined or over. */
  keepOnly(answers) {
    this.#kept.keepOnly(answers.filter(({ state }) => state === "waiting").map(({ id }) => id));
  }

  /** Connects to the session; gives the elements of its tab and its panel. */
  add(answer) {
    const element = copyOf("#session-panel");
    const session = new LiveSession({ answer, me: this.#me, root: element.querySelector(".chat") });
    const kept = session.state === "waiting" ? this.#kept.of(session.id) : null;
    const template = document.querySelector("#session-tab");
    const tab = new SessionTab({ template, session, key: kept?.key });
    const panel = new SessionPanel({ element, session, kept, request: this.#watch.request });
    this.#all.set(session.id, { session, panel });
    this.#follow(session, panel);
    session.chat.open();
    if (answer.customer && answer.last_seq > RECENT) this.#recall(session);
    return { tab: tab.element, panel: element };
  }

  forget(id) {
    const { session } = this.#all.get(id);
    this.#all.delete(id);
    session.chat.close();
    this.#attention.forget(session);
  }

  // Private

  #follow(session, panel) {
    const { id } = session;
    this.#attention.watch(session);
    this.#watch.watch(session);
    session.on("arrived", () => this.#kept.drop(id)).on("over", () => this.#over(session));
    panel
      .on("end", () => this.#ending.end(session, panel))
      .on("shut", () => this.emit("shut", { id }))
      .on("again", () => this.emit("again"))
      .on("back", () => this.emit("back"));
  }

  #over(session) {
    this.#kept.drop(session.id);
    this.#ending.over(session);
  }

  /** How the customer of a long session came stands at its beginning. */
  async #recall(session) {
    const joined = await this.#source.joined(session.id);
    if (joined) session.recall(joined);
  }
}

/** A copy of what the page keeps in a `<template>`. */
export function copyOf(template) {
  return document.querySelector(template).content.firstElementChild.cloneNode(true);
}
