/** Keeps the page as high as what an on-screen keyboard leaves of the screen (iOS tells only here). */
export function followKeyboard() {
  const { visualViewport } = globalThis;
  if (!visualViewport) return;
  const fit = () => {
    if (visualViewport.scale !== 1) return;
    document.documentElement.style.setProperty("--screen", `${visualViewport.height}px`);
    scrollTo(0, 0);
  };
  visualViewport.addEventListener("resize", fit);
}
