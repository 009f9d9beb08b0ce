const UMLAUTS = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };

/** Those of the replies that have what is searched for, the likeliest first: by the shortcut, then by the text. */
export function found(replies, query) {
  const wanted = foldings(query.trim());
  const ranked = replies.map((reply) => ({ reply, rank: rankOf(reply, wanted) }));
  return ranked
    .filter(({ rank }) => rank < MISS)
    .sort((a, b) => a.rank - b.rank)
    .map(({ reply }) => reply);
}

/** The text as it is said: `{kunde}` and `{techniker}` (`{customer}`, `{technician}`) are names. */
export function filled(text, { customer, technician }) {
  const names = { kunde: customer, customer, techniker: technician, technician };
  return text.replace(/( ?)\{(\w+)\}/gi, (whole, space, word) => {
    const key = word.toLowerCase();
    if (!(key in names)) return whole;
    // Whose name is not known is not called by it: "Guten Tag {kunde}," is "Guten Tag,".
    return names[key] ? space + names[key] : "";
  });
}

const MISS = 3;

function rankOf({ shortcut, text }, wanted) {
  if (hits(shortcut, wanted, "startsWith")) return 0;
  if (hits(shortcut, wanted, "includes")) return 1;
  return hits(text, wanted, "includes") ? 2 : MISS;
}

function hits(text, wanted, how) {
  return foldings(text).some((folded) => wanted.some((one) => folded[how](one)));
}

/** "Grüße" is found by grusse, gruesse and GRÜSSE alike. */
function foldings(text) {
  const small = text.toLowerCase().normalize("NFC");
  const spelled = small.replace(/[äöüß]/g, (letter) => UMLAUTS[letter]);
  return [spelled, small.replaceAll("ß", "ss")].map((one) => one.normalize("NFD").replace(/\p{M}/gu, ""));
}
