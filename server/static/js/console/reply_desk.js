import { CannedReplies } from "./canned_replies.js";
import { RepliesDialog } from "./replies_dialog.js";
import { ReplyPicker } from "./reply_picker.js";

/** Canned replies in the console: at hand in every chat, and the dialog that keeps them. */
export class ReplyDesk {
  /** `panels` holds the chats; `names()` gives {customer, technician} of the one in front. */
  constructor({ request, panels, names }) {
    const find = (part) => document.querySelector(part);
    const replies = new CannedReplies(request);
    const [dialog, question] = [find(".replies-dialog"), find(".reply-question")];
    const manager = new RepliesDialog({ dialog, question, replies });
    new ReplyPicker({ panels, element: find(".reply-picker"), replies, names }).on("manage", () => manager.open());
    // Without them a chat is a chat: who types `/` asks again.
    replies.load().catch(() => null);
    find("#commands .replies").addEventListener("click", () => manager.open());
  }
}
