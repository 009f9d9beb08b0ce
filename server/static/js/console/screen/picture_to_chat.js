import { _ } from "../../i18n.js";

/**
 * Sends a picture (PNG) into the chat as a file: as if the technician had pasted it there, with all that the chat
 * does for files (limits, progress, trying again).
 */
export function sendPicture(png, chat, now = new Date()) {
  const name = _("Screen %(moment)s", { moment: momentOf(now) });
  const clipboardData = new DataTransfer();
  clipboardData.items.add(new File([png], `${name}.png`, { type: "image/png" }));
  chat.dispatchEvent(new ClipboardEvent("paste", { clipboardData, cancelable: true }));
}

function momentOf(now) {
  const date = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(twoDigits).join("-");
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(twoDigits).join(".");
  return `${date} ${time}`;
}

function twoDigits(number) {
  return String(number).padStart(2, "0");
}
