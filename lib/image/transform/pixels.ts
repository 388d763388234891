// An image in memory: rows of pixels, the channels of a pixel side by side.

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
export const mostPixels = 89_478_485;

export function tooLarge(): string {
  return `it has more than ${Math.round(mostPixels / 1e6)} million pixels, which would exhaust the memory`;
}
