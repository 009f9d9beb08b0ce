import { _ } from "../i18n.js";
import { Menu } from "../menu.js";
import { Attention } from "./attention.js";
import { wishOfStart } from "./desktop.js";
import { Lock } from "./lock.js";
import { copyOf, OpenSessions } from "./open_sessions.js";
import { PushDesk } from "./push_desk.js";
import { RememberedTabs } from "./remembered_tabs.js";
import { ReplyDesk } from "./reply_desk.js";
import { SessionSource } from "./session_source.js";
import { Siblings } from "./siblings.js";
import { SignInWatch } from "./sign_in_watch.js";
import { StartPanel, startTab } from "./start_panel.js";
import { Tabs } from "./tabs.js";

const START = "start";
const RETRY = 3000;

/** The console: a tab for each session and one for the window that starts them. */
export class Console {
  #workspace = find(".workspace");
  #tabs = new Tabs(find(".tabs"), find(".panels"));
  #lock;
  #watch;
  #source;
  #remembered = new RememberedTabs();
  #siblings = new Siblings();
  #attention;
  #sessions;
  #start = null;
  #retry = null;
  #startsSession;

  constructor(boot) {
    this.#startsSession = boot.desktop_starts_session;
    this.#lock = new Lock({ dialog: find(".lock-dialog"), minutes: boot.lock_minutes, me: boot.me });
    this.#watch = new SignInWatch(find(".sign-in-dialog"), this.#lock);
    this.#source = new SessionSource(this.#watch.request);
    const [source, watch, endDialog] = [this.#source, this.#watch, find(".end-dialog")];
    this.#attention = new Attention({
      selected: () => this.#tabs.selected,
      select: (id) => this.#goTo(id),
      announce: (words) => this.#lock.isLocked || announce(words),
      isLocked: () => this.#lock.isLocked,
    });
    this.#lock.on("changed", () => (this.#attention.look(), this.#lock.isLocked || this.#load()));
    find(".lock-now").addEventListener("click", () => this.#lock.lock());
    const helpDialog = find(".control-help-dialog");
    helpDialog.querySelector(".done").addEventListener("click", () => helpDialog.close());
    this.#sessions = new OpenSessions({ boot, source, watch, endDialog, helpDialog, attention: this.#attention });
    new Menu(find(".commands > button"), find("#commands"));
    const names = () => ({ customer: this.#sessions.customer(this.#tabs.selected), technician: boot.me.name });
    new ReplyDesk({ request: watch.request, panels: find(".panels"), names });
    const [open, load] = [(id) => this.#open(id), () => this.#load()];
    new PushDesk({ me: boot.me, request: watch.request, open, load });
    this.#listen();
  }

  /** Brings back what was there before a reload, else offers a new session. */
  async begin() {
    const wish = wishOfStart({ startsSession: this.#startsSession });
    const { ids = [], selected = START } = this.#remembered.get();
    const wanted = linked() ?? selected;
    await this.#load([...new Set([...ids, wanted])].filter((id) => id !== START));
    if (ids.includes(START) || !this.#tabs.has(wanted)) this.#addStart();
    this.#tabs.select(this.#tabs.has(wanted) ? wanted : START);
    this.#place = "panel";
    // Where another link was followed meanwhile, that is where its reader wants to be.
    await this.#follow(wanted);
    addEventListener("hashchange", () => this.#follow());
    if (wish === "session") this.#startAtOnce();
    setInterval(() => this.#current?.tick(Date.now()), 1000);
    addEventListener("focus", () => this.#load());
    this.#siblings.listen(() => this.#load());
  }

  // Private

  get #current() {
    return this.#sessions.panel(this.#tabs.selected);
  }

  /** What a narrow screen shows: the list or the panel. */
  set #place(place) {
    this.#workspace.dataset.place = place;
  }

  #listen() {
    for (const button of document.querySelectorAll(".new"))
      button.addEventListener("click", () => this.#showStart());
    this.#tabs
      .on("selected", () => this.#selected())
      .on("chosen", (choice) => this.#chosen(choice))
      .on("close", ({ id }) => this.#close(id));
    this.#sessions
      .on("shut", ({ id }) => this.#close(id))
      .on("again", (former) => this.#startAgain(former))
      .on("back", () => this.#backToList());
  }

  /** Adds the open sessions that have no tab yet, wherever they were begun, and those of these ids. */
  async #load(ids = []) {
    clearTimeout(this.#retry);
    try {
      const answers = await this.#source.openAnd(ids);
      this.#sessions.keepOnly(answers);
      for (const answer of answers) if (!this.#sessions.has(answer.id)) this.#add(answer);
      find(".list-alert").textContent = "";
      this.#changed();
    } catch (problem) {
      if (["sign_in_needed", "console_locked"].includes(problem.code)) return;
      find(".list-alert").textContent = problem.message;
      this.#retry = setTimeout(() => this.#load(ids), RETRY);
    }
  }

  #add(answer, instead = START) {
    const { tab, panel } = this.#sessions.add(answer);
    this.#tabs.add(answer.id, tab, panel, instead);
  }

  #close(id) {
    if (id === START ? this.#sessions.size === 0 : !this.#sessions.isOver(id)) return;
    if (this.#tabs.ids.length === 1) this.#addStart();
    this.#tabs.remove(id);
    if (id === START) this.#start = null;
    else this.#sessions.forget(id);
    this.#changed();
  }

  #addStart() {
    if (this.#start) return;
    const element = copyOf("#start-panel");
    this.#start = new StartPanel({ element, request: this.#watch.request });
    this.#start
      .on("started", (answer) => this.#started(answer))
      .on("shut", () => this.#close(START))
      .on("back", () => this.#backToList());
    this.#tabs.add(START, startTab(), element);
    this.#changed();
  }

  #startAtOnce() {
    this.#showStart();
    this.#start.start();
  }

  #showStart() {
    this.#addStart();
    this.#goTo(START);
  }

  /** `instead` is the tab that the new one takes the place of. */
  #started(answer, instead = START) {
    this.#sessions.keep(answer);
    this.#add(answer, instead);
    this.#tabs.select(answer.id);
    this.#close(instead);
    this.#siblings.tell();
    this.#current.focus();
    announce(_("The session is open. Support key: %(key)s", { key: [...answer.key].join(" ") }));
  }

  /** A new session like this one, which is over, in the place of its tab. */
  async #startAgain({ session, panel }) {
    if (panel.isStarting) return;
    panel.isStarting = true;
    panel.refuseAgain("");
    const body = { control_on_arrival: session.controlOnArrival, customer_files: session.customerFiles };
    try {
      const answer = await this.#watch.request("POST", "/api/v1/sessions", body);
      this.#started(answer, session.id);
    } catch (problem) {
      panel.refuseAgain(problem.code === "sign_in_needed" ? "" : problem.message);
    }
    panel.isStarting = false;
  }

  /** Also one that was begun elsewhere, or is over meanwhile. */
  async #open(id) {
    if (!this.#tabs.has(id)) await this.#load([id]);
    if (this.#tabs.has(id)) this.#goTo(id);
  }

  /** A link to one session, also in a console that is open already: after that a reload stays where its reader is. */
  async #follow(followed = null) {
    const id = linked();
    history.replaceState(null, "", location.pathname);
    if (id && id !== followed) await this.#open(id);
  }

  #goTo(id) {
    this.#tabs.select(id);
    this.#place = "panel";
    (id === START ? this.#start : this.#current)?.focus();
  }

  #chosen({ id, byPointer }) {
    this.#place = "panel";
    // A finger that looks through the sessions wants no keyboard over them.
    if (!byPointer || matchMedia("(pointer: fine)").matches) this.#goTo(id);
  }

  #backToList() {
    this.#place = "list";
    this.#tabs.focus();
  }

  #selected() {
    this.#current?.draw();
    this.#attention.look();
    this.#changed();
  }

  #changed() {
    if (this.#start) this.#start.canShut = this.#sessions.size > 0;
    if (this.#tabs.selected) this.#remembered.set({ ids: this.#tabs.ids, selected: this.#tabs.selected });
  }
}

/** The session that the page's address names. */
function linked() {
  return location.hash.match(/^#([\w-]+)$/)?.[1];
}

function find(part) {
  return document.querySelector(part);
}

/** Says it to screen readers only. */
function announce(words) {
  find(".announcer").textContent = words;
}
