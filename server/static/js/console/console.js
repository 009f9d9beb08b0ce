import { confirmed } from "../confirm.js";
import { _ } from "../i18n.js";
import { Attention } from "./attention.js";
import { Chime } from "./chime.js";
import { KeptKeys } from "./kept_keys.js";
import { LiveSession } from "./live_session.js";
import { Menu } from "./menu.js";
import { Notifications } from "./notifications.js";
import { openSessions, sessionsById } from "./open_sessions.js";
import { RememberedTabs } from "./remembered_tabs.js";
import { SessionPanel } from "./session_panel.js";
import { SessionTab } from "./session_tab.js";
import { Siblings } from "./siblings.js";
import { SignInWatch } from "./sign_in_watch.js";
import { SoundSwitch } from "./sound_switch.js";
import { StartPanel, startTab } from "./start_panel.js";
import { Tabs } from "./tabs.js";

const START = "start";
const RETRY = 3000;

/** The console: a tab for each session, with its panel; opens, keeps and closes them. */
export class Console {
  #me;
  #workspace = find(".workspace");
  #tabs = new Tabs(find(".tabs"), find(".panels"));
  #watch = new SignInWatch(find(".sign-in-dialog"));
  #kept = new KeptKeys();
  #remembered = new RememberedTabs();
  #siblings = new Siblings();
  #attention;
  #start = null;
  #open = new Map();
  #asked = null;

