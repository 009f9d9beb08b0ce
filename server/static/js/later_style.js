/** Fetches a stylesheet that nobody needed before; what it gives comes when it is there, or can't be had. */
export function fetchStyle(name) {
  const href = new URL(`../css/${name}_part.css`, import.meta.url).href;
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  document.head.append(link);
  return new Promise((come) => (link.onload = link.onerror = come));
}
