const WORKER = "/console/service-worker.js";

/** Whether the console runs in a window of its own, as an installed app. */
export function isDesktop() {
  return matchMedia("(display-mode: standalone)").matches;
}

/**
 * What this start of the app asks for: "session", or nothing. Asked once: a reload is no start.
 *
 * @param {{startsSession: boolean}} settings  whether the app opens a new session when it starts
 */
export function wishOfStart({ startsSession }) {
  const start = new URLSearchParams(location.search).get("start");
  if (start) history.replaceState(null, "", location.pathname + location.hash);
  return start === "session" || (start === "app" && startsSession && isDesktop()) ? "session" : null;
}

/**
 * Has the browser keep the page for when the server can't be reached, once it has nothing else to do; where it can't,
 * all else works as well.
 */
export function keepOfflinePage() {
  if (!navigator.serviceWorker) return;
  const later = globalThis.requestIdleCallback ?? setTimeout;
  later(() => register());
}

function register() {
  const version = new URL(import.meta.url).pathname.split("/")[2];
  const address = `${WORKER}?v=${version}-${document.documentElement.lang}`;
  navigator.serviceWorker.register(address, { scope: "/console" }).catch(() => {});
}

/** The number on the app's icon. */
export function showBadge(count) {
  const change = count ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.();
  change?.catch(() => {});
}
