// An image in memory: rows of pixels, the channels of a pixel side by side.

import { checkWhole } from '../../core/messages.js';

export interface Pixels {
  readonly data: Uint8Array | Float32Array;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** How an image's colours are read: 3, 4 or 1 channels. */
export type ColorMode = 'rgb' | 'rgba' | 'grayscale';

export const channelsOf: Record<ColorMode, number> = { rgb: 3, rgba: 4, grayscale: 1 };

/** An image to compute with. */
export type FloatPixels = Pixels & { readonly data: Float32Array };

/** An image as files hold it: one byte a value. */
export type BytePixels = Pixels & { readonly data: Uint8Array };

/** Pillow's limit against images made to exhaust the memory: 89 megapixels. */
const usualMaxPixels = 89_478_485;

/** The option `maxPixels`, checked. */
export function maxPixelsOf(where: string, maxPixels = usualMaxPixels): number {
  checkWhole(where, 'maxPixels', maxPixels, 1);
  return maxPixels;
}

/** Throws where an image announces more pixels than are allowed. */
export function requireSize(width: number, height: number, maxPixels: number): void {
  if (width * height > maxPixels) throw new Error(tooLarge(maxPixels, `${width} × ${height} pixels, `));
}

export function tooLarge(maxPixels: number, announced = ''): string {
  const most = maxPixels < 1e6 ? maxPixels : `${Math.round(maxPixels / 1e6)} million`;
  return `it announces ${announced}more than ${most} pixels, which could exhaust the memory (maxPixels allows more)`;
}
