// One image from a file, an address or bytes: to look at, to predict, to explain.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { download } from '../core/download.js';
import { checkOptions, checkWhole, received } from '../core/messages.js';
import { displaySymbol, type MimeBundle, metadataSymbol } from '../host.js';
import { tf } from '../tf.js';
import { decodeBytes } from './loading/decode.js';
import { ImageError, oneOf, wrongOption } from './loading/errors.js';
import { fitted } from './loading/load-image.js';
import { type BytePixels, type ColorMode, channelsOf, maxPixelsOf, type Pixels } from './transform/pixels.js';
import { type ResizeMethod, resizeMethods } from './transform/resize-float.js';

/** Options of `loadImage`. */
export interface LoadImageOptions {
  /** [height, width] that the image is brought to, or one number for both. Default: its own. */
  size?: number | readonly [number, number];
  /** Default: 'rgb'. */
  colorMode?: ColorMode;
  /** How pixels are chosen where the size changes. Default: 'bilinear'. */
  interpolation?: ResizeMethod;
  /** Another shape is distorted, cut about the middle, or set on black. Default: 'stretch'. */
  fit?: 'stretch' | 'crop' | 'pad';
  /** An image of more pixels is refused: decoded, it would exhaust the memory. Default: 89,478,485, Pillow's. */
  maxPixels?: number;
}

const where = 'loadImage';
/** A larger image is shown smaller, and a small one larger, in pixels of its longer side. */
const mostShown = 480;
const leastShown = 96;

/**
 * Loads one image as a batch of one, float32 [1, height, width, channels] with values from 0 to 255: it shows itself, and
 * goes as it is into `predict`, `plot.images` and `plot.gradCam`. Resized as `imageDatasetFromDirectory` does it.
 *
 * @param source a path, an address (`https://…`), or a file's bytes
 * @throws Error for what is no image, or cannot be read
 * @example
 * const pixels = await plot.images(tf.randomUniform([1, 8, 8, 3])).toPNG();
 * const image = await loadImage(pixels, { size: [32, 32] });
 * image.shape // [1, 32, 32, 3]
 */
export async function loadImage(
  source: string | URL | Uint8Array,
  options: LoadImageOptions = {},
): Promise<tf.Tensor4D> {
  const settings = settingsOf(options);
  const { name, bytes } = await open(source);
  const { data, height, width, channels } = await decodeBytes(name, bytes, settings, (image) =>
    copied(sized(image, settings)),
  );
  const tensor = tf.tensor4d(data, [1, height, width, channels], 'float32');
  Object.defineProperty(tensor, displaySymbol, { value: () => shown(tensor) });
  return tensor;
}

function settingsOf(options: LoadImageOptions) {
  checkOptions(where, options, ['size', 'colorMode', 'interpolation', 'fit', 'maxPixels']);
  const { size, colorMode = 'rgb', interpolation = 'bilinear', fit = 'stretch' } = options;
  const sides = size === undefined ? undefined : typeof size === 'number' ? [size, size] : size;
  for (const side of sides ?? []) checkWhole(where, 'size', side, 1);
  if (sides && sides.length !== 2) throw wrongOption(where, 'size', '[height, width] or one number', size);
  const choices: Record<string, readonly string[]> = {
    colorMode: Object.keys(channelsOf),
    interpolation: [...resizeMethods],
    fit: ['stretch', 'crop', 'pad'],
  };
  const given = { colorMode, interpolation, fit };
  for (const name of ['colorMode', 'interpolation', 'fit'] as const)
    if (!choices[name].includes(given[name]))
      throw wrongOption(where, name, oneOf(choices[name]), given[name]);
  return { sides, colorMode, interpolation, fit, maxPixels: maxPixelsOf(where, options.maxPixels) };
}

function sized(image: BytePixels, { sides, interpolation, ...rest }: ReturnType<typeof settingsOf>): Pixels {
  const [height, width] = sides ?? [image.height, image.width];
  if (height === image.height && width === image.width) return image;
  return fitted(image, {
    ...rest,
    height: height!,
    width: width!,
    resize: { as: 'TensorFlow', interpolation },
  });
}

/** The decoder's own pixels hold only while it is asked. */
const copied = (image: Pixels): Pixels => ({ ...image, data: Float32Array.from(image.data) });

async function open(source: unknown): Promise<{ name: string; bytes: Buffer }> {
  if (source instanceof Uint8Array) return { name: 'The bytes', bytes: Buffer.from(source) };
  const text = source instanceof URL ? source.href : source;
  if (typeof text !== 'string' || text === '')
    throw new Error(
      `${where}: expected a path, an address or a file's bytes. Received: ${received(source)}. Give a path, such as 'cat.jpg'.`,
    );
  if (/^https?:\/\//i.test(text)) return { name: text, bytes: Buffer.from(await download(where, text)) };
  const path = text.startsWith('file:') ? fileURLToPath(text) : text;
  try {
    return { name: path, bytes: await readFile(path) };
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const reason =
      code === 'ENOENT' ? `there is no such file; paths start from ${process.cwd()}` : String(code);
    throw new ImageError(path, reason, { cause });
  }
}

/** Read anew, so that what was done to the numbers in place shows. */
async function shown(tensor: tf.Tensor4D): Promise<MimeBundle> {
  const [, height, width, channels] = tensor.shape;
  const text = `Image, ${width} × ${height} pixels, ${channels} ${channels === 1 ? 'channel' : 'channels'}`;
  if (tensor.isDisposed) return { 'text/plain': `${text} (disposed)` };
  const { default: sharp } = await import('sharp');
  const data = Uint8Array.from(tensor.dataSync(), (value) => Math.max(0, Math.min(255, Math.round(value))));
  const raw = { width, height, channels: channels as 1 | 3 | 4 };
  const longer = Math.max(width, height);
  const share = longer < leastShown ? Math.ceil(leastShown / longer) : Math.min(1, mostShown / longer);
  const [w, h] = [width, height].map((side) => Math.max(1, Math.round(side * share))) as [number, number];
  const png = await sharp(data, { raw })
    .resize(w, h, { kernel: share > 1 ? 'nearest' : 'lanczos3' })
    .png()
    .toBuffer();
  return {
    'image/png': png.toString('base64'),
    'text/plain': text,
    [metadataSymbol]: { 'image/png': { width: w, height: h, alt: text } },
  };
}
