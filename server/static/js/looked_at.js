/** The page is hidden from whoever is there, because its technician is away. */
export const LOCKED = "is-locked";

/** Whether somebody who may read this page has it before their eyes. */
export function isLookedAt() {
  return document.visibilityState === "visible" && document.hasFocus() && !document.body.classList.contains(LOCKED);
}
