import { request } from "./api.js";
import { Emitter } from "./emitter.js";
import { _ } from "./i18n.js";
import { OlderPages } from "./older_pages.js";
import { ReadMarks } from "./read_marks.js";
import { Scroll } from "./scroll.js";

/** Where the reader is in the log, what they have seen of it, and the way to the rest. Emits `unread`. */
export class Reading extends Emitter {
  #scroll;
  #marks;
  #older;
  #jump;
  #isBegun = false;

  constructor({ root, sessionId, as, timeline, mark, send }) {
    super();
    const find = (part) => root.querySelector(`.${part}`);
    const log = find("log");
    this.#jump = find("jump");
    this.#scroll = new Scroll(log, find("log-content"));
    this.#marks = new ReadMarks({ element: log, scroll: this.#scroll, send, mark });
    this.#older = new OlderPages({
      sessionId,
      as,
      sign: find("older"),
      log,
      show: (events) => this.#scroll.keep(() => timeline.prepend(events)),
      request,
    });
    this.#jump.addEventListener("click", () => this.#scroll.toEnd());
    this.#scroll.on("end", (atEnd) => (this.#jump.hidden = atEnd));
    this.#marks.on("unread", ({ count }) => this.#showUnread(count));
    this.#showUnread(0);
  }

  get unread() {
    return this.#marks.unread;
  }

  toEnd() {
    this.#scroll.toEnd();
  }

  /** Resolves once the event `seq` is drawn, if it can be had. */
  bring(seq) {
    return this.#older.to(seq);
  }

  /** The newest events are drawn; those up to `after` are there on demand. */
  online(after) {
    if (!this.#isBegun) this.#older.begin(after + 1);
    this.#isBegun = true;
    this.#marks.look();
  }

  /** All is void and comes again. */
  afresh() {
    this.#isBegun = false;
    this.#marks.forget();
  }

  drawn(seq) {
    this.#marks.drawn(seq);
  }

  known(seq) {
    this.#marks.known(seq);
  }

  // Private

  #showUnread(count) {
    this.#jump.querySelector("span").textContent = newMessages(count);
    this.#jump.classList.toggle("has-unread", count > 0);
    this.emit("unread", { count });
  }
}

function newMessages(count) {
  if (count === 0) return _("To the newest message");
  return count === 1 ? _("1 new message") : _("%(count)s new messages", { count });
}
