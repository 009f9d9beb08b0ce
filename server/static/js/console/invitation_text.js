import { timeOf } from "../clock.js";
import { _ } from "../i18n.js";
import { spaced } from "./spelling.js";

/** The link with a name, by which the log tells on which way it travelled. */
export function named(link, name) {
  return `${link}.${name}`;
}

/** What an SMS from the technician's own phone says: the same as one from the server. */
export function smsText({ technician, organisation, link }) {
  if (organisation) return _("%(technician)s of %(organisation)s helps you here: %(link)s", { technician, organisation, link });
  return _("%(technician)s helps you here: %(link)s", { technician, link });
}

/** The e-mail {subject, text}; `expires` is a moment. */
export function mail({ technician, organisation, link, key, website, expires }) {
  const facts = { technician, organisation };
  const who = organisation ? _("%(technician)s of %(organisation)s", facts) : technician;
  const paragraphs = [
    _("Hello,"),
    _("%(who)s would like to help you. Please open this link:", { who }),
    link,
    _("It leads to a chat in your browser. Nothing is installed."),
    _("Should the link not open: go to %(website)s and type in this support key: %(key)s", { website, key: spaced(key) }),
    _("Both are valid until %(time)s.", { time: timeOf(expires) }),
    [_("Kind regards"), technician, organisation].filter(Boolean).join("\r\n"),
  ];
  return { subject: _("Your support session with %(who)s", { who }), text: paragraphs.join("\r\n\r\n") };
}

/** RFC 6068: spaces as %20, lines as %0D%0A, everything in UTF-8. */
export function mailAddress({ subject, text }) {
  return `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text)}`;
}

/** RFC 5724; without a number the phone asks for one. */
export function smsAddress(number, text) {
  return `sms:${number}?body=${encodeURIComponent(text)}`;
}
