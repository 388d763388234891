// Edges in images, images beside each other, and images scaled and shifted by whatever number.
import { tf } from '../tf.js';
import { checkName } from './image-places.js';
import { bell } from './images.js';
import { recipe } from './make.js';
import type { Recipes, Settings } from './recipe.js';
import { floatsOf, tensorOf } from './values.js';

// ── Edges ──

/** How images change downwards and across, along one more axis at the end. */
function edges(x: tf.Tensor, { dataFormat }: Settings): tf.Tensor {
  if (x.rank !== 4 || x.dtype !== 'float32')
    throw new Error(
      `ops.image.sobelEdges: expected several images of float32, with 4 axes. Received: ${x.dtype}, shape [${x.shape}].`,
    );
  const isFirst = dataFormat === 'channels_first';
  const images = (isFirst ? tf.transpose(x, [0, 2, 3, 1]) : x) as tf.Tensor4D;
  const channels = images.shape[3];
  const cells = [-1, -2, -1, 0, 0, 0, 1, 2, 1].map((down, i) => [down, [-1, 0, 1, -2, 0, 2, -1, 0, 1][i]!]);
  const filter = tf.tile(tf.tensor4d(cells.flat(), [3, 3, 1, 2]), [1, 1, channels, 1]) as tf.Tensor4D;
  const framed = tf.mirrorPad(
    images,
    [
      [0, 0],
      [1, 1],
      [1, 1],
      [0, 0],
    ],
    'reflect',
  ) as tf.Tensor4D;
  const both = tf.reshape(tf.depthwiseConv2d(framed, filter, 1, 'valid'), [...images.shape, 2]);
  return isFirst ? tf.transpose(both, [0, 3, 1, 2, 4]) : both;
}

// ── Likeness ──

const likening = {
  maxVal: 1,
  filterSize: 11,
  filterSigma: 1.5,
  k1: 0.01,
  k2: 0.03,
  dataFormat: null,
};

function likeness(first: tf.Tensor, second: tf.Tensor, settings: Settings): tf.Tensor {
  if (![3, 4].includes(first.rank) || first.shape.join() !== second.shape.join())
    throw new Error(
      `ops.image.ssim: expected two images, or two times as many, of one shape with 3 or 4 axes. Received: [${first.shape}] and [${second.shape}].`,
    );
  const isOne = first.rank === 3;
  const [a, b] = [first, second].map((x) => channelByChannel(isOne ? tf.expandDims(x, 0) : x, settings));
  const similar = tf.mean(likenessHere(a!, b!, settings), [1, 2, 3]);
  const count = isOne ? 1 : first.shape[0]!;
  const each = tf.mean(tf.reshape(similar, [count, -1]), 1);
  return tf.cast(isOne ? tf.squeeze(each, [0]) : each, first.dtype);
}

/** Each channel as an image: [images · channels, height, width, 1]. */
function channelByChannel(x: tf.Tensor, { dataFormat, filterSize }: Settings): tf.Tensor4D {
  const first = dataFormat === 'channels_first' ? x : tf.transpose(x, [0, 3, 1, 2]);
  const [, , height, width] = first.shape as [number, number, number, number];
  if (Math.min(height, width) < (filterSize as number))
    throw new Error(
      `ops.image.ssim: expected images of ${filterSize} by ${filterSize} or more, the filter's size. Received: ${height} by ${width}. Take a smaller filterSize.`,
    );
  return tf.reshape(tf.cast(first, 'float32'), [-1, height, width, 1]) as tf.Tensor4D;
}

/** Structural similarity at each place (Wang, Bovik, Sheikh and Simoncelli, 2004). */
function likenessHere(a: tf.Tensor4D, b: tf.Tensor4D, settings: Settings): tf.Tensor {
  const { maxVal, filterSize, filterSigma, k1, k2 } = settings as Record<string, number>;
  const weights = bell(filterSize!, filterSigma!);
  const filter = tf.tensor4d(
    weights.flatMap((down) => weights.map((across) => down * across)),
    [filterSize!, filterSize!, 1, 1],
  );
  const around = (x: tf.Tensor): tf.Tensor => tf.conv2d(x as tf.Tensor4D, filter, 1, 'valid');
  const [meanA, meanB] = [around(a), around(b)];
  const [squareA, squareB, product] = [tf.square(meanA), tf.square(meanB), tf.mul(meanA, meanB)];
  const varianceA = tf.sub(around(tf.square(a)), squareA);
  const varianceB = tf.sub(around(tf.square(b)), squareB);
  const together = tf.sub(around(tf.mul(a, b)), product);
  const [c1, c2] = [(k1! * maxVal!) ** 2, (k2! * maxVal!) ** 2];
  const above = tf.mul(tf.add(tf.mul(product, 2), c1), tf.add(tf.mul(together, 2), c2));
  const below = tf.mul(tf.add(tf.add(squareA, squareB), c1), tf.add(tf.add(varianceA, varianceB), c2));
  return tf.div(above, below);
}

// ── Scaling ──

type Curve = (distance: tf.Tensor) => tf.Tensor;

const triangle: Curve = (x) => tf.relu(tf.sub(1, x));

