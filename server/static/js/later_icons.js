const SVG = "http://www.w3.org/2000/svg";

/** Adds drawings to the page's icon set that its first screen does without: {name: paths}. */
export function addIcons(drawings) {
  const set = document.querySelector(".icon-set");
  for (const [name, d] of Object.entries(drawings)) {
    const symbol = document.createElementNS(SVG, "symbol");
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    symbol.setAttribute("id", `icon-${name}`);
    symbol.setAttribute("viewBox", "0 0 24 24");
    symbol.append(path);
    set.append(symbol);
  }
}
