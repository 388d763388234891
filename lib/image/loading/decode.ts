// From an image file to pixels in the colours asked for. TensorFlow decodes what it can, sharp all the rest and whatever
// is broken; colour conversion is Pillow's.
import { readFileSync, statSync } from 'node:fs';
import type { Sharp, SharpOptions } from 'sharp';
import type { TensorFlowLibrary } from '../../engine/library-lookup.js';
import { type BytePixels, type ColorMode, channelsOf, requireSize, tooLarge } from '../transform/pixels.js';
import { announcedSize } from './announced-size.js';
import { ImageError } from './errors.js';
import { TensorFlowDecoder } from './tensorflow-decoder.js';
import { readPlainImage } from './uncompressed-formats.js';

type SharpFactory = (input: Buffer, options: SharpOptions) => Sharp;
let loading: Promise<SharpFactory> | undefined;

let tensorFlow: TensorFlowDecoder | undefined;

/** Lets this thread decode with the TensorFlow that the process has loaded; undefined: with sharp alone. */
export function decodeWith(library: TensorFlowLibrary | undefined): void {
  tensorFlow = library && new TensorFlowDecoder(library);
}

export interface Decoding {
  readonly colorMode: ColorMode;
  /** An image that announces more is not decoded. */
  readonly maxPixels: number;
}

/**
 * Reads and decodes an image file and gives what `use` makes of its pixels, which hold only while that runs.
 * @throws ImageError naming the file
 */
export async function decodeFile<T>(
  path: string,
  { colorMode, maxPixels }: Decoding,
  use: (image: BytePixels) => T,
): Promise<T> {
  let bytes: Buffer;
  try {
    bytes = read(path);
  } catch (error) {
    throw new ImageError(path, explain(error, maxPixels), { cause: error });
  }
  return decodeBytes(path, bytes, { colorMode, maxPixels }, use);
}

/** The same for a file's bytes. @param name what messages call it */
export async function decodeBytes<T>(
  name: string,
  bytes: Buffer,
  { colorMode, maxPixels }: Decoding,
  use: (image: BytePixels) => T,
): Promise<T> {
  let image: BytePixels;
  try {
    requirePossible(bytes, maxPixels);
    image =
      tensorFlow?.decode(bytes) ??
      readPlainImage(bytes, maxPixels) ??
      (await decodeWithSharp(bytes, maxPixels));
  } catch (error) {
    throw new ImageError(name, explain(error, maxPixels), { cause: error });
  }
  return use(inColors(image, colorMode));
}

/** In a worker, waiting for the disk here costs less than a trip through the event loop. */
function read(path: string): Buffer {
  // A pipe would keep the thread waiting for ever.
  if (!statSync(path).isFile()) throw new Error('it is not a file, but a folder, pipe or device');
  const bytes = readFileSync(path);
  if (bytes.length === 0) throw new Error('the file is empty');
  return bytes;
}

/** Looks at the header before a decoder takes memory for what it announces. */
function requirePossible(bytes: Buffer, maxPixels: number): void {
  const size = announcedSize(bytes);
  if (!size) return;
  const { width, height, most } = size;
  requireSize(width, height, maxPixels);
  if (width * height <= most) return;
  throw new Error(
    `its header is wrong: it announces ${width} × ${height} pixels, but a file of ${bytes.length} bytes can hold ` +
      `${most} at most`,
  );
}

async function decodeWithSharp(bytes: Buffer, maxPixels: number): Promise<BytePixels> {
  loading ??= loadSharp();
  const sharp = await loading;
  // As Pillow: colour profiles and EXIF rotation are not applied, slight damage is borne, a cut end is not.
  const image = sharp(bytes, { ignoreIcc: true, failOn: 'truncated', limitInputPixels: maxPixels });
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels };
}

async function loadSharp(): Promise<SharpFactory> {
  const { default: sharp } = await import('sharp');
  // Images are read once each: vips' own cache would only hold memory, its threads would fight with ours.
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp;
}

function explain(error: unknown, maxPixels: number): string {
  const { message, code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'there is no such file';
  if (/exceeds pixel limit/.test(message)) return tooLarge(maxPixels);
  if (/unsupported image format/.test(message)) return 'it is not an image in a known format';
  // vips keeps its messages in one place for all threads; another image's may have swept this one's away.
  if (/Unknown error/.test(message)) return 'its data is damaged or cut short';
  return message.replace(/\s+/g, ' ');
}

/** Turns grey, grey with alpha, RGB or RGBA into the colours asked for. */
function inColors(image: BytePixels, mode: ColorMode): BytePixels {
  const { data, channels, width, height } = image;
  if (channels === channelsOf[mode]) return image;
  const target = new Uint8Array(width * height * channelsOf[mode]);
  for (let pixel = 0; pixel < width * height; pixel++) {
    writePixel(data, pixel * channels, channels, target, pixel, mode);
  }
  return { data: target, width, height, channels: channelsOf[mode] };
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
  const to = pixel * channelsOf[mode];
  target[to] = red;
  target[to + 1] = green;
  target[to + 2] = blue;
  if (mode === 'rgba') target[to + 3] = channels % 2 === 0 ? data[from + channels - 1]! : 255;
}

/** ITU-R 601 in Pillow's fixed point. */
function luminance(red: number, green: number, blue: number): number {
  return (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16;
}
