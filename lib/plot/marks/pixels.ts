// Images inside a chart: an image's numbers become a PNG in a data address, which Vega-Lite's `image` mark shows
// in every front end.

import { deflateSync } from 'node:zlib';
import { crc32 } from '../../core/crc32.js';
import { type Dense, dense, part, range, type Values } from '../scales/values.js';

/** One byte a channel, row by row: 1 channel is grey, 3 are red, green and blue, 4 with opacity. */
export interface Pixels {
  width: number;
  height: number;
  channels: 1 | 3 | 4;
  data: Uint8Array;
}

const colorType = { 1: 0, 3: 2, 4: 6 } as const;
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** The image as a `data:` address. */
export function pngURL(pixels: Pixels): string {
  return `data:image/png;base64,${encodePNG(pixels).toString('base64')}`;
}

function encodePNG({ width, height, channels, data }: Pixels): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, colorType[channels], 0, 0, 0], 8);
  const stride = width * channels;
  // Each row begins with its filter's number; "up" (2) suits both drawings and photographs.
  const rows = Buffer.alloc(height * (stride + 1));
  for (let y = 0; y < height; y++) {
    const at = y * (stride + 1);
    rows[at] = 2;
    for (let x = 0; x < stride; x++) {
      const above = y > 0 ? data[(y - 1) * stride + x]! : 0;
      rows[at + 1 + x] = data[y * stride + x]! - above;
    }
  }
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, body: Buffer): Buffer {
  const content = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const framed = Buffer.alloc(content.length + 8);
  framed.writeUInt32BE(body.length, 0);
  content.copy(framed, 4);
  framed.writeUInt32BE(crc32(content), content.length + 4);
  return framed;
}

/**
 * Images out of a tensor or array: `[height, width]`, `[n, height, width]`, or either with 1, 3 or 4 channels at
 * the end; rows of a square number of pixels (`[n, 784]`) are taken as grey squares.
 *
 * Numbers in 0…1 and in 0…255 are taken as brightness; others are stretched from the lowest to the highest.
 */
export function toImages(values: Values, who: string): Dense[] {
  const all = dense(values, who);
  const batch = asBatch(all);
  if (!batch) {
    throw new Error(
      `${who} expects images: [height, width], [n, height, width] or [n, height, width, channels] with 1, 3 or 4 channels. ` +
        `Received the shape [${all.shape}].`,
    );
  }
  return Array.from({ length: batch.shape[0]! }, (_, i) => part(batch, i));
}

function asBatch({ data, shape }: Dense): Dense | undefined {
  const [a = 0, b = 0] = shape;
  const last = shape[shape.length - 1] ?? 0;
  const coloured = last === 1 || last === 3 || last === 4;
  const side = Math.sqrt(b);
  if (shape.length === 4 && coloured) return { data, shape };
  if (shape.length === 3 && coloured && b > 4) return { data, shape: [1, ...shape] };
  if (shape.length === 3) return { data, shape: [...shape, 1] };
  // [5, 784] is five images of 28 × 28; [28, 28] is one image.
  if (shape.length === 2 && Number.isInteger(side) && side > 4 && a !== b)
    return { data, shape: [a, side, side, 1] };
  if (shape.length === 2) return { data, shape: [1, a, b, 1] };
  return undefined;
}

/** The span of brightness that images together use. */
export function brightness(images: readonly Dense[]): [low: number, high: number] {
  const spans = images.map(({ data }) => range(data));
  const low = Math.min(...spans.map(([l]) => l));
  const high = Math.max(...spans.map(([, h]) => h));
  if (low >= 0 && high <= 1) return [0, 1];
  if (low >= 0 && high <= 255) return [0, 255];
  return [low, high];
}

/** One image's bytes, thinned to at most `maxSide` pixels a side. */
export function toPixels({ data, shape }: Dense, [low, high]: [number, number], maxSide = 160): Pixels {
  const [rows = 1, columns = 1, channels = 1] = shape as [number, number, 1 | 3 | 4];
  const shrink = Math.max(1, Math.max(rows, columns) / maxSide);
  const height = Math.max(1, Math.floor(rows / shrink));
  const width = Math.max(1, Math.floor(columns / shrink));
  const bytes = new Uint8Array(width * height * channels);
  const factor = high > low ? 255 / (high - low) : 255;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (Math.floor(y * shrink) * columns + Math.floor(x * shrink)) * channels;
      for (let c = 0; c < channels; c++, at++) bytes[at] = clampByte((data[from + c]! - low) * factor);
    }
  }
  return { width, height, channels: channels as 1 | 3 | 4, data: bytes };
}

/** NaN becomes black, as it does on a canvas. */
export function clampByte(value: number): number {
  return Number.isNaN(value) ? 0 : Math.max(0, Math.min(255, Math.round(value)));
}
