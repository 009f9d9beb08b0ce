import { StillPictures } from "./still_pictures.js";

const PAUSE = 250;
const PATIENCE = 1000;

/**
 * The pictures of a track as they come, without those on which nothing moved, each a VideoFrame that whoever gets it has to close.
 *
 * By MediaStreamTrackProcessor where there is one (Chromium, also while the page is hidden), else from a video that
 * nobody sees (Firefox, Safari).
 */
export class FrameFeed {
  #track;
  #give;
  #still = null;
  #reader = null;
  #video = null;
  #isOver = false;

  /** `give(frame)` gets the pictures; a camera's are never the same, so nobody need compare them. */
  constructor(track, { give, isCamera }) {
    this.#track = track;
    this.#give = give;
    if (!isCamera) this.#still = new StillPictures();
  }

  /** Resolves when there are no more pictures; rejects where they can't be had. */
  run() {
    return "MediaStreamTrackProcessor" in globalThis ? this.#read() : this.#watch();
  }

  close() {
    this.#isOver = true;
    this.#reader?.cancel().catch(() => {});
    if (this.#video) this.#video.srcObject = null;
  }

  // Private

  async #read() {
    const { readable } = new MediaStreamTrackProcessor({ track: this.#track, maxBufferSize: 1 });
    this.#reader = readable.getReader();
    while (!this.#isOver) {
      const { done, value } = await this.#reader.read();
      if (done) return;
      await this.#pass(value);
    }
  }

  async #watch() {
    const srcObject = new MediaStream([this.#track]);
    this.#video = Object.assign(document.createElement("video"), { srcObject, muted: true, playsInline: true });
    await this.#video.play();
    while (!this.#isOver) {
      await nextPictureOf(this.#video);
      if (!this.#isOver && this.#video.videoWidth) await this.#pass(pictureOf(this.#video));
    }
  }

  async #pass(frame) {
    const isSame = await this.#still?.isSame(frame);
    if (isSame || this.#isOver) frame.close();
    else this.#give(upright(frame));
  }
}

/** A hidden page is told of no pictures: it looks by itself. */
function nextPictureOf(video) {
  return new Promise((resolve) => {
    if (video.requestVideoFrameCallback) video.requestVideoFrameCallback(resolve);
    const isTold = video.requestVideoFrameCallback && document.visibilityState === "visible";
    setTimeout(resolve, isTold ? PATIENCE : PAUSE);
  });
}

function pictureOf(video) {
  return new VideoFrame(video, { timestamp: Math.round(performance.now() * 1000) });
}

/** A phone's camera may give pictures lying on their side, with a note that they are: encoders lose the note. */
function upright(frame) {
  if (!frame.rotation && !frame.flip) return frame;
  const canvas = new OffscreenCanvas(frame.displayWidth, frame.displayHeight);
  canvas.getContext("2d").drawImage(frame, 0, 0, canvas.width, canvas.height);
  const turned = new VideoFrame(canvas, { timestamp: frame.timestamp });
  frame.close();
  return turned;
}
