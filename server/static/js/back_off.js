/** How long to wait before the next try: 0.3 s doubling to 3 s, jittered so that not all come at once. */
export function backOff(tries, random = Math.random()) {
  return Math.min(3000, 300 * 2 ** tries) * (0.6 + 0.4 * random);
}
