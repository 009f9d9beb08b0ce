import { Emitter } from "../emitter.js";
import { Ending } from "./ending.js";
import { GuestCards } from "./guest_cards.js";
import { Inviting } from "./inviting.js";
import { KeptKeys } from "./kept_keys.js";
import { LiveSession } from "./live_session.js";
import { SessionPanel } from "./session_panel.js";
import { SessionTab } from "./session_tab.js";

const RECENT = 40;

/**
 * The sessions that have a tab here, each live and drawn.
 * Emits `shut` {id} when a panel's button closes it, `again` {session, panel} when a new session like it is
 * wanted in its place, and `back`.
 */
export class OpenSessions extends Emitter {
  #me;
  #source;
  #watch;
  #attention;
  #ending;
  #inviting;
  #help;
  #kept = new KeptKeys();
  #all = new Map();

  /** `boot` is what the server put into the page. */
  constructor({ boot, source, watch, attention, endDialog, helpDialog }) {
    super();
    this.#me = boot.me;
    this.#source = source;
    this.#watch = watch;
    this.#attention = attention;
    this.#ending = new Ending({ dialog: endDialog, request: watch.request });
    this.#inviting = new Inviting({ boot, request: watch.request, kept: this.#kept });
    this.#help = helpDialog;
    this.#kept.watch((id) => this.#keptElsewhere(id));
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

  /** The customer's name, where there is one. */
  customer(id) {
    return this.#all.get(id)?.session.customer ?? "";
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
    if (session.state === "waiting") session.kept = this.#kept.of(session.id);
    const tab = new SessionTab({ template: document.querySelector("#session-tab"), session });
    const parts = { inviting: this.#inviting, request: this.#watch.request, help: this.#help };
    const panel = new SessionPanel({ element, session, ...parts });
    const [list, template] = [element.querySelector(".guests"), document.querySelector("#guest-card")];
    new GuestCards({ list, template, session, request: this.#watch.request });
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
    session.on("arrived", () => this.#arrived(session)).on("over", () => this.#over(session));
    panel
      .on("end", () => this.#ending.end(session, panel))
      .on("shut", () => this.emit("shut", { id }))
      .on("again", () => this.emit("again", { session, panel }))
      .on("back", () => this.emit("back"));
  }

  /** Another tab of this browser has a new key, or none any more. */
  #keptElsewhere(id) {
    const session = this.#all.get(id)?.session;
    if (session?.state === "waiting") session.kept = this.#kept.of(id);
  }

  #arrived(session) {
    this.#kept.drop(session.id);
    this.#inviting.over(session);
  }

  #over(session) {
    this.#kept.drop(session.id);
    this.#inviting.over(session);
    this.#ending.over(session);
  }

  /** How the customer of a long session came stands at its beginning; who waits, anywhere. */
  async #recall(session) {
    session.recallGuests(await this.#source.waiting(session.id));
    session.recall(await this.#source.beginning(session.id));
  }
}

/** A copy of what the page keeps in a `<template>`. */
export function copyOf(template) {
  return document.querySelector(template).content.firstElementChild.cloneNode(true);
}