/** Keys' cubic curve. */
const cubic: Curve = (x) => {
  const near = tf.add(tf.mul(tf.mul(tf.sub(tf.mul(x, 1.5), 2.5), x), x), 1);
  const far = tf.add(tf.mul(tf.sub(tf.mul(tf.add(tf.mul(x, -0.5), 2.5), x), 4), x), 2);
  return tf.where(tf.less(x, 1), near, tf.where(tf.less(x, 2), far, tf.zerosLike(x)));
};

const lanczos =
  (radius: number): Curve =>
  (x) => {
    const wave = tf.mul(tf.sin(tf.mul(x, Math.PI)), tf.sin(tf.mul(x, Math.PI / radius)));
    const isFar = tf.greater(x, 1e-3);
    const safe = tf.where(isFar, x, tf.onesLike(x));
    const curve = tf.div(tf.mul(wave, radius), tf.mul(tf.square(safe), Math.PI ** 2));
    const inside = tf.where(isFar, curve, tf.onesLike(x));
    return tf.where(tf.greater(x, radius), tf.zerosLike(x), inside);
  };

const curves: Readonly<Record<string, Curve>> = {
  linear: triangle,
  bilinear: triangle,
  trilinear: triangle,
  cubic,
  bicubic: cubic,
  tricubic: cubic,
  lanczos3: lanczos(3),
  lanczos5: lanczos(5),
};

function scaled(given: readonly unknown[], { spatialDims, method, antialias }: Settings): tf.Tensor {
  const [images, outputShape, scale, translation] = given;
  checkName('scaleAndTranslate', 'method', method, Object.keys(curves));
  const x = tensorOf(images);
  if (x.dtype !== 'float32')
    throw new Error(
      `ops.image.scaleAndTranslate: expected images of float32. Received: ${x.dtype}. Cast them first.`,
    );
  const axes = (spatialDims as number[]).map((axis) => (axis < 0 ? axis + x.rank : axis));
  const [scales, shifts] = [floatsOf(scale), floatsOf(translation)];
  const sizes = (outputShape as number[]).map((size) => Number(size));
  if (sizes.length !== x.rank || [scales, shifts].some(({ shape }) => shape.join() !== `${axes.length}`))
    throw new Error(
      `ops.image.scaleAndTranslate: expected an outputShape of ${x.rank} sizes, and a scale and a translation for each of ${axes.length} axes. Received: ${sizes.length} sizes, shapes [${scales.shape}] and [${shifts.shape}].`,
    );
  return axes.reduce((now, axis, i) => {
    const one = (numbers: tf.Tensor): tf.Tensor => tf.gather(numbers, i);
    const spread = { scale: one(scales), shift: one(shifts), isSoft: Boolean(antialias) };
    return along(now, axis, shares(x.shape[axis]!, sizes[axis]!, curves[method as string]!, spread));
  }, x);
}

interface Spread {
  readonly scale: tf.Tensor;
  readonly shift: tf.Tensor;
  readonly isSoft: boolean;
}

/** How much of each place before goes into each after: [before, after]. */
function shares(before: number, after: number, curve: Curve, { scale, shift, isSoft }: Spread): tf.Tensor2D {
  const inverse = tf.div(1, scale);
  const width = isSoft ? tf.maximum(inverse, 1) : tf.scalar(1);
  const middles = tf.add(tf.range(0, after, 1, 'float32'), 0.5);
  const from = tf.sub(tf.sub(tf.mul(middles, inverse), tf.mul(shift, inverse)), 0.5);
  const places = tf.expandDims(tf.range(0, before, 1, 'float32'), 1);
  const weights = curve(tf.div(tf.abs(tf.sub(tf.expandDims(from, 0), places)), width));
  const sum = tf.sum(weights, 0, true);
  const isSome = tf.greater(tf.abs(sum), 1000 * 2 ** -23);
  const whole = tf.mul(tf.div(weights, tf.where(isSome, sum, tf.onesLike(sum))), tf.cast(isSome, 'float32'));
  const isInside = tf.logicalAnd(tf.greaterEqual(from, -0.5), tf.lessEqual(from, before - 0.5));
  return tf.mul(whole, tf.cast(isInside, 'float32')) as tf.Tensor2D;
}

/** A matrix on one axis. */
function along(x: tf.Tensor, axis: number, matrix: tf.Tensor2D): tf.Tensor {
  const others = x.shape.map((_, i) => i).filter((i) => i !== axis);
  const last = tf.transpose(x, [...others, axis]);
  const made = tf.matMul(tf.reshape(last, [-1, x.shape[axis]!]) as tf.Tensor2D, matrix);
  const shaped = tf.reshape(made, [...last.shape.slice(0, -1), matrix.shape[1]]);
  const order = [...others, axis];
  return tf.transpose(
    shaped,
    order.map((_, i) => order.indexOf(i)),
  );
}

/** Of Keras' `ops.image` the rest. */
export const imageMeasures: Recipes = {
  ScaleAndTranslate: recipe(
    ['images', 'outputShape', 'scale', 'translation'],
    { spatialDims: undefined, method: undefined, antialias: true },
    scaled,
    'image',
  ),
  SobelEdges: recipe(
    ['images'],
    { dataFormat: null },
    ([x], settings) => edges(tensorOf(x), settings),
    'image',
  ),
  SSIM: recipe(
    ['image1', 'image2'],
    likening,
    ([a, b], settings) => likeness(tensorOf(a), tensorOf(b), settings),
    'image',
  ),
};
