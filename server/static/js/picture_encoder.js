import { chosenCodec, configOf } from "./codec_choice.js";

// Worth telling the encoder: that many times as many bits a second, or as few.
const NOTABLE = 1.2;

/**
 * An encoder in the size, the bits a second and a codec that are wanted at the moment.
 *
 * `made(chunk, {codec, width, height})` gets what it made, `anew()` is called when another encoder is ready, and
 * `failed(code)` where there is none: "no_codec", "encoder".
 */
export class PictureEncoder {
  #listener;
  #encoder = null;
  #choice = null;
  #broken = new Set();

  constructor(listener) {
    this.#listener = listener;
  }

  /**
   * Makes it fit: "ready", "resized" (the next picture has to be a key frame), or null: not yet, `anew` will be called.
   *
   * @param {{width: number, height: number, bitrate: number}} size
   * @param {string[]} decoded  the codecs of the viewer
   */
  fit(size, decoded) {
    const { codec, config, isAsked } = this.#choice ?? {};
    if (isAsked) return null;
    // Its error is on the way, and perhaps later than this.
    if (this.#encoder?.state === "closed") return void this.#broke(this.#encoder);
    const isLarger = config && size.width * size.height > config.width * config.height;
    if (!this.#encoder || !decoded.includes(codec) || isLarger) return void this.#choose(size, decoded);
    const isResized = config.width !== size.width || config.height !== size.height;
    const change = size.bitrate / config.bitrate;
    if (!isResized && change < NOTABLE && change > 1 / NOTABLE) return "ready";
    this.#choice = { codec, config: configOf(codec, size) };
    this.#encoder.configure(this.#choice.config);
    return isResized ? "resized" : "ready";
  }

  /** Takes a picture, which stays its owner's to close. */
  encode(frame, options) {
    this.#encoder.encode(frame, options);
  }

  close() {
    if (this.#encoder && this.#encoder.state !== "closed") this.#encoder.close();
    this.#encoder = null;
    this.#choice = null;
  }

  // Private

  async #choose(size, decoded) {
    this.close();
    const asked = (this.#choice = { isAsked: true });
    const choice = await chosenCodec(decoded.filter((codec) => !this.#broken.has(codec)), size);
    if (this.#choice !== asked) return;
    this.#choice = choice;
    if (!choice) return this.#listener.failed(this.#broken.size ? "encoder" : "no_codec");
    const encoder = new VideoEncoder({
      output: (chunk) => encoder === this.#encoder && this.#made(chunk),
      error: () => this.#broke(encoder),
    });
    this.#encoder = encoder;
    encoder.configure(choice.config);
    this.#listener.anew();
  }

  #made(chunk) {
    const { codec, config } = this.#choice;
    this.#listener.made(chunk, { codec, width: config.width, height: config.height });
  }

  /** It won't get better: on with the next codec. */
  #broke(encoder) {
    if (encoder !== this.#encoder) return;
    this.#broken.add(this.#choice.codec);
    this.close();
    this.#listener.anew();
  }
}
