// Controls that reverse the direction of text could make a link look like another one.
const BIDI = "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069";
const CANDIDATE = new RegExp(`(?:https?://|www\\.)[^\\s<>"'\`${BIDI}]+`, "gi");
const TRAILING = ".,:;!?…»“”’*_~]}";

/**
 * The text in pieces, in order and complete: `{text}` or, for a web address, `{text, href}`.
 * @returns {{text: string, href?: string}[]}
 */
export function pieces(text) {
  const found = [];
  let done = 0;
  for (const { 0: candidate, index } of text.matchAll(CANDIDATE)) {
    const address = withoutTrailing(candidate);
    const href = hrefOf(address);
    if (!href || isInsideWord(text, index)) continue;
    if (index > done) found.push({ text: text.slice(done, index) });
    found.push({ text: address, href });
    done = index + address.length;
  }
  if (done < text.length) found.push({ text: text.slice(done) });
  return found;
}

/** The full stop of a sentence and a bracket around the address aren't part of it. */
function withoutTrailing(candidate) {
  let end = candidate.length;
  let loneBrackets = count(candidate, ")") - count(candidate, "(");
  for (; end > 0; end--) {
    const last = candidate[end - 1];
    if (last === ")" && loneBrackets > 0) loneBrackets--;
    else if (!TRAILING.includes(last)) break;
  }
  return candidate.slice(0, end);
}

function count(text, character) {
  return text.split(character).length - 1;
}

function isInsideWord(text, index) {
  return index > 0 && /[\p{L}\p{N}]/u.test(text[index - 1]);
}

function hrefOf(address) {
  try {
    const url = new URL(/^www\./i.test(address) ? `https://${address}` : address);
    return url.hostname.includes(".") || url.hostname === "localhost" || url.port ? url.href : null;
  } catch {
    return null;
  }
}
