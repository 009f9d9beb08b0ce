import { Emitter } from "../emitter.js";

const SCROLLING = ".log, .facts";

/**
 * A list of tabs with a panel each (the ARIA tabs pattern, vertical): arrows, Home and End move, Delete closes.
 * Only the selected panel is in the page: the others live on unseen, by anyone.
 *
 * Emits `selected` {id} when another panel shows, `chosen` {id, byPointer} when a person clicked or pressed
 * Enter on a tab, and `close` {id} when they want it gone.
 */
export class Tabs extends Emitter {
  #list;
  #panels;
  #tabs = new Map();
  #selected = null;

  constructor(list, panels) {
    super();
    this.#list = list;
    this.#panels = panels;
    list.addEventListener("keydown", this.#pressed);
    list.addEventListener("click", this.#clicked);
  }

  get selected() {
    return this.#selected;
  }

  get ids() {
    return [...this.#list.children].map((tab) => tab.dataset.id);
  }

  has(id) {
    return this.#tabs.has(id);
  }

  /** Puts the tab at the end, or where the tab `instead` stands. */
  add(id, tab, panel, instead = null) {
    tab.dataset.id = id;
    tab.id = `tab-${id}`;
    panel.id = `panel-${id}`;
    tab.setAttribute("aria-controls", panel.id);
    tab.setAttribute("aria-selected", "false");
    panel.setAttribute("aria-labelledby", tab.id);
    this.#tabs.set(id, { tab, panel, scrolled: [] });
    this.#list.insertBefore(tab, this.#tabs.get(instead)?.tab ?? null);
  }

  /** Takes the tab away; if it was selected, its neighbour is. */
  remove(id) {
    const { tab, panel } = this.#tabs.get(id);
    const neighbour = tab.nextElementSibling ?? tab.previousElementSibling;
    const hadFocus = tab.contains(document.activeElement) || panel.contains(document.activeElement);
    this.#tabs.delete(id);
    tab.remove();
    panel.remove();
    if (this.#selected !== id) return;
    this.#selected = null;
    if (neighbour) this.select(neighbour.dataset.id);
    if (hadFocus) neighbour?.focus();
  }

  select(id) {
    if (id === this.#selected || !this.#tabs.has(id)) return;
    for (const [other, { tab }] of this.#tabs) {
      tab.setAttribute("aria-selected", other === id);
      tab.tabIndex = other === id ? 0 : -1;
    }
    this.#tabs.get(id).tab.scrollIntoView({ block: "nearest" });
    this.#show(id);
    this.emit("selected", { id });
  }

  /** Puts the keyboard on the selected tab. */
  focus() {
    this.#tabs.get(this.#selected)?.tab.focus();
  }

  // Private

  /** An element forgets how far it was scrolled when it leaves the page. */
  #show(id) {
    const before = this.#tabs.get(this.#selected);
    if (before) before.scrolled = scrollable(before.panel).map(({ scrollTop }) => scrollTop);
    const { panel, scrolled } = this.#tabs.get(id);
    this.#panels.replaceChildren(panel);
    scrollable(panel).forEach((element, place) => (element.scrollTop = scrolled[place] ?? 0));
    this.#selected = id;
  }

  #pressed = (event) => {
    const tab = event.target.closest("[role=tab]");
    if (!tab || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Delete") return this.emit("close", { id: tab.dataset.id });
    const target = this.#neighbour(tab, event.key);
    if (!target) return;
    event.preventDefault();
    this.select(target.dataset.id);
    target.focus();
  };

  #neighbour(tab, key) {
    const all = [...this.#list.children];
    const place = all.indexOf(tab);
    const places = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: all.length - 1 };
    return key in places ? all.at(places[key] % all.length) : null;
  }

  #clicked = (event) => {
    const tab = event.target.closest("[role=tab]");
    if (!tab) return;
    const { id } = tab.dataset;
    if (event.target.closest(".tab-close")) return this.emit("close", { id });
    this.select(id);
    // A click by the keyboard counts no presses of a button.
    this.emit("chosen", { id, byPointer: event.detail > 0 });
  };
}

function scrollable(panel) {
  return [...panel.querySelectorAll(SCROLLING)];
}
