import { csrfToken } from "../api.js";
import { _ } from "../i18n.js";

/** The address of a picture of this text as a QR code; throws an Error with words for a person. */
export async function qrPicture(sessionId, text) {
  const answer = await asked(`/api/v1/sessions/${sessionId}/invitations/qr`, text);
  if (!answer?.ok) throw new Error(_("The QR code could not be drawn. Please try again in a moment."));
  return URL.createObjectURL(await answer.blob());
}

function asked(path, text) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": csrfToken() };
  return fetch(path, { method: "POST", headers, body: JSON.stringify({ text }) }).catch(() => null);
}
