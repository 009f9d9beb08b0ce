import { nameOf } from "../author.js";
import { timeOf } from "../clock.js";
import { Emitter } from "../emitter.js";
import { _ } from "../i18n.js";
import { Afterwards } from "./afterwards.js";
import { Facts } from "./facts.js";
import { Invitation } from "./invitation.js";
import { InvitationsList } from "./invitations_list.js";
import { Asking } from "./screen/asking.js";
import { Screen } from "./screen/screen.js";
import { SessionChoice } from "./session_choice.js";
import { sharedNow, stateOf } from "./session_tab.js";
import { duration } from "./spelling.js";

/**
 * Everything about one session beside its tab: who it is with, the chat, the key and the facts.
 * Emits `end`, `shut`, `again` (a new session is wanted) and `back` (to the list, on a narrow screen).
 */
export class SessionPanel extends Emitter {
  #session;
  #invitation;
  #facts;
  #invited;
  #choices;
  #asking;
  #screen;

  /** `element` is a copy of the template; `inviting` does what its buttons say; `help` is about remote control. */
  constructor({ element, session, inviting, request, help }) {
    super();
    this.element = element;
    this.#session = session;
    this.#invitation = new Invitation({ element: this.#find("invitation"), session, inviting });
    const again = (row) => inviting.sendSmsAgain(session, row);
    this.#invited = new InvitationsList({ element: this.#find("invited"), session, again });
    this.#choices = [
      this.#choice("choice-control", "control_on_arrival", "controlOnArrival", request),
      this.#choice("choice-files", "customer_files", "customerFiles", request),
    ];
    this.#facts = new Facts({ element: this.#find("facts-list"), session });
    this.#screen = new Screen({ panel: element, session, help });
    this.#asking = new Asking({ root: element, session }).on("shown", () => this.#screen.focus());
    new Afterwards({ element: this.#find("ended"), session });
    this.#listen();
    this.#showFacts(session.state === "waiting");
    this.draw();
  }

  /** What moves with the clock alone. */
  tick(now) {
    this.#invitation.tick(now);
    this.#facts.draw(now);
    this.#asking.tick(now);
    this.#screen.tick(now);
  }

  /** Puts the keyboard where one goes on: on the link as long as nobody came, else into the chat. */
  focus() {
    if (this.#session.isOver) this.#find("shut").focus();
    else if (this.#session.state === "waiting" && this.#invitation.canCopy) this.#invitation.focus();
    else this.#session.chat.focus();
  }

  /** What went wrong; nothing takes it away. */
  alert(words) {
    this.#find("session-alert").textContent = words;
  }

  /** Why there is no new session in the place of this one. */
  refuseAgain(words) {
    this.#find("again-alert").textContent = words;
  }

  /** While the server is being asked. */
  set isEnding(value) {
    this.#find("end").setAttribute("aria-busy", value);
  }

  draw = () => {
    const { state, isPresent, isOver } = this.#session;
    Object.assign(this.element.dataset, { state, present: isPresent ?? "unknown" });
    this.#say("session-name", this.#name);
    this.#say("situation", this.#situation);
    const hadFocus = document.activeElement === this.#find("end");
    this.#find("end").hidden = isOver;
    this.#find("shut").hidden = !isOver;
    if (isOver && hadFocus) this.#find("shut").focus();
    for (const choice of this.#choices) choice.draw();
    this.#invitation.draw();
    this.#invited.draw();
    this.#facts.draw(Date.now());
  };

  // Private

  get #name() {
    const { customer } = this.#session;
    return customer === null ? _("New customer") : nameOf({ role: "customer", name: customer });
  }

  get #situation() {
    const { state, joinedAt, endedAt } = this.#session;
    const words = [stateOf(this.#session), sharedNow(this.#session)].filter(Boolean).join(" · ");
    if (state !== "ended" || !joinedAt) return words;
    return `${words} · ${duration(endedAt - joinedAt)}`;
  }

  #listen() {
    for (const part of ["end", "shut", "again"])
      this.#find(part).addEventListener("click", () => this.emit(part));
    this.#find("back").addEventListener("click", () => this.emit("back"));
    this.#find("facts-toggle").addEventListener("click", () => this.#showFacts(!this.#areFactsShown));
    this.#find("facts").addEventListener("keydown", ({ key }) => key === "Escape" && this.#fold());
    this.#session
      .on("changed", this.draw)
      .on("arrived", () => this.#arrived())
      .on("asked", () => this.#makeRoom())
      .on("over", () => this.#makeRoom());
  }

  #choice(part, field, fact, request) {
    const [element, alert, session] = [this.#find(part), this.#find("choice-alert"), this.#session];
    return new SessionChoice({ element, alert, session, request, field, fact });
  }

  get #areFactsShown() {
    return this.element.dataset.facts === "shown";
  }

  /** Only narrower screens look at this: wide ones have room for both. */
  #showFacts(shown) {
    this.element.dataset.facts = shown ? "shown" : "folded";
    this.#find("facts-toggle").setAttribute("aria-expanded", shown);
  }

  #fold() {
    this.#showFacts(false);
    this.#find("facts-toggle").focus();
  }

  /** Who was busy with the link goes on in the chat: the link has done its work. */
  #arrived() {
    const isInviting = this.#find("invitation").contains(document.activeElement);
    this.#makeRoom();
    if (isInviting && matchMedia("(pointer: fine)").matches) this.#session.chat.focus();
  }

  /** The customer is here, or it is over: now the chat matters. */
  #makeRoom() {
    this.#showFacts(false);
  }

  #say(part, words) {
    const element = this.#find(part);
    if (element.textContent !== words) element.textContent = words;
  }

  #find(part) {
    return this.element.querySelector(`.${part}`);
  }
}
