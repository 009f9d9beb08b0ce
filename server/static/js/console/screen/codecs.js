// In the order in which a picture comes fastest (docs/benchmarks.md); the strings only ask, pictures bring their own.
const TRIED = { h264: "avc1.42E028", vp8: "vp8", vp9: "vp09.00.40.08" };
const SPS = 7;

/** The codecs that this browser decodes, best first; none where it has no WebCodecs (or no https). */
export async function decodableCodecs() {
  if (!globalThis.VideoDecoder) return [];
  const asked = Object.entries(TRIED).map(async ([name, codec]) => {
    const answer = await VideoDecoder.isConfigSupported({ codec, optimizeForLatency: true }).catch(() => null);
    return answer?.supported ? name : null;
  });
  return (await Promise.all(asked)).filter(Boolean);
}

/** How WebCodecs calls what is in this key frame: H.264 says its profile and level in itself. */
export function codecString(codec, chunk) {
  if (codec !== "h264") return TRIED[codec];
  const place = parameterSet(chunk);
  if (place < 0) return TRIED.h264;
  const levels = [...chunk.subarray(place + 1, place + 4)];
  return `avc1.${levels.map((byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join("")}`;
}

/** Where the sequence parameter set begins, behind its start code (Annex B of H.264); -1 where there is none. */
function parameterSet(chunk) {
  for (let place = 0; place + 6 < chunk.length; place++) {
    const isStart = chunk[place] === 0 && chunk[place + 1] === 0 && chunk[place + 2] === 1;
    if (isStart && (chunk[place + 3] & 31) === SPS) return place + 3;
  }
  return -1;
}
