export const HEADER_BYTES = 24;
const VERSION = 1;
const KEY = 1;
const CODECS = { h264: 1, vp8: 2, vp9: 3 };
const NAMES = Object.fromEntries(Object.entries(CODECS).map(([name, number]) => [number, name]));

/**
 * One picture as it goes over the stream (an ArrayBuffer): the header of docs/api.md, then the chunk.
 *
 * @param {{source: number, codec: "h264"|"vp8"|"vp9", isKey: boolean, request: number, number: number, time: number,
 *   width: number, height: number}} facts  `time` of the capture in µs since 1970
 * @param {Uint8Array} chunk
 */
export function packPicture({ source, codec, isKey, request, number, time, width, height }, chunk) {
  const bytes = new Uint8Array(HEADER_BYTES + chunk.byteLength);
  const view = new DataView(bytes.buffer);
  bytes.set([VERSION, source, CODECS[codec], isKey ? KEY : 0]);
  view.setUint32(4, request);
  view.setUint32(8, number);
  view.setBigUint64(12, BigInt(Math.round(time)));
  view.setUint16(20, width);
  view.setUint16(22, height);
  bytes.set(chunk, HEADER_BYTES);
  return bytes.buffer;
}

/** The facts that packPicture took, and `chunk`; null for what is no picture of this version. */
export function unpackPicture(buffer) {
  if (buffer.byteLength <= HEADER_BYTES) return null;
  const view = new DataView(buffer);
  const codec = NAMES[view.getUint8(2)];
  if (view.getUint8(0) !== VERSION || !codec) return null;
  return {
    source: view.getUint8(1),
    codec,
    isKey: Boolean(view.getUint8(3) & KEY),
    request: view.getUint32(4),
    number: view.getUint32(8),
    time: Number(view.getBigUint64(12)),
    width: view.getUint16(20),
    height: view.getUint16(22),
    chunk: new Uint8Array(buffer, HEADER_BYTES),
  };
}
