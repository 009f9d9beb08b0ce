import { Emitter } from "../../emitter.js";
import { element } from "../../element.js";
import { _ } from "../../i18n.js";

/** The customer's screens, and the choice between them where there are several. Emits `chosen` {id}. */
export class Sources extends Emitter {
  #select;
  #all = [];

  constructor(select) {
    super();
    this.#select = select;
    select.addEventListener("change", () => this.emit("chosen", { id: Number(select.value) }));
  }

  /** {id, name, width, height} of a screen; undefined where the sharer said nothing of it. */
  known(id) {
    return this.#all.find((source) => source.id === id);
  }

  /** `sources` as the sharer tells them. */
  show(sources) {
    this.#all = sources;
    const chosen = this.#select.value;
    this.#select.replaceChildren(...sources.map((source) => element("option", { value: source.id }, words(source))));
    if (this.known(Number(chosen))) this.#select.value = chosen;
    this.#select.parentElement.hidden = sources.length < 2;
  }

  /** Which one is to be seen. */
  mark(id) {
    if (this.known(id) && document.activeElement !== this.#select) this.#select.value = id;
  }

  forget() {
    this.show([]);
  }
}

function words({ id, name, width, height }) {
  const facts = { name: name || _("Screen %(number)s", { number: id + 1 }), width, height };
  return _("%(name)s · %(width)s × %(height)s", facts);
}
