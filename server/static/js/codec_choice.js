// In Chromium on two cores, 1920 by 1080: 2 ms a picture, 6 ms, and 76 ms.
const PREFERRED = ["h264", "vp9", "vp8"];
// H.264 levels (Annex A) by the most macroblocks of a picture.
const LEVELS = [[3600, "1f"], [8192, "28"], [8704, "2a"], [22080, "32"], [36864, "33"]];

/**
 * The first codec that this browser encodes in this size and the viewer decodes: {codec, config}, or null.
 *
 * @param {string[]} decoded  what the viewer decodes
 * @param {{width: number, height: number, bitrate: number}} size
 */
export async function chosenCodec(decoded, size) {
  for (const codec of PREFERRED.filter((one) => decoded.includes(one))) {
    const config = configOf(codec, size);
    const { supported } = await VideoEncoder.isConfigSupported(config).catch(() => ({ supported: false }));
    if (supported) return { codec, config };
  }
  return null;
}

/** How VideoEncoder is told: pictures at once rather than small ones. */
export function configOf(codec, { width, height, bitrate }) {
  const rate = { bitrate, bitrateMode: "constant", framerate: 30, latencyMode: "realtime" };
  const config = { codec: stringOf(codec, width, height), width, height, ...rate };
  return codec === "h264" ? { ...config, avc: { format: "annexb" } } : config;
}

function stringOf(codec, width, height) {
  if (codec === "vp8") return "vp8";
  if (codec === "vp9") return "vp09.00.51.08";
  const blocks = Math.ceil(width / 16) * Math.ceil(height / 16);
  const [, level] = LEVELS.find(([most]) => blocks <= most) ?? LEVELS.at(-1);
  return `avc1.42e0${level}`;
}
