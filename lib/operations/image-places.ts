// Images read at other places than pixel by pixel: turned, moved, seen from another side, drawn out.
import { type Filling, perspectives, transformImages } from '../layers/preprocessing/affine-matrices.js';
import { normalBy } from '../random/distributions.js';
import { pairOf, type Seed } from '../random/seed-generator.js';
import { tf } from '../tf.js';
import { blurred, changed } from './images.js';
import { recipe } from './make.js';
import { atPlaces, type Reading } from './map-coordinates.js';
import type { Recipe, Recipes, Settings, Spec } from './recipe.js';
import { floatsOf, tensorOf } from './values.js';

const likeFirst = (given: readonly (Spec | undefined)[]): Spec[] => [given[0]!];

const moving = { interpolation: 'bilinear', fillValue: 0, dataFormat: null };
const interpolations = ['nearest', 'bilinear'];
const fillModes = ['constant', 'nearest', 'wrap', 'reflect'];

/** A name that is one of those there are. */
export function checkName(operation: string, setting: string, name: unknown, names: readonly string[]): void {
  if (!names.includes(name as string))
    throw new Error(
      `ops.image.${operation}: expected ${setting} to be one of '${names.join("', '")}'. Received: '${String(name)}'.`,
    );
}

/** Each image by its matrix, or all by one. */
function moved(name: string, x: tf.Tensor, transforms: tf.Tensor2D, settings: Settings): tf.Tensor {
  checkName(name, 'interpolation', settings.interpolation, interpolations);
  checkName(name, 'fillMode', settings.fillMode, fillModes);
  // What Keras cuts off behind the point depends on how its engine sums.
  if (x.dtype !== 'float32' && settings.interpolation !== 'nearest')
    throw new Error(
      `ops.image.${name}: expected images of float32 for 'bilinear'. Received: ${x.dtype}. Cast them first, or take 'nearest'.`,
    );
  return changed(x, settings, (images) => {
    const count = images.shape[0];
    const given = transforms.shape[0];
    if (given !== 1 && given !== count)
      throw new Error(`ops.image.${name}: expected 1 matrix or ${count}, one an image. Received: ${given}.`);
    const each = given === count ? transforms : tf.tile(transforms, [count, 1]);
    return tf.cast(transformImages(images, each, settings as unknown as Filling), images.dtype);
  });
}

function matricesOf(given: unknown): tf.Tensor2D {
  const transforms = floatsOf(given);
  if (![1, 2].includes(transforms.rank) || transforms.shape.at(-1) !== 8)
    throw new Error(
      `ops.image.affineTransform: expected a transform of shape [8] or [images, 8]. Received: [${transforms.shape}].`,
    );
  return tf.reshape(transforms, [-1, 8]) as tf.Tensor2D;
}

function pointsOf(given: unknown, name: string): tf.Tensor {
  const points = floatsOf(given);
  if (![2, 3].includes(points.rank) || points.shape.slice(-2).join() !== '4,2')
    throw new Error(
      `ops.image.perspectiveTransform: expected ${name} of shape [4, 2] or [images, 4, 2]. Received: [${points.shape}].`,
    );
  return tf.reshape(points, [-1, 4, 2]);
}

function seenFrom([x, startPoints, endPoints]: readonly unknown[], settings: Settings): tf.Tensor {
  const [start, end] = [pointsOf(startPoints, 'startPoints'), pointsOf(endPoints, 'endPoints')];
  if (start.shape[0] !== end.shape[0])
    throw new Error(
      `ops.image.perspectiveTransform: expected as many endPoints as startPoints. Received: ${start.shape[0]} and ${end.shape[0]}.`,
    );
  const filling = { ...settings, fillMode: 'constant' };
  return moved('perspectiveTransform', tensorOf(x), perspectives(start, end), filling);
}

/** Each pixel from a place near its own, by a shift that is drawn and flows together with its neighbours'. */
function elastic(images: tf.Tensor4D, settings: Settings): tf.Tensor {
  const { alpha, sigma, seed, interpolation } = settings;
  checkName('elasticTransform', 'interpolation', interpolation, interpolations);
  checkName('elasticTransform', 'fillMode', settings.fillMode, fillModes);
  if (images.dtype !== 'float32')
    throw new Error(
      `ops.image.elasticTransform: expected images of float32. Received: ${images.dtype}. Cast them first.`,
    );
  const [count, height, width, channels] = images.shape;
  const size = (6 * Math.trunc(sigma as number)) | 1;
  // Both ways are drawn by one seed, as in Keras: rows and columns shift alike.
  const drawn = normalBy(pairOf(seed as Seed), [count, height, width, 1], 0, sigma as number);
  const soft = blurred(drawn as tf.Tensor4D, { kernelSize: [size, size], sigma: [sigma, sigma] });
  const shift = tf.tile(tf.mul(soft, alpha as number), [1, 1, 1, channels]);
  const own = [count, height, width, channels].map((length, axis) => {
    const places = tf.range(0, length, 1, 'float32');
    return tf.broadcastTo(
      tf.reshape(
        places,
        images.shape.map((_, i) => (i === axis ? length : 1)),
      ),
      images.shape,
    );
  });
  const [image, row, column, channel] = own as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
  const places = tf.stack([image, tf.add(row, shift), tf.add(column, shift), channel]);
  const reading = { ...settings, order: interpolations.indexOf(interpolation as string) };
  return atPlaces(images, places, reading as unknown as Reading);
}

const stretching = {
  alpha: 20,
  sigma: 5,
  interpolation: 'bilinear',
  fillMode: 'reflect',
  fillValue: 0,
  seed: null,
  dataFormat: null,
};

const placing = (takes: string[], settings: Settings, run: Recipe['run']): Recipe => ({
  ...recipe(takes, settings, run, 'image'),
  specs: likeFirst,
});

/** Of Keras' `ops.image` those that read images at other places. */
export const imagePlaces: Recipes = {
  AffineTransform: placing(
    ['images', 'transform'],
    { ...moving, fillMode: 'constant' },
    ([x, transform], settings) => moved('affineTransform', tensorOf(x), matricesOf(transform), settings),
  ),
  ElasticTransform: placing(['images'], stretching, ([x], settings) =>
    changed(tensorOf(x), settings, elastic),
  ),
  MapCoordinates: {
    ...recipe(
      ['inputs', 'coordinates'],
      { order: undefined, fillMode: 'constant', fillValue: 0 },
      ([x, places], settings) => atPlaces(tensorOf(x), floatsOf(places), settings as unknown as Reading),
      'image',
    ),
    specs: ([x, places]) => [{ shape: places!.shape.slice(1), dtype: x!.dtype }],
  },
  PerspectiveTransform: placing(['images', 'startPoints', 'endPoints'], moving, seenFrom),
};
