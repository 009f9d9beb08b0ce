import { Problem } from "./api.js";
import { _ } from "./i18n.js";
import { canEncode } from "./ways_to_show.js";

// Chromium gives 1280 by 720 where nothing is said, and never more than there is.
const SIZE = { width: { ideal: 3840 }, height: { ideal: 2160 } };
const SCREEN = {
  video: { ...SIZE, frameRate: { ideal: 30, max: 30 }, cursor: "always", displaySurface: "monitor" },
  audio: false,
  selfBrowserSurface: "exclude",
  surfaceSwitching: "include",
  monitorTypeSurfaces: "include",
};
const CAMERA = {
  video: { width: { ideal: 1920 }, height: { ideal: 1080 }, frameRate: { ideal: 24, max: 30 }, facingMode: "environment" },
  audio: false,
};
// Nobody answers the browser's own question that fast: it was not asked.
const TOO_FAST = 150;

/** The track that the person chose, by the browser's own picker; throws a Problem with words for them. */
export async function chosenTrack(source) {
  const objection = objectionTo(source);
  if (objection) throw problem("impossible", objection);
  const began = performance.now();
  try {
    const { mediaDevices } = navigator;
    const stream = source === "camera" ? await mediaDevices.getUserMedia(CAMERA) : await mediaDevices.getDisplayMedia(SCREEN);
    return stream.getVideoTracks()[0];
  } catch (error) {
    throw problem(error.name, reasonOf(error, source, performance.now() - began < TOO_FAST));
  }
}

/** Why it can't work here at all, and what else can be done; null where it can. */
export function objectionTo(source) {
  if (!isSecureContext)
    return _("Browsers show a screen only on pages with https, and this one has none. Please tell your technician; you can send pictures as files instead.");
  const canShow = source === "camera" ? "getUserMedia" : "getDisplayMedia";
  if (!navigator.mediaDevices?.[canShow] || !canEncode())
    return _("This browser is too old to show your screen. Please open the chat in a current Firefox, Chrome, Edge or Safari, or send a picture of the screen as a file.");
  return null;
}

function reasonOf({ name, message }, source, isAtOnce) {
  if (name === "NotFoundError") return nothingThere(source);
  if (name === "NotReadableError" || name === "AbortError")
    return _("The browser could not open it. Perhaps another program is using it. Please try again, or send a picture as a file.");
  if (/system/i.test(message))
    return _("Your system does not let the browser record the screen. Please allow it in the system's settings under privacy, “Screen recording”, and try again.");
  if (/policy/i.test(message)) return forbidden();
  if (name === "NotAllowedError" && !isAtOnce) return notChosen(source);
  return forbidden();
}

function nothingThere(source) {
  if (source === "camera") return _("There is no camera. Please send a picture as a file instead.");
  return _("There is no screen that the browser could show. Please send a picture of it as a file instead.");
}

function notChosen(source) {
  if (source === "camera") return _("The browser may not use the camera. Please try again and allow it in the browser's question.");
  return _("Nothing was chosen. Please try again, choose a screen or a window in the browser's question, and confirm it.");
}

function forbidden() {
  return _("The browser does not allow it here. Please check its settings for this page, or send a picture of the screen as a file.");
}

function problem(code, detail) {
  return new Problem({ code, detail });
}
