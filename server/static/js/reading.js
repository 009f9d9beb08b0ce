import { request } from "./api.js";
import { Emitter } from "./emitter.js";
import { _ } from "./i18n.js";
import { OlderPages } from "./older_pages.js";
import { ReadMarks } from "./read_marks.js";
import { Scroll } from "./scroll.js";
import { UnreadLine } from "./unread_line.js";

/** Where the reader is in the log, what they have seen of it, and the way to the rest. Emits `unread`. */
export class Reading extends Emitter {
  #scroll;
  #marks;
  #older;
  #jump;
  #line;
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
    this.#line = new UnreadLine(timeline);
    this.#marks
      .on("unread", ({ count }) => this.#showUnread(count))
      // What was there before its reader came is new to them, however soon they see it.
      .on("news", ({ seq, isSeen }) => (!isSeen || !this.#isBegun) && this.#line.mark(seq))
      .on("left", () => this.#scroll.keep(() => this.#line.left()));
    this.#showUnread(0);
  }

  get unread() {
    return this.#marks.unread;
  }

  /** Its reader wrote something. */
  wrote() {
    this.#line.left();
    this.#scroll.toEnd();
  }

  /** Resolves once the event `seq` is drawn, if it can be had. */
  bring(seq) {
    return this.#older.to(seq);
  }

  /** Draws more into the log by this, and what one reads stays where it is. */
  keep(draw) {
    this.#scroll.keep(draw);
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
    if (!count) this.#line.seen();
    this.emit("unread", { count });
  }
}

function newMessages(count) {
  if (count === 0) return _("To the newest message");
  return count === 1 ? _("1 new message") : _("%(count)s new messages", { count });
}
