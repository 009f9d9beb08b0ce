import { nameOf } from "../author.js";
import { FOR_THE_TECHNICIAN } from "../consent_sentences.js";
import { _ } from "../i18n.js";

/** The sentences of the log that are for technicians alone (see ../notice.js). */
export const FOR_TECHNICIANS = {
  ...FOR_THE_TECHNICIAN,
  waiting: ({ author }) => _("%(name)s would like to join.", { name: nameOf(author) }),
  admitted: ({ body }) =>
    _("You let %(name)s in. The chat goes on on that device.", { name: nameOf({ role: "customer", ...body }) }),
  refused: ({ author, body }) => {
    const name = nameOf({ role: "customer", ...body });
    if (author.role === "customer") return _("%(name)s no longer waits to be let in.", { name });
    return _("You did not let %(name)s in.", { name });
  },
  rated: ({ author, body }) => {
    const facts = { name: nameOf(author), ...body };
    if (!body.comment) return _("%(name)s rated the help with %(stars)s of 5 stars.", facts);
    return _("%(name)s rated the help with %(stars)s of 5 stars: “%(comment)s”", facts);
  },
};
