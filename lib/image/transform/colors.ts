// Transforms of an image's values that move no pixel: channel shift and brightness, as Keras defines them.

/** Adds `intensity` to every value, kept within the least and greatest value the image had. */
export function shiftChannels(values: Float32Array, intensity: number): void {
  const [least, greatest] = extent(values);
  for (let i = 0; i < values.length; i++) {
    values[i] = Math.min(Math.max(values[i]! + intensity, least), greatest);
  }
}

/**
 * Multiplies the brightness in steps of 1/255, as Pillow's enhancer does on bytes. Values outside 0 … 255 are scaled
 * into it before and back after. A fourth channel is opacity and stays.
 */
export function shiftBrightness(values: Float32Array, brightness: number, channels: number): void {
  const [least, greatest] = extent(values);
  const scaled = least < 0 || greatest > 255;
  const range = greatest - least;
  const factor = Math.fround(brightness);
  for (let i = 0; i < values.length; i++) {
    const value = scaled ? (range === 0 ? 0 : ((values[i]! - least) / range) * 255) : values[i]!;
    const byte = Math.trunc(value);
    const changed = channels === 4 && i % 4 === 3 ? byte : clampedByte(Math.fround(byte * factor));
    values[i] = scaled ? (changed / 255) * range + least : changed;
  }
}

function clampedByte(value: number): number {
  return value <= 0 ? 0 : value >= 255 ? 255 : Math.trunc(value);
}

function extent(values: Float32Array): [number, number] {
  let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return [least, greatest];
}
