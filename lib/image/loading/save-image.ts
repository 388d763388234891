// Writes images as the generator made them, to look at: stretched to 0 … 255, as Keras saves them.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { writeBeside } from '../../core/write-beside.js';

/** Writes one image into `folder` under a name that begins with `name`. */
export async function saveImage(
  values: Float32Array,
  [height, width, channels]: readonly [number, number, number],
  folder: string,
  name: string,
  format: 'png' | 'jpeg',
): Promise<void> {
  const { default: sharp } = await import('sharp');
  const raw = { width, height, channels: channels as 1 | 3 | 4 };
  const path = join(folder, `${name}_${randomBytes(4).toString('hex')}.${format}`);
  await writeBeside(path, await sharp(stretched(values), { raw }).toFormat(format).toBuffer());
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
