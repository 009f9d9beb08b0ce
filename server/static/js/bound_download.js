import { LocalStore } from "./local_store.js";

const KEPT = "beistand.download";
// As long as a code for the app works, too.
const LASTS = 60 * 60 * 1000;
const store = new LocalStore();

/** The app is being downloaded for this session: where it starts for the first time, it is led back to it. */
export function rememberDownload(sessionId) {
  store.set(KEPT, { session: sessionId, at: Date.now() });
}

/** The session that this browser downloaded the app for within the last hour, else null. */
export function downloadedFor() {
  const kept = store.get(KEPT);
  const isFresh = typeof kept?.session === "string" && Date.now() - kept.at < LASTS;
  return isFresh ? kept.session : null;
}

export function forgetDownload() {
  store.remove(KEPT);
}
