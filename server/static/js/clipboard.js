/** Whether the text is on the clipboard now. */
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedByHand(text);
  }
}

/** On plain http browsers have no clipboard for scripts, but copy what is selected. */
function copiedByHand(text) {
  const before = document.activeElement;
  const field = document.createElement("textarea");
  Object.assign(field, { value: text, className: "visually-hidden", readOnly: true });
  document.body.append(field);
  field.select();
  const isDone = document.execCommand("copy");
  field.remove();
  before?.focus({ preventScroll: true });
  return isDone;
}
