import { _ } from "./i18n.js";

/**
 * What is seen of the customer's device at this moment, as the page says it: {statement, hint, isSeen}.
 *
 * @param {object} facts
 * @param {string} facts.name  the technician's
 * @param {{view: number|null, control: number|null}} facts.grants
 * @param {{permission: string, source: string}|null} facts.share  as the log has it
 * @param {boolean} facts.hasHelper
 * @param {boolean} facts.isUnheard  control was ended here, and the server has not heard of it
 * @param {{isRunning: boolean, isReached: boolean}} facts.own  the picture that this page sends
 */
export function sharingWords({ name, grants, share, hasHelper, isUnheard, own }) {
  if (isUnheard) return isNotEnded(name);
  if (share?.permission === "control") return isControlled(name);
  if (own.isRunning && !own.isReached) return isInterrupted();
  if (share) return isSeen(name, share.source, own.isRunning);
  if (grants.control) return mayControl(name, hasHelper);
  return grants.view ? mayView(name) : isUnseen();
}

function isUnseen() {
  return { statement: _("Nobody sees your screen."), hint: "", isSeen: false };
}

function isControlled(name) {
  const hint = _("Your own mouse and keyboard come first.");
  return { statement: _("%(name)s sees your screen and controls your device.", { name }), hint, isSeen: true };
}

function isNotEnded(name) {
  const hint = _("Your stop has not arrived yet. Stop it now in the app or with Ctrl+Alt+Pause.");
  return { statement: _("%(name)s may still be controlling your device.", { name }), hint, isSeen: true };
}

function isInterrupted() {
  const hint = _("It goes on by itself as soon as the connection is back.");
  return { statement: _("Interrupted: nothing is being shown."), hint, isSeen: false };
}

function isSeen(name, source, isOwn) {
  const hint = isOwn ? _("You can go on using your device as usual.") : _("It is shown from another tab or window of yours.");
  if (source === "camera") return { statement: _("%(name)s sees what your camera shows.", { name }), hint, isSeen: true };
  return { statement: _("%(name)s sees your screen.", { name }), hint, isSeen: true };
}

function mayControl(name, hasHelper) {
  const statement = _("Nobody sees your screen yet.");
  const hint = hasHelper
    ? _("The app is connected. %(name)s may control your device.", { name })
    : _("%(name)s may control your device as soon as the app is connected. The chat shows how.", { name });
  return { statement, hint, isSeen: false };
}

function mayView(name) {
  const hint = _("%(name)s may see what you choose now.", { name });
  return { statement: _("Nobody sees your screen yet."), hint, isSeen: false };
}
