import { request } from "./api.js";

/** A program (the tray app, say) joined anew and opened this page with a code that admits this browser. */
async function enter(code) {
  history.replaceState(null, "", location.pathname);
  const problem = await request("POST", `${location.pathname}/enter`, { code }).catch((refusal) => refusal);
  if (!problem) location.reload();
}

if (location.hash.length > 1) enter(location.hash.slice(1));
