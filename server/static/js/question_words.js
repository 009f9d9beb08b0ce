import { _ } from "./i18n.js";
import { objectionTo } from "./picture_source.js";
import { isPhone, waysToShow } from "./ways_to_show.js";

/** What the customer is asked, in plain words: {title, points}. `name` is who asks. */
export function wordsOf(permission, name, hasHelper) {
  return permission === "view" ? forView(name) : forControl(name, hasHelper);
}

function forView(name) {
  const stop = _("You can stop at any moment: with “Stop sharing” at the top of this page.");
  const only = _("%(name)s only watches, and can't click or change anything.", { name });
  if (waysToShow().includes("screen")) {
    const choice = _("You then choose yourself what is seen: the whole screen, one window or one browser tab.");
    return { title: _("%(name)s would like to see your screen", { name }), points: [choice, only, stop] };
  }
  const objection = waysToShow().length ? null : objectionTo("screen");
  const camera = _("This device can't show its screen. You can point its camera at what it is about instead.");
  return { title: _("%(name)s would like to see your screen", { name }), points: [objection ?? camera, only, stop] };
}

function forControl(name, hasHelper) {
  const points = [
    _("%(name)s then sees your whole screen and can use your mouse and keyboard.", { name }),
    _("Your own mouse and keyboard always come first."),
    _("You can stop at any moment: with “Stop sharing” here or in the app, or with Ctrl+Alt+Pause."),
  ];
  if (isPhone()) points.push(_("This needs an app for computers. On this device it can't be installed."));
  else if (!hasHelper) points.push(_("This needs a small app. If you say yes, the chat shows how to get it."));
  return { title: _("%(name)s would like to control your device", { name }), points };
}
