/** How this browser can show something, the better one first: "screen", "camera"; empty where it can't at all. */
export function waysToShow() {
  const { mediaDevices } = navigator;
  if (!canEncode() || !mediaDevices) return [];
  if (mediaDevices.getDisplayMedia) return ["screen"];
  return mediaDevices.getUserMedia ? ["camera"] : [];
}

/** Whether it can make a video of pictures while they come. */
export function canEncode() {
  return "VideoEncoder" in globalThis && "VideoFrame" in globalThis;
}

/** Whether it runs on a phone or tablet, for which there is no app. */
export function isPhone() {
  return /Android|iPhone|iPad/.test(navigator.userAgent);
}
