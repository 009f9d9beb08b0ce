import { nameOf } from "./author.js";
import { timeOf } from "./clock.js";
import { _ } from "./i18n.js";

const CUSTOMER = { role: "customer" };

const SENTENCES = {
  joined: ({ author }, me) =>
    author.role === me.role
      ? _("You are now in the chat.")
      : _("%(name)s has joined the chat.", { name: nameOf(author) }),
  waiting: ({ author }) => _("%(name)s would like to join.", { name: nameOf(author) }),
  admitted: ({ body }, me) =>
    me.role === "technician"
      ? _("You let %(name)s in. The chat goes on on that device.", { name: nameOf({ ...CUSTOMER, ...body }) })
      : _("The chat goes on on another device."),
  refused: ({ body }) => _("You did not let %(name)s in.", { name: nameOf({ ...CUSTOMER, ...body }) }),
  rated: ({ author, body }, me) => {
    if (author.role === me.role) return _("You rated the help with %(stars)s of 5 stars.", body);
    const rated = _("%(name)s rated the help with %(stars)s of 5 stars.", { name: nameOf(author), ...body });
    return body.comment ? `${rated} “${body.comment}”` : rated;
  },
  expired: () => _("The support key expired before anyone used it."),
};

/** The sentence that the log shows for an event that is not a message; null for those it passes over. */
export function noticeOf(event, me) {
  return SENTENCES[event.kind]?.(event, me) ?? null;
}

/** The one sentence that says how the session ended. */
export function endingOf({ kind, author, at }, me) {
  if (kind === "expired") return SENTENCES.expired();
  const time = timeOf(at);
  if (author.role === me.role) return _("You ended the session at %(time)s.", { time });
  if (author.role === "system") return _("The session was ended at %(time)s.", { time });
  return _("%(name)s ended the session at %(time)s.", { name: nameOf(author), time });
}
