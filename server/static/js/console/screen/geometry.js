const SAME_SHAPE = 0.01;

/** The greatest size with the picture's shape that the box has room for, in CSS pixels. */
export function fitted(picture, box) {
  const scale = Math.min(box.width / picture.width, box.height / picture.height);
  return { width: Math.floor(picture.width * scale), height: Math.floor(picture.height * scale) };
}

/** The size in CSS pixels at which a pixel of the customer is one of this screen. */
export function natural(picture, pixelRatio) {
  return { width: picture.width / pixelRatio, height: picture.height / pixelRatio };
}

/**
 * How large the customer's screen is: a slow link makes its pictures smaller, but not the screen.
 * `known` is what it was until now (or null), `source` what the sharer says of it (or undefined).
 */
export function screenSize(known, picture, source) {
  const { width, height } = picture;
  const larger = [source, known].find((one) => one && one.width >= width && isSameShape(one, picture));
  return larger ? { width: larger.width, height: larger.height } : { width, height };
}

/** Where a pointer is in the picture: x and y in 0…1 (kept inside), and whether it is over it. */
export function placeIn(rect, { clientX, clientY }) {
  const [x, y] = [(clientX - rect.left) / rect.width, (clientY - rect.top) / rect.height];
  const isInside = x >= 0 && x < 1 && y >= 0 && y < 1;
  return { x: inside(x), y: inside(y), isInside };
}

function isSameShape(one, other) {
  const [a, b] = [one.width * other.height, other.width * one.height];
  return Math.abs(a - b) <= SAME_SHAPE * b;
}

/** Five digits are finer than any screen. */
function inside(part) {
  return Math.round(Math.min(1, Math.max(0, part)) * 1e5) / 1e5;
}
