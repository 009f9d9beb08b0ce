const embedded = document.getElementById("catalogue");
const catalogue = embedded ? JSON.parse(embedded.textContent) : {};

export const locale = document.documentElement.lang || "de";

/** The message in the page's language, `%(name)s` filled in from `values`. */
export function _(message, values = {}) {
  const translated = catalogue[message] || message;
  return translated.replace(/%\((\w+)\)s/g, (whole, name) => values[name] ?? whole);
}
