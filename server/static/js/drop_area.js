import { Emitter } from "./emitter.js";

/**
 * Takes files that are dropped onto the chat, and shows where while something is dragged over it.
 * Emits `dropped` with {files, folders}.
 */
export class DropArea extends Emitter {
  #chat;
  #sign;
  isOffered = false;

  constructor(chat, sign) {
    super();
    this.#chat = chat;
    this.#sign = sign;
    chat.addEventListener("dragenter", this.#over);
    chat.addEventListener("dragover", this.#over);
    chat.addEventListener("dragleave", this.#left);
    chat.addEventListener("drop", this.#dropped);
    for (const type of ["dragover", "drop"]) addEventListener(type, refuse);
  }

  // Private

  #over = (event) => {
    if (!this.isOffered || !hasFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    this.#sign.hidden = false;
  };

  #left = ({ relatedTarget }) => {
    if (!this.#chat.contains(relatedTarget)) this.#sign.hidden = true;
  };

  #dropped = (event) => {
    this.#sign.hidden = true;
    if (!this.isOffered || !hasFiles(event)) return;
    event.preventDefault();
    this.emit("dropped", contentOf(event.dataTransfer));
  };
}

/** Who misses the area must not lose the chat: a browser would open the file in its place. */
function refuse(event) {
  if (event.defaultPrevented || !hasFiles(event)) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "none";
}

function hasFiles({ dataTransfer }) {
  return dataTransfer?.types.includes("Files") ?? false;
}

/** A folder comes as a file that can't be read. */
function contentOf({ items, files }) {
  const isFolder = [...items]
    .filter(({ kind }) => kind === "file")
    .map((item) => item.webkitGetAsEntry?.()?.isDirectory ?? false);
  const all = [...files];
  return { files: all.filter((_file, place) => !isFolder[place]), folders: all.filter((_file, place) => isFolder[place]) };
}
