// Pixels as an image's file, all of it or nothing.
import { writeBeside } from '../../core/write-beside.js';

export type ImageFormat = 'png' | 'jpeg' | 'webp' | 'tiff' | 'gif';

export type Channels = 1 | 3 | 4;

/** @param quality of `jpeg` and `webp`, from 1 to 100; sharp's own by default */
export async function writeImage(
  path: string,
  data: Uint8Array,
  [height, width, channels]: readonly [number, number, Channels],
  format: ImageFormat,
  quality?: number,
): Promise<void> {
  const { default: sharp } = await import('sharp');
  const hasQuality = quality !== undefined && (format === 'jpeg' || format === 'webp');
  const image = sharp(data, { raw: { width, height, channels } });
  await writeBeside(path, await image.toFormat(format, hasQuality ? { quality } : {}).toBuffer());
}
