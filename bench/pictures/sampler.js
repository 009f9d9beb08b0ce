// Looks after each frame of the viewer at the picture's pixels, and notes which numbers of the page's two strips are
// there to be read. Both viewers are read by the same means, whatever draws them.
globalThis.bench = new (class {
  bytes = 0;
  clock = [];
  typed = [];
  pressed = [];
  #strips = Object.assign(document.createElement("canvas"), { width: 8, height: 2 });
  #context = this.#strips.getContext("2d", { willReadFrequently: true });
  #seen = { clock: null, typed: null };
  #isLooking = false;
  #afterwards = new MessageChannel();
  #contrasts = [];
  #band = Object.assign(document.createElement("canvas"), { width: 1500, height: 800 });
  #bandContext = this.#band.getContext("2d", { willReadFrequently: true });

  constructor() {
    this.#context.imageSmoothingEnabled = false;
    this.#afterwards.port1.onmessage = () => this.#look();
    addEventListener("keydown", (event) => this.#isLooking && this.pressed.push(this.now(event.timeStamp)), true);
    this.#countBytes();
  }

  begin() {
    Object.assign(this, { bytes: 0, clock: [], typed: [], pressed: [] });
    this.#contrasts = [];
    this.#seen = { clock: null, typed: null };
    if (!this.#isLooking) requestAnimationFrame(() => this.#frame());
    this.#isLooking = true;
  }

  /** What was seen since begin(): [number, µs since 1970] each, and the bytes of pictures that came. */
  end() {
    this.#isLooking = false;
    const { bytes, clock, typed, pressed } = this;
    return { bytes, clock, typed, pressed, contrasts: this.#contrasts };
  }

  /** How much neighbouring pixels differ in a band of the picture, as desk.py reads it from the screen. */
  noteContrast() {
    const { width, height } = this.#band;
    const scale = this.#picture.width / 1920;
    this.#bandContext.drawImage(this.#picture, ...[210, 200, width, height].map((one) => one * scale), 0, 0, width, height);
    const { data } = this.#bandContext.getImageData(0, 0, width, height);
    let sum = 0;
    for (let at = 4; at < data.length; at += 4) sum += Math.abs(data[at + 1] - data[at - 3]);
    this.#contrasts.push(sum / (width * height));
  }

  /** Whether the picture shows the page: the strips are there and whole. */
  get isThere() {
    this.#draw();
    return this.#number(0) !== null && this.#number(1) !== null;
  }

  now(time = performance.now()) {
    return Math.round((performance.timeOrigin + time) * 1000);
  }

  // Private

  #frame() {
    if (!this.#isLooking) return;
    // A message comes when this frame is done, with whatever was drawn in it.
    this.#afterwards.port2.postMessage("look");
    requestAnimationFrame(() => this.#frame());
  }

  #look() {
    const now = this.now();
    this.#draw();
    for (const [strip, name] of ["clock", "typed"].entries()) {
      const number = this.#number(strip);
      if (number === null || number === this.#seen[name]) continue;
      this.#seen[name] = number;
      this[name].push([number, now]);
    }
  }

  get #picture() {
    return [...document.querySelectorAll("canvas")].reduce(
      (widest, one) => (widest && widest.width >= one.width ? widest : one),
      null,
    );
  }

  #draw() {
    const picture = this.#picture;
    if (!picture?.width || !picture.height) return;
    const scale = picture.width / 1920;
    this.#context.drawImage(picture, 0, 0, 512 * scale, 96 * scale, 0, 0, 8, 2);
  }

  /** As page.html writes it and strip.py; null where the colours are of two moments. */
  #number(strip) {
    const { data } = this.#context.getImageData(0, strip, 8, 1);
    const digits = Array.from({ length: 8 }, (_, place) =>
      [4, 2, 1].reduce((digit, bit, band) => digit + (data[place * 4 + band] > 127 ? bit : 0), 0),
    );
    const sum = digits.slice(0, 6).reduce((total, digit, place) => total + digit * (place + 1), 21) % 64;
    if (sum !== digits[6] * 8 + digits[7]) return null;
    return digits.slice(0, 6).reduce((number, digit) => number * 8 + digit, 0);
  }

  #countBytes() {
    // A proxy, for noVNC looks for the methods on the socket's own prototype.
    globalThis.WebSocket = new Proxy(WebSocket, {
      construct: (original, where) => {
        const socket = new original(...where);
        socket.addEventListener("message", ({ data }) => (this.bytes += data.byteLength ?? 0));
        return socket;
      },
    });
  }
})();
