import { _ } from "../../i18n.js";

export const TRIES = 3;

/** What happened last to each permission, as the log tells it: {view, control}, each an event or null. */
export class LastHappened {
  view = null;
  control = null;

  /** Whether the event was about a permission. */
  hear({ kind, author, body }) {
    if (!KINDS.has(kind)) return false;
    // That a share ends with its withdrawal is one thing, and the withdrawal says who wanted it.
    const isEcho = kind === "share_stopped" && this[body.permission]?.kind === "withdrawn";
    if (!isEcho) this[body.permission] = { kind, by: author.role, ...body };
    return true;
  }
}

const KINDS = new Set(["requested", "answered", "withdrawn", "share_started", "share_stopped"]);

/**
 * How it stands with one permission: {state, words, until?}, null where there is nothing to say.
 * `consent` is the Consent of the session, `last` what happened to this permission last.
 */
export function standingOf(permission, { question, grants, share, refusals, helper }, last) {
  if (question?.permission === permission)
    return { state: "asked", words: ASKED[permission](), until: question.expiresAt };
  if (grants[permission]) return granted(permission, { grants, share, helper }, last);
  // While something is to be seen, what did not come about is history.
  if (share) return null;
  if (last?.kind === "withdrawn") return withdrawn(permission, last);
  return refusals[permission] ? refused(permission, refusals[permission], last) : null;
}

/** What the customer (or their silence) decided by this event, in one sentence; null where it is no such decision. */
export function decisionIn({ kind, author, body }) {
  const { permission, granted: isGranted, reason } = body;
  if (kind === "answered" && isGranted) return ALLOWED[permission]();
  if (kind === "answered") return (REFUSED[permission][reason] ?? REFUSED[permission].person)();
  return kind === "withdrawn" ? (withdrawn(permission, { by: author.role, reason })?.words ?? null) : null;
}

/** Why the button can do nothing now; none where it can. */
export function objectionTo(permission, { question, grants, refusals }, isPresent) {
  if (grants[permission]) return "";
  if (question) return _("The customer has been asked already.");
  if (refusals[permission] >= TRIES) return _("Declined three times: you can't ask for this again in this session.");
  return isPresent === false ? _("The customer is not in the chat at the moment.") : "";
}

function granted(permission, { grants, share, helper }, last) {
  if (share?.request === grants[permission]) return { state: "running", words: RUNNING[share.source]() };
  if (share) return null;
  if (last?.kind === "share_stopped") return { state: "interrupted", words: stopped(permission, last) };
  const waits = permission === "view" ? "view" : helper ? "helper" : "app";
  return { state: "granted", words: GRANTED[waits]() };
}

function stopped(permission, { reason, by }) {
  if (reason === "person" && by !== "technician")
    return _("Allowed, but the customer has stopped showing for now. They can start again.");
  return INTERRUPTED[permission]();
}

function withdrawn(permission, { by, reason }) {
  if (reason === "gone") return { state: "stopped", words: _("Ended: the connection was away for more than a minute.") };
  if (reason === "replaced") return { state: "stopped", words: _("Ended: the chat goes on on another device.") };
  if (by === "customer" || by === "helper")
    return { state: "stopped", words: permission === "view" ? STOPPED.view() : STOPPED.control() };
  return null;
}

function refused(permission, count, last) {
  if (count >= TRIES)
    return { state: "refused", words: NO_MORE[permission]() };
  const reason = last?.kind === "answered" ? last.reason : "person";
  const [said, again] = [REFUSED[permission][reason]?.() ?? REFUSED[permission].person(), AGAIN[TRIES - count]()];
  return { state: "refused", words: `${said} ${again}` };
}

const ASKED = {
  view: () => _("The customer is being asked to show the screen."),
  control: () => _("The customer is being asked to allow remote control."),
};

const ALLOWED = {
  view: () => _("You may see the screen."),
  control: () => _("You may take control."),
};

const GRANTED = {
  view: () => _("Allowed. The customer now chooses what to show."),
  helper: () => _("Allowed. The picture is coming."),
  app: () => _("Allowed. The customer still has to start the app for it: the chat shows them how."),
};

const RUNNING = {
  screen: () => _("You see the customer's screen."),
  camera: () => _("You see through the customer's camera."),
  helper: () => _("You have control of the customer's device."),
};

const INTERRUPTED = {
  view: () => _("Allowed, but the picture is interrupted. It goes on as soon as the customer shares again."),
  control: () => _("Allowed, but the picture is interrupted. It goes on as soon as the customer's app is back."),
};

const STOPPED = {
  view: () => _("The customer has stopped showing the screen."),
  control: () => _("The customer has ended remote control."),
};

const REFUSED = {
  view: {
    person: () => _("The customer declined to show the screen."),
    silence: () => _("No answer to the question for the screen."),
    closed: () => _("The customer closed the question for the screen."),
  },
  control: {
    person: () => _("The customer declined remote control."),
    silence: () => _("No answer to the question for remote control."),
    closed: () => _("The customer closed the question for remote control."),
  },
};

const NO_MORE = {
  view: () => _("Declined three times: you can't ask for the screen again in this session."),
  control: () => _("Declined three times: you can't ask for remote control again in this session."),
};

const AGAIN = {
  2: () => _("You may ask again."),
  1: () => _("You may ask once more."),
};
