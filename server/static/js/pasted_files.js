import { Emitter } from "./emitter.js";
import { _ } from "./i18n.js";

const NAMELESS = /^image\.\w+$/i;

/** Takes pictures and files from the clipboard, pasted anywhere in the chat. Emits `pasted` with them. */
export class PastedFiles extends Emitter {
  isOffered = false;

  constructor(chat) {
    super();
    chat.addEventListener("paste", this.#pasted);
  }

  // Private

  #pasted = (event) => {
    const { files, types } = event.clipboardData;
    // A word processor puts a picture of the text beside the text: then it is the text that is meant.
    if (!this.isOffered || !files.length || types.includes("text/plain")) return;
    event.preventDefault();
    this.emit("pasted", [...files].map((file) => named(file)));
  };
}

/** Browsers call every picture of the clipboard "image.png"; people look for theirs by its time. */
export function named(file, now = new Date()) {
  if (file.name && !NAMELESS.test(file.name)) return file;
  const date = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(twoDigits).join("-");
  const time = [now.getHours(), now.getMinutes()].map(twoDigits).join(".");
  const ending = file.type.replace(/^.*\//, "").replace("jpeg", "jpg") || "png";
  const words = _("Screenshot %(moment)s", { moment: `${date} ${time}` });
  return new File([file], `${words}.${ending}`, { type: file.type, lastModified: file.lastModified });
}

function twoDigits(number) {
  return String(number).padStart(2, "0");
}