  constructor({ me }) {
    this.#me = me;
    this.#attention = new Attention({
      chime: new Chime(),
      notifications: new Notifications(find(".ask-notifications")),
      soundSwitch: new SoundSwitch(find(".sound")),
      selected: () => this.#tabs.selected,
      select: (id) => this.#goTo(id),
      announce: (words) => (find(".announcer").textContent = words),
    });
    new Menu(find(".commands > button"), find("#commands"));
    for (const button of document.querySelectorAll(".new"))
      button.addEventListener("click", () => this.#showStart());
    this.#listen();
  }

  /** Brings back what was there before a reload, else offers a new session. */
  async begin() {
    const { ids = [], selected = START } = this.#remembered.get();
    const wanted = location.hash.slice(1) || selected;
    await this.#load(ids);
    if (ids.includes(START) || !this.#tabs.has(wanted)) this.#addStart();
    this.#tabs.select(this.#tabs.has(wanted) ? wanted : START);
    this.#workspace.dataset.place = "panel";
    setInterval(() => this.#current?.tick(Date.now()), 1000);
    addEventListener("focus", () => this.#refresh());
    this.#siblings.listen(() => this.#refresh());
  }

  // Private

  get #current() {
    return this.#open.get(this.#tabs.selected)?.panel;
  }

  #listen() {
    this.#tabs
      .on("selected", () => this.#selected())
      .on("chosen", (choice) => this.#chosen(choice))
      .on("close", ({ id }) => this.#close(id));
  }

  async #load(ids) {
    try {
      const sessions = await openSessions(this.#watch.request);
      this.#kept.keepOnly(sessions.filter(({ state }) => state === "waiting").map(({ id }) => id));
      const known = new Set([START, ...sessions.map(({ id }) => id)]);
      const over = await sessionsById(this.#watch.request, ids.filter((id) => !known.has(id)));
      this.#addAll([...over, ...sessions].sort((a, b) => a.created_at.localeCompare(b.created_at)));
    } catch (problem) {
      this.#sayUnloaded(problem);
    }
  }

  /** Sessions that were begun elsewhere: in another tab or by a program. */
  async #refresh() {
    try {
      this.#addAll(await openSessions(this.#watch.request));
    } catch (problem) {
      this.#sayUnloaded(problem);
    }
  }

  #addAll(sessions) {
    find(".list-alert").textContent = "";
    for (const session of sessions) if (!this.#open.has(session.id)) this.#add(session);
    this.#changed();
  }

  #sayUnloaded(problem) {
    find(".list-alert").textContent = problem.message;
    setTimeout(() => this.#refresh(), RETRY);
  }

  #add(answer) {
    const element = copyOf("#session-panel");
    const session = new LiveSession({ answer, me: this.#me, root: element.querySelector(".chat") });
    const kept = session.state === "waiting" ? this.#kept.of(session.id) : null;
    const { request } = this.#watch;
    const tab = new SessionTab({ template: find("#session-tab"), session, key: kept?.key });
    const panel = new SessionPanel({ element, session, kept, request });
    this.#open.set(session.id, { session, panel });
    this.#tabs.add(session.id, tab.element, element, START);
    this.#follow(session, panel);
    session.chat.open();
    if (answer.customer && answer.last_seq > 100) this.#recall(session);
  }

  #follow(session, panel) {
    const { id } = session;
    this.#attention.watch(session);
    session
      .on("arrived", () => this.#kept.drop(id))
      .on("over", () => this.#over(session))
      .on("refused", ({ code }) => code === 4401 && this.#watch.lost())
      .on("connection", () => this.#watch.check(() => this.#isOffline));
    panel
      .on("end", () => this.#end(session, panel))
      .on("shut", () => this.#close(id))
      .on("again", () => this.#showStart())
      .on("back", () => this.#backToList());
  }

  get #isOffline() {
    return [...this.#open.values()].some(({ session }) => session.chat.connection === "offline");
  }

  /** The chat shows the newest events; how the customer came stands at the beginning. */
  async #recall(session) {
    const path = `/api/v1/sessions/${session.id}/events?after=0&limit=100`;
    const page = await this.#watch.request("GET", path).catch(() => null);
    const joined = page?.events.find(({ kind }) => kind === "joined");
    if (joined) session.recall(joined);
  }

  #over(session) {
    this.#kept.drop(session.id);
    if (this.#asked === session) find(".end-dialog").close();
  }

  async #end(session, panel) {
    if (session.isPresent && !(await this.#confirm(session))) return;
    if (session.isOver) return;
    panel.isEnding = true;
    panel.alert("");
    await this.#watch
      .request("POST", `/api/v1/sessions/${session.id}/end`, {})
      .catch(({ code, message }) => code !== "ended_session" && panel.alert(message));
    panel.isEnding = false;
  }

  async #confirm(session) {
    this.#asked = session;
    const answer = await confirmed(find(".end-dialog"));
    this.#asked = null;
    return answer;
  }

  #close(id) {
    if (id === START ? this.#open.size === 0 : !this.#open.get(id)?.session.isOver) return;
    if (this.#tabs.ids.length === 1) this.#addStart();
    this.#tabs.remove(id);
    if (id === START) this.#start = null;
    else this.#forget(id);
    this.#changed();
  }

  #forget(id) {
    const { session } = this.#open.get(id);
    this.#open.delete(id);
    session.chat.close();
    this.#attention.forget(session);
  }

  #addStart() {
    if (this.#start) return;
    const element = copyOf("#start-panel");
    this.#start = new StartPanel({ element, request: this.#watch.request });
    this.#start
      .on("started", (session) => this.#started(session))
      .on("shut", () => this.#close(START))
      .on("back", () => this.#backToList());
    this.#tabs.add(START, startTab(), element);
    this.#changed();
  }

  #showStart() {
    this.#addStart();
    this.#goTo(START);
  }

  #started(session) {
    this.#kept.keep(session);
    this.#add(session);
    this.#tabs.select(session.id);
    this.#close(START);
    this.#siblings.tell();
    this.#current.focus();
    const key = [...session.key].join(" ");
    find(".announcer").textContent = _("The session is open. Support key: %(key)s", { key });
  }

  #goTo(id) {
    this.#tabs.select(id);
    this.#workspace.dataset.place = "panel";
    (id === START ? this.#start : this.#current).focus();
  }

  #chosen({ id, byPointer }) {
    this.#workspace.dataset.place = "panel";
    // A finger that looks through the sessions wants no keyboard over them.
    if (!byPointer || matchMedia("(pointer: fine)").matches) this.#goTo(id);
  }

  #backToList() {
    this.#workspace.dataset.place = "list";
    this.#tabs.focus();
  }

  #selected() {
    this.#current?.draw();
    this.#attention.look();
    this.#changed();
  }

  #changed() {
    if (this.#start) this.#start.canShut = this.#open.size > 0;
    if (this.#tabs.selected) this.#remembered.set({ ids: this.#tabs.ids, selected: this.#tabs.selected });
  }
}

function find(part) {
  return document.querySelector(part);
}

function copyOf(template) {
  return find(template).content.firstElementChild.cloneNode(true);
}
