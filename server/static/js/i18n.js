const catalogue = {};
for (const words of document.querySelectorAll("script.words")) Object.assign(catalogue, JSON.parse(words.textContent));

const language = document.documentElement.lang || "de";

/** How times and numbers are written: as where the reader is, if that speaks the page's language ("en-GB"). */
export const locale = navigator.languages.find((one) => one.startsWith(language)) ?? language;

/** The message in the page's language, `%(name)s` filled in from `values`. */
export function _(message, values = {}) {
  const translated = catalogue[message] || message;
  return translated.replace(/%\((\w+)\)s/g, (whole, name) => values[name] ?? whole);
}
