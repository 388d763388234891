// Images as Keras' utilities load, turn and save them: one image, [height, width, channels].
import { readFile } from 'node:fs/promises';
import { checkOptions, received } from '../core/messages.js';
import { decodeBytes } from '../image/loading/decode.js';
import { ImageError, oneOf, wrongOption } from '../image/loading/errors.js';
import { fitted } from '../image/loading/load-image.js';
import { type Channels, type ImageFormat, writeImage } from '../image/loading/write-image.js';
import { type ColorMode, channelsOf, maxPixelsOf } from '../image/transform/pixels.js';
import type { Interpolation } from '../image/transform/resample.js';
import { tf } from '../tf.js';

/** Options of `utils.loadImg`. */
export interface LoadImgOptions {
  /** Default 'rgb'. */
  colorMode?: ColorMode;
  /** [height, width] that the image is brought to. Default: its own. */
  targetSize?: readonly [number, number] | null;
  /** As Pillow resizes. Default 'nearest'. */
  interpolation?: Interpolation;
  /** Cuts about the middle to the target's proportions rather than distort. Default false. */
  keepAspectRatio?: boolean;
}

const interpolations: readonly Interpolation[] = [
  'nearest',
  'bilinear',
  'bicubic',
  'hamming',
  'box',
  'lanczos',
];

/**
 * Loads an image, [height, width, channels], whole numbers from 0 to 255 as float32. Keras: `utils.load_img`, whose image
 * is Pillow's; `loadImage` gives a batch of one that shows itself.
 * @throws ImageError for a file that is missing or no image
 * @example
 * await utils.saveImg('dot.png', tf.fill([4, 6, 3], 255), { scale: false });
 * (await utils.loadImg('dot.png', { targetSize: [2, 2] })).shape // [2, 2, 3]
 */
export async function loadImg(path: string, options: LoadImgOptions = {}): Promise<tf.Tensor3D> {
  const where = 'utils.loadImg';
  checkOptions(where, options, ['colorMode', 'targetSize', 'interpolation', 'keepAspectRatio']);
  const {
    colorMode = 'rgb',
    targetSize = null,
    interpolation = 'nearest',
    keepAspectRatio = false,
  } = options;
  if (!(colorMode in channelsOf))
    throw wrongOption(where, 'colorMode', oneOf(Object.keys(channelsOf)), colorMode);
  if (!interpolations.includes(interpolation))
    throw wrongOption(where, 'interpolation', oneOf([...interpolations]), interpolation);
  const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw new ImageError(
      String(path),
      cause.code === 'ENOENT' ? 'there is no such file' : String(cause.code),
      { cause },
    );
  });
  const decoding = { colorMode, maxPixels: maxPixelsOf(where, undefined) };
  const { data, height, width, channels } = await decodeBytes(path, bytes, decoding, (image) => {
    if (targetSize === null) return { ...image, data: Float32Array.from(image.data) };
    const [rows, columns] = targetSize;
    const fit = keepAspectRatio ? ('crop' as const) : ('stretch' as const);
    const resize = { as: 'Pillow' as const, interpolation };
    const made = fitted(image, { ...decoding, height: rows, width: columns, fit, resize });
    return { ...made, data: Float32Array.from(made.data) };
  });
  return tf.tensor3d(data, [height, width, channels], 'float32');
}

/**
 * The image as float32 [height, width, channels]. Keras: `utils.img_to_array`.
 * @example utils.imgToArray(tf.ones([2, 2, 3], 'int32')).dtype // 'float32'
 */
export function imgToArray(
  img: tf.Tensor,
  options: { dataFormat?: 'channelsLast' | 'channelsFirst' } = {},
): tf.Tensor3D {
  checkOptions('utils.imgToArray', options, ['dataFormat']);
  const image = checked('utils.imgToArray', img);
  const floats = tf.cast(image, 'float32');
  return options.dataFormat === 'channelsFirst' ? tf.tidy(() => tf.transpose(floats, [2, 0, 1])) : floats;
}

