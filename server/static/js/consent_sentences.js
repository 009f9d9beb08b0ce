import { nameOf } from "./author.js";
import { _ } from "./i18n.js";

/** How the customer's log tells what was asked, answered, shown and stopped (see notice.js). */
export const FOR_THE_CUSTOMER = {
  requested: ({ author, body }) => {
    const name = nameOf(author);
    if (body.permission === "view") return _("%(name)s asks to see your screen.", { name });
    return _("%(name)s asks to control your device.", { name });
  },
  extended: () => _("You have taken more time to answer."),
  answered: ({ body: { permission, granted, reason } }) => {
    if (granted && permission === "view") return _("You have allowed your screen to be seen.");
    if (granted) return _("You have allowed your device to be controlled.");
    if (reason === "silence") return _("The question was not answered in time. That counts as no.");
    if (reason === "closed") return _("The question was closed without an answer. That counts as no.");
    if (permission === "view") return _("You have refused to have your screen seen.");
    return _("You have refused to have your device controlled.");
  },
  withdrawn: ({ author, body: { permission, reason } }) => {
    if (reason === "gone") return gone(permission);
    if (reason === "replaced") return replaced(permission);
    if (author.role === "technician") return givenBack(author, permission);
    if (permission === "view") return _("You have ended the sharing of your screen.");
    return _("You have ended the control of your device.");
  },
  share_started: ({ body: { source } }) => {
    if (source === "camera") return _("The picture of your camera is being shown.");
    if (source === "helper") return _("The app shows your screen.");
    return _("Your screen is being shown.");
  },
  share_stopped: stopped,
};

/** The same for the technician's log. */
export const FOR_THE_TECHNICIAN = {
  requested: ({ body }) => {
    if (body.permission === "view") return _("You have asked to see the screen.");
    return _("You have asked to control the device.");
  },
  extended: ({ author }) => _("%(name)s takes more time to answer.", { name: nameOf(author) }),
  answered: ({ author, body: { permission, granted, reason } }) => {
    const name = nameOf({ ...author, role: "customer" });
    if (granted && permission === "view") return _("%(name)s has allowed you to see the screen.", { name });
    if (granted) return _("%(name)s has allowed you to control the device.", { name });
    if (reason === "silence") return _("The question was not answered in time. That counts as no.");
    if (reason === "closed") return _("The question was closed without an answer. That counts as no.");
    if (permission === "view") return _("%(name)s has refused to have the screen seen.", { name });
    return _("%(name)s has refused to have the device controlled.", { name });
  },
  withdrawn: ({ author, body: { permission, reason } }) => {
    if (reason === "gone") return gone(permission);
    if (reason === "replaced") return replaced(permission);
    if (author.role === "technician") return back(permission);
    if (permission === "view") return _("%(name)s has ended the sharing of the screen.", { name: nameOf(author) });
    return _("%(name)s has ended the control of the device.", { name: nameOf(author) });
  },
  share_started: ({ author, body: { source } }) => {
    if (source === "camera") return _("%(name)s shows the picture of the camera.", { name: nameOf(author) });
    if (source === "helper") return _("The app on the customer's device shows the screen.");
    return _("%(name)s shows the screen.", { name: nameOf(author) });
  },
  share_stopped: stopped,
};

function gone(permission) {
  if (permission === "view") return _("Seeing the screen has ended: one side was gone for over a minute.");
  return _("Control of the device has ended: one side was gone for over a minute.");
}

function replaced(permission) {
  if (permission === "view") return _("Seeing the screen has ended: the chat goes on on another device.");
  return _("Control of the device has ended: the chat goes on on another device.");
}

/** The technician takes back a question, or gives back what was granted. */
function givenBack(author, permission) {
  if (permission === "view") return _("%(name)s no longer wants to see your screen.", { name: nameOf(author) });
  return _("%(name)s no longer wants to control your device.", { name: nameOf(author) });
}

function back(permission) {
  if (permission === "view") return _("You no longer want to see the screen.");
  return _("You no longer want to control the device.");
}

/** Only where no other sentence says why: a withdrawal and the end have theirs. */
function stopped({ body: { reason } }) {
  if (reason === "lost") return _("The picture was interrupted: the connection to the device was lost.");
  if (reason === "control") return _("The picture from the browser has ended: the app shows the screen now.");
  if (reason === "person") return _("The picture has ended.");
  return null;
}
