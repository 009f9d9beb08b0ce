import { Emitter } from "../../emitter.js";
import { codecString } from "./codecs.js";

/**
 * Turns chunks into pictures (WebCodecs). Emits `picture` {frame, picture} for each, in order: whoever listens
 * draws at once, the frame is gone afterwards. Emits `failed` {codec} when the decoder gave up: the next chunk
 * must be a key frame.
 */
export class Decoding extends Emitter {
  #decoder = null;
  #configured = "";
  #count = 0;
  #waiting = new Map();

  /** `picture` as picture_header.js unpacks it; after a start or a failure with a key frame. */
  decode(picture) {
    try {
      if (picture.isKey) this.#configure(picture);
      if (!this.#decoder) return;
      const timestamp = this.#count++;
      this.#waiting.set(timestamp, picture);
      const type = picture.isKey ? "key" : "delta";
      this.#decoder.decode(new EncodedVideoChunk({ type, timestamp, data: picture.chunk }));
    } catch {
      this.#fail(picture.codec);
    }
  }

  /** Nothing more comes of what was decoded so far. */
  stop() {
    const decoder = this.#decoder;
    this.#decoder = null;
    this.#configured = "";
    this.#waiting.clear();
    if (decoder && decoder.state !== "closed") decoder.close();
  }

  // Private

  #configure({ codec, chunk, width, height }) {
    const configured = [codec, codecString(codec, chunk), width, height].join();
    if (configured === this.#configured) return;
    this.#decoder ??= this.#made();
    this.#decoder.configure({ codec: codecString(codec, chunk), optimizeForLatency: true });
    this.#configured = configured;
  }

  #made() {
    const decoder = new VideoDecoder({
      output: (frame) => this.#decoded(decoder, frame),
      error: () => decoder === this.#decoder && this.#fail(this.#configured.split(",")[0]),
    });
    return decoder;
  }

  #decoded(decoder, frame) {
    const picture = this.#waiting.get(frame.timestamp);
    this.#waiting.delete(frame.timestamp);
    // A picture that comes after the end is never seen.
    if (decoder === this.#decoder && picture) this.emit("picture", { frame, picture });
    frame.close();
  }

  #fail(codec) {
    this.stop();
    this.emit("failed", { codec });
  }
}
