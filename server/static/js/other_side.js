import { nameOf } from "./author.js";
import { PresenceLine } from "./presence_line.js";
import { TypingNotice } from "./typing.js";

/** The other side of a chat: who it is, whether they write, that they left and are back. */
export class OtherSide {
  #who;
  #typing;
  #line;

  /** `root` is the chat's element; `role` the other's. */
  constructor(root, role) {
    this.#who = { role, name: "" };
    this.#typing = new TypingNotice(root.querySelector(".typing"));
    this.#line = new PresenceLine(root.querySelector(".presence-line"));
  }

  get role() {
    return this.#who.role;
  }

  /** Called so from now on. */
  is({ name }) {
    this.#who.name = name;
  }

  types(author) {
    this.#typing.show(author);
  }

  /** They said something. */
  said(author) {
    this.is(author);
    this.#typing.hide();
    this.#line.outrun();
  }

  presence(isPresent, isOver) {
    if (!isPresent) this.#typing.hide();
    if (!isOver) this.#line.show(nameOf(this.#who), isPresent);
  }

  /** It is over: nobody writes, leaves or comes back. */
  close() {
    this.#typing.hide();
    this.#line.close();
  }
}