/** Options of `utils.arrayToImg`. */
export interface ArrayToImgOptions {
  /** Where the channels are. Default `channelsLast`. */
  dataFormat?: 'channelsLast' | 'channelsFirst';
  /** Whether values are stretched to 0 … 255. Default true. */
  scale?: boolean;
}

/**
 * The array as an image: int32 from 0 to 255, [height, width, channels]. Keras: `utils.array_to_img`.
 * @example utils.arrayToImg(tf.tensor3d([[[0], [0.5], [1]]])).dataSync() // 0, 127, 255
 */
export function arrayToImg(x: tf.Tensor, options: ArrayToImgOptions = {}): tf.Tensor3D {
  checkOptions('utils.arrayToImg', options, ['dataFormat', 'scale']);
  const { dataFormat = 'channelsLast', scale = true } = options;
  const image = checked('utils.arrayToImg', x);
  return tf.tidy(() => {
    const last = dataFormat === 'channelsFirst' ? tf.transpose(image, [1, 2, 0]) : image;
    const floats = tf.cast(last, 'float32');
    const stretched = scale ? spread(floats) : floats;
    return tf.cast(tf.clipByValue(stretched as tf.Tensor3D, 0, 255), 'int32');
  });
}

/** From the least value on, over what is then the greatest. */
function spread(x: tf.Tensor): tf.Tensor {
  const least = tf.sub(x, tf.min(x));
  const greatest = tf.max(least);
  const divisor = tf.where(tf.equal(greatest, 0), tf.scalar(1), greatest);
  return tf.mul(tf.div(least, divisor), 255);
}

function checked(where: string, x: tf.Tensor): tf.Tensor3D {
  if (x instanceof tf.Tensor && x.rank === 3) return x as tf.Tensor3D;
  if (x instanceof tf.Tensor && x.rank === 2 && where === 'utils.imgToArray') return tf.expandDims(x, -1);
  throw new Error(
    `${where}: expected one image, [height, width, channels]. Received: ${x instanceof tf.Tensor ? `[${x.shape}]` : received(x)}.`,
  );
}

/** What files' endings say. */
const formats: Readonly<Record<string, ImageFormat>> = {
  png: 'png',
  jpg: 'jpeg',
  jpeg: 'jpeg',
  webp: 'webp',
  tif: 'tiff',
  tiff: 'tiff',
  gif: 'gif',
};

/**
 * Writes an image, in the format of the path's ending or `fileFormat`. Keras: `utils.save_img`.
 * @param options `scale`: whether values are stretched to 0 … 255, true by default
 * @example await utils.saveImg('noise.png', tf.randomUniform([8, 8, 3]));
 */
export async function saveImg(
  path: string,
  x: tf.Tensor,
  options: ArrayToImgOptions & { fileFormat?: string | null } = {},
): Promise<void> {
  const { fileFormat, ...rest } = options;
  const ending = (fileFormat ?? path.split('.').at(-1) ?? '').toLowerCase();
  const format = formats[ending];
  if (!format)
    throw new Error(
      `utils.saveImg: expected a format: ${Object.keys(formats).join(', ')}. Received: ${received(ending)}.`,
    );
  const image = arrayToImg(x, rest);
  const [height, width, channels] = image.shape;
  if (![1, 3, 4].includes(channels))
    throw new Error(`utils.saveImg: expected 1, 3 or 4 channels. Received: [${image.shape}].`);
  const data = Uint8Array.from(image.dataSync());
  image.dispose();
  const isOpaque = format === 'jpeg' && channels === 4;
  const size = [height, width, isOpaque ? 3 : (channels as Channels)] as const;
  await writeImage(path, isOpaque ? withoutAlpha(data) : data, size, format);
}

/** JPEG has no transparency. */
const withoutAlpha = (data: Uint8Array): Uint8Array => data.filter((_, i) => i % 4 !== 3);
