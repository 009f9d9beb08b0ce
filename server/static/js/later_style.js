/** Fetches a stylesheet that nobody needed before. */
export function fetchStyle(name) {
  const href = new URL(`../css/${name}_part.css`, import.meta.url).href;
  document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
}
