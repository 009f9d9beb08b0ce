/**
 * How this browser can show something, the better one first: "screen", "camera"; empty where it can't at all.
 *
 * Some browsers of phones have the one for screens, and refuse whenever it is used: there the camera is offered, too.
 */
export function waysToShow() {
  const { mediaDevices } = navigator;
  if (!canEncode() || !mediaDevices) return [];
  const ways = mediaDevices.getDisplayMedia ? ["screen"] : [];
  if (mediaDevices.getUserMedia && (!ways.length || isPhone())) ways.push("camera");
  return ways;
}

/** Whether it can make a video of pictures while they come. */
export function canEncode() {
  return "VideoEncoder" in globalThis && "VideoFrame" in globalThis;
}

/** Whether it runs on a phone or tablet, for which there is no app. */
export function isPhone() {
  return /Android|iPhone|iPad/.test(navigator.userAgent);
}
