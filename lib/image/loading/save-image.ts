// Writes images as the generator made them, to look at: stretched to 0 … 255, as Keras saves them.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type Channels, writeImage } from './write-image.js';

/** Writes one image into `folder` under a name that begins with `name`. */
export async function saveImage(
  values: Float32Array,
  [height, width, channels]: readonly [number, number, number],
  folder: string,
  name: string,
  format: 'png' | 'jpeg',
): Promise<void> {
  const path = join(folder, `${name}_${randomBytes(4).toString('hex')}.${format}`);
  await writeImage(path, stretched(values), [height, width, channels as Channels], format);
}

function stretched(values: Float32Array): Uint8Array {
  let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }
  const range = greatest - least || 1;
  return Uint8Array.from(values, (value) => ((value - least) / range) * 255);
}
