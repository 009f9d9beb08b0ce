import { nameOf } from "./author.js";
import { timeOf } from "./clock.js";
import { _ } from "./i18n.js";

const SENTENCES = {
  joined: ({ author }, me) =>
    author.role === me.role
      ? _("You are now in the chat.")
      : _("%(name)s has joined the chat.", { name: nameOf(author) }),
  admitted: () => _("The chat goes on on this device."),
  expired: () => _("The support key expired before anyone used it."),
};

/** The sentence that the log shows for an event that is not a message; null for those it passes over. */
export function noticeOf(event, me, sentences = {}) {
  const sentence = sentences[event.kind] ?? SENTENCES[event.kind];
  return sentence?.(event, me) ?? null;
}

/** The one sentence that says how the session ended. */
export function endingOf({ kind, author, at }, me) {
  if (kind === "expired") return SENTENCES.expired();
  const time = timeOf(at);
  if (author.role === me.role) return _("You ended the session at %(time)s.", { time });
  if (author.role === "system") return _("The session was ended at %(time)s.", { time });
  return _("%(name)s ended the session at %(time)s.", { name: nameOf(author), time });
}
