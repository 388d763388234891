// A data set one sample at a time, in parts as tensorflow_datasets names them.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { received } from '../core/messages.js';
import type { ImageFolders } from '../datasets/cats-and-dogs.js';
import type { DataSet } from '../datasets/data-set.js';
import { halfToEven } from '../half-to-even.js';
import { loadImage } from '../image/one-image.js';
import { MersenneTwister } from '../random/mersenne-twister.js';
import { tf } from '../tf.js';

/** A sample: its input, and its class number or value. */
export interface Sample {
  readonly xs: tf.Tensor;
  readonly ys: tf.Tensor;
  readonly [name: string]: tf.Tensor;
}

/**
 * A data set's samples, one by one, by a split as tensorflow_datasets spells it: `'train'`, `'train[:40%]'`,
 * `'train[100:200]'`, `'train[-10%:]'`, `'train+test'`; a list of splits gives a data set for each. Images are whole
 * numbers, [height, width, channels], files in an order that is mixed once and for all. Keras' programs: `tfds.load`.
 * @throws Error for a split that the data set does not have, or that cannot be read
 * @example
 * const [train, validation] = utils.samplesOf(await datasets.mnist(), ['train[:40%]', 'train[40%:50%]']);
 * console.log(train.size, validation.size); // 24000 6000
 */
export function samplesOf(data: DataSet | ImageFolders, split: string): tf.data.Dataset<Sample>;
export function samplesOf<const Splits extends readonly string[]>(
  data: DataSet | ImageFolders,
  splits: Splits,
): { -readonly [Place in keyof Splits]: tf.data.Dataset<Sample> };
export function samplesOf(
  data: DataSet | ImageFolders,
  split: string | readonly string[],
): tf.data.Dataset<Sample> | tf.data.Dataset<Sample>[] {
  return typeof split === 'object' ? split.map((one) => partsOf(data, one)) : partsOf(data, split);
}

function partsOf(data: DataSet | ImageFolders, split: string): tf.data.Dataset<Sample> {
  if (typeof split !== 'string')
    throw new Error(`utils.samplesOf: split must be a text or a list of them. Received: ${received(split)}.`);
  return split
    .split('+')
    .map((one) => partOf(data, one.trim()))
    .reduce((all, one) => all.concatenate(one));
}

function partOf(data: DataSet | ImageFolders, split: string): tf.data.Dataset<Sample> {
  const [, name = '', slice] = /^(\w+)(?:\[(.*)\])?$/.exec(split) ?? [];
  return 'trainDir' in data ? ofFolders(data, name, slice) : ofTensors(data, name, slice);
}

function ofTensors(data: DataSet, name: string, slice: string | undefined): tf.data.Dataset<Sample> {
  if (name !== 'train' && name !== 'test') throw noSplit(name, ['train', 'test']);
  const { x, y } = data[name];
  const rows = tf.data.array(placesOf(slice, x.shape[0]!));
  return rows.map((row) => ({ xs: pixels(rowOf(x, row)), ys: rowOf(y, row) }));
}

const rowOf = (all: tf.Tensor, row: number): tf.Tensor => tf.squeeze(tf.slice(all, row, 1), [0]);

/** Images of one color have an axis for it. */
const pixels = (x: tf.Tensor): tf.Tensor => {
  const whole = tf.cast(x, 'int32');
  return x.rank === 2 ? tf.expandDims(whole, -1) : whole;
};

function ofFolders(data: ImageFolders, name: string, slice: string | undefined): tf.data.Dataset<Sample> {
  const folder = { train: data.trainDir, validation: data.validationDir, test: data.validationDir }[name];
  if (folder === undefined) throw noSplit(name, ['train', 'validation']);
  const files = imageFiles(folder);
  const order = new MersenneTwister(0).permutation(files.length);
  const chosen = placesOf(slice, files.length).map((place) => files[order[place]!]!);
  return tf.data.array(chosen).mapAsync(async ({ path, label }) => {
    const image = await loadImage(path);
    const xs = tf.tidy(() => tf.cast(tf.squeeze(image, [0]), 'int32'));
    image.dispose();
    return { xs, ys: tf.scalar(label, 'int32') };
  });
}

const imageFiles = (folder: string) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((one) => one.isDirectory())
    .map(({ name }) => name)
    .sort()
    .flatMap((name, label) =>
      readdirSync(join(folder, name))
        .filter((file) => /\.(jpe?g|png|bmp|gif)$/i.test(file))
        .sort()
        .map((file) => ({ path: join(folder, name, file), label })),
    );

/** The places that a slice names: `:40%`, `100:200`, `-10%:`; all without one. */
function placesOf(slice: string | undefined, count: number): number[] {
  const [, from, to] = slice === undefined ? [] : (/^(-?\d+%?)?:(-?\d+%?)?$/.exec(slice) ?? [slice, '?']);
  if (from === '?')
    throw new Error(
      `utils.samplesOf: a part of a split is as [:40%], [100:200] or [-10%:]. Received: [${slice}].`,
    );
  const [first, end] = [placeOf(from, count, 0), placeOf(to, count, count)];
  return Array.from({ length: Math.max(end - first, 0) }, (_, i) => first + i);
}

function placeOf(given: string | undefined, count: number, byDefault: number): number {
  if (given === undefined) return byDefault;
  const place = given.endsWith('%') ? halfToEven((count * Number(given.slice(0, -1))) / 100) : Number(given);
  return Math.min(Math.max(place < 0 ? place + count : place, 0), count);
}

const noSplit = (name: string, known: readonly string[]): Error =>
  new Error(`utils.samplesOf: expected a split of the data set: ${known.join(', ')}. Received: '${name}'.`);
