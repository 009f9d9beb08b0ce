const SVG = "http://www.w3.org/2000/svg";

/** One drawing of the icon set (templates/_icons.svg), silent for screen readers. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.append(document.createElementNS(SVG, "use"));
  return showIcon(svg, name);
}

/** The same element, now showing another icon: nothing moves. */
export function showIcon(svg, name) {
  svg.firstElementChild.setAttribute("href", `#icon-${name}`);
  return svg;
}
