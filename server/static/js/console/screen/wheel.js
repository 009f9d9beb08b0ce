// Browsers tell a notch of a wheel as 100 pixels (Chromium, Safari) or three lines (Firefox).
const PER_NOTCH = { 0: 100, 1: 3, 2: 1 };

/** How far a wheel or a trackpad was turned, in notches; fractions are what trackpads have. */
export function notches({ deltaX, deltaY, deltaMode }) {
  const [dx, dy] = [deltaX, deltaY].map((delta) => delta / PER_NOTCH[deltaMode]);
  return { dx, dy };
}
