const DRAWINGS = [
  ["image", /^image\//],
  ["play", /^(audio|video)\//],
  ["archive", /zip|compressed|tar|rar|7z|archive/],
  ["text", /^text\/|pdf|word|document|sheet|excel|presentation|powerpoint|rtf/],
];

/** The name of the icon for a file of this type. */
export function fileIconOf(type) {
  const found = DRAWINGS.find(([, types]) => types.test(type));
  return found ? `file-${found[0]}` : "file";
}
