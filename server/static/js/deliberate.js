// Nobody has read a question that fast: what is pressed within this time was meant for what was here before.
const READING = 700;

let isDown = false;
let waiting = null;

for (const type of ["pointerdown", "pointermove", "pointerup", "pointercancel"])
  addEventListener(type, ({ isPrimary, buttons }) => isPrimary && (isDown = buttons % 2 === 1), { capture: true, passive: true });

/**
 * Makes a button that has just appeared wait until a press can be meant for it, and no finger is left from before.
 *
 * For one button at a time: the one before it waits no more.
 */
export function deliberate(button) {
  clearTimeout(waiting);
  button.disabled = true;
  const wait = () => (waiting = setTimeout(() => (isDown ? wait() : (button.disabled = false)), READING));
  wait();
}
