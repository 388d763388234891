// Operations on images: [images, height, width, channels], one image without the first axis, or with the channels first.
import { toGrey, toHsv, toRgb } from '../layers/preprocessing/augment/color-space.js';
import { tf } from '../tf.js';
import { numbersOf, recipe } from './make.js';
import type { Recipe, Recipes, Settings } from './recipe.js';
import { resized, resizeSettings } from './resized.js';
import { floatsOf, tensorOf } from './values.js';

/** From images whose channels come last to such images. */
export type Change = (images: tf.Tensor4D, settings: Settings) => tf.Tensor;

/** A change of images whose channels come last, for the other forms too. */
export const onImages = (settings: Settings, change: Change, name = 'images'): Recipe =>
  recipe(
    [name],
    { ...settings, dataFormat: null },
    ([x], given) => changed(tensorOf(x), given, change),
    'image',
  );

/** The same by a function, for operations that take more than images. */
export function changed(x: tf.Tensor, settings: Settings, change: Change): tf.Tensor {
  if (x.rank !== 3 && x.rank !== 4)
    throw new Error(
      `ops.image: expected one image or several, with 3 or 4 axes. Received: shape [${x.shape}].`,
    );
  if (x.rank === 3) return tf.squeeze(changed(tf.expandDims(x, 0), settings, change), [0]);
  if (settings.dataFormat !== 'channels_first') return change(x as tf.Tensor4D, settings);
  const last = tf.transpose(x, [0, 2, 3, 1]) as tf.Tensor4D;
  return tf.transpose(change(last, settings), [0, 3, 1, 2]);
}

/** Of one number both, or the two. */
export const pair = (given: unknown): [number, number] => {
  const list = numbersOf(given);
  return [list[0]!, list[1] ?? list[0]!];
};

/** Cells of a bell curve, which add up to 1. */
export function bell(size: number, spread: number): number[] {
  const cells = Array.from({ length: size }, (_, i) => Math.exp(-0.5 * ((i - (size - 1) / 2) / spread) ** 2));
  const sum = cells.reduce((a, b) => a + b, 0);
  return cells.map((cell) => cell / sum);
}

/** Images out of focus. */
export function blurred(images: tf.Tensor4D, { kernelSize, sigma }: Settings): tf.Tensor {
  const [size, spread] = [pair(kernelSize), pair(sigma)];
  // Keras takes the first size and spread for the columns.
  const across = bell(size[0], spread[0]);
  const cells = bell(size[1], spread[1]).flatMap((down) => across.map((one) => one * down));
  const one = tf.tensor4d(cells, [size[0], size[1], 1, 1]);
  return tf.depthwiseConv2d(
    floatsOf(images) as tf.Tensor4D,
    tf.tile(one, [1, 1, images.shape[3], 1]),
    1,
    'same',
  );
}

/** What is left over on one side, and what stays: Keras finds the one of three that is not told. */
function along(
  before: unknown,
  after: unknown,
  rest: unknown,
  what: string,
): [before: number, after: number] {
  const told = [before, after, rest].map((one) => (typeof one === 'number' ? one : undefined));
  if (told.filter((one) => one !== undefined).length !== 2)
    throw new Error(
      `ops.image: expected two of ${what}. Received: ${told.map((one) => one ?? 'none').join(', ')}.`,
    );
  const [first = told[2]! - told[1]!, last = told[2]! - told[0]!] = told;
  if (first < 0 || last < 0)
    throw new Error(`ops.image: expected sizes of 0 or more for ${what}. Received: ${first}, ${last}.`);
  return [first, last];
}

type Sides = [before: number, after: number];

/** Rows and columns at the edges. @param rest how many more or fewer than now a target of so many is */
function atEdges(
  { shape: [, height, width] }: tf.Tensor4D,
  what: 'Cropping' | 'Padding',
  settings: Settings,
  rest: (target: number, now: number) => number,
): { rows: Sides; columns: Sides } {
  const { targetHeight, targetWidth } = settings;
  const sides = (before: string, after: string, target: unknown, now: number, name: string): Sides =>
    along(
      settings[`${before}${what}`],
      settings[`${after}${what}`],
      typeof target === 'number' ? rest(target, now) : target,
      `${before}${what}, ${after}${what}, ${name}`,
    );
  return {
    rows: sides('top', 'bottom', targetHeight, height, 'targetHeight'),
    columns: sides('left', 'right', targetWidth, width, 'targetWidth'),
  };
}

function cropped(images: tf.Tensor4D, settings: Settings): tf.Tensor {
  const [count, height, width, channels] = images.shape;
  const { rows, columns } = atEdges(images, 'Cropping', settings, (target, now) => now - target);
  const size = [count, height - rows[0] - rows[1], width - columns[0] - columns[1], channels];
  if (size[1]! <= 0 || size[2]! <= 0)
    throw new Error(`ops.image.cropImages: nothing would be left of images of ${height} by ${width}.`);
  return tf.slice(images, [0, rows[0], columns[0], 0], size);
}

function padded(images: tf.Tensor4D, settings: Settings): tf.Tensor {
  const { rows, columns } = atEdges(images, 'Padding', settings, (target, now) => target - now);
  return tf.pad(images, [[0, 0], rows, columns, [0, 0]]);
}

const edges = (what: 'Cropping' | 'Padding') =>
  Object.fromEntries([
    ...['top', 'left', 'bottom', 'right'].map((side) => [`${side}${what}`, null]),
    ['targetHeight', null],
    ['targetWidth', null],
  ]);

/** Keras' `ops.image`. */
export const images: Recipes = {
  CropImages: onImages(edges('Cropping'), cropped),
  GaussianBlur: onImages({ kernelSize: [3, 3], sigma: [1, 1] }, blurred),
  HSVToRGB: onImages({}, (x) => toRgb(tf.split(floatsOf(x), 3, -1))),
  PadImages: onImages(edges('Padding'), padded),
  RGBToGrayscale: onImages({}, toGrey),
  RGBToHSV: onImages({}, (x) => tf.concat(toHsv(floatsOf(x)), -1)),
  Resize: onImages(resizeSettings, resized),
};
