// From a picture file to pixels in the colours asked for. sharp decodes; colour conversion is Pillow's.
import { readFileSync } from 'node:fs';
import type { Sharp, SharpOptions } from 'sharp';
import { PictureError } from './errors.js';
import { type BytePixels, CHANNELS, type ColorMode, MOST_PIXELS, tooLarge } from './pixels.js';
import { readPlainPicture } from './plain-pictures.js';

type SharpFactory = (input: Buffer, options: SharpOptions) => Sharp;
let loading: Promise<SharpFactory> | undefined;

/** Reads and decodes a picture file. @throws PictureError naming the file */
export async function decodeFile(path: string, colorMode: ColorMode): Promise<BytePixels> {
  try {
    // In a worker, waiting for the disk here costs less than a trip through the event loop.
    return await decode(readFileSync(path), colorMode);
  } catch (error) {
    throw new PictureError(path, explain(error), { cause: error });
  }
}

async function decode(bytes: Buffer, colorMode: ColorMode): Promise<BytePixels> {
  if (bytes.length === 0) throw new Error('the file is empty');
  const plain = readPlainPicture(bytes);
  if (plain) return { ...plain, data: inColors(plain.data, 3, colorMode), channels: CHANNELS[colorMode] };
  loading ??= loadSharp();
  const sharp = await loading;
  // As Pillow: colour profiles and EXIF rotation are not applied, slight damage is borne, a cut end is not.
  const picture = sharp(bytes, { ignoreIcc: true, failOn: 'truncated', limitInputPixels: MOST_PIXELS });
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  return { data: inColors(data, channels, colorMode), width, height, channels: CHANNELS[colorMode] };
}

async function loadSharp(): Promise<SharpFactory> {
  const { default: sharp } = await import('sharp');
  // Pictures are read once each: vips' own cache would only hold memory, its threads would fight with ours.
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp;
}

function explain(error: unknown): string {
  const { message, code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'there is no such file';
  if (/exceeds pixel limit/.test(message)) return tooLarge();
  if (/unsupported image format/.test(message)) return 'it is no picture in a known format';
  // vips keeps its messages in one place for all threads; another picture's may have swept this one's away.
  if (/Unknown error/.test(message)) return 'its data is damaged or cut short';
  return message.replace(/\s+/g, ' ');
}

/** Turns grey, grey with alpha, RGB or RGBA into the colours asked for. */
function inColors(data: Uint8Array, channels: number, mode: ColorMode): Uint8Array {
  if (channels === CHANNELS[mode] && channels !== 2) return data;
  const pixels = data.length / channels;
  const target = new Uint8Array(pixels * CHANNELS[mode]);
  for (let pixel = 0; pixel < pixels; pixel++) {
    writePixel(data, pixel * channels, channels, target, pixel, mode);
  }
  return target;
}

function writePixel(
  data: Uint8Array,
  from: number,
  channels: number,
  target: Uint8Array,
  pixel: number,
  mode: ColorMode,
): void {
  const colored = channels >= 3;
  const red = data[from]!;
  const green = colored ? data[from + 1]! : red;
  const blue = colored ? data[from + 2]! : red;
  if (mode === 'grayscale') {
    target[pixel] = colored ? luminance(red, green, blue) : red;
    return;
  }
  const to = pixel * CHANNELS[mode];
  target[to] = red;
  target[to + 1] = green;
  target[to + 2] = blue;
  if (mode === 'rgba') target[to + 3] = channels % 2 === 0 ? data[from + channels - 1]! : 255;
}

/** ITU-R 601 in Pillow's fixed point. */
function luminance(red: number, green: number, blue: number): number {
  return (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16;
}
