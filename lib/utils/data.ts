// Small utilities of Keras around data: tuples of a batch, parts of a data set, inputs of a tensor.
import { received } from '../core/messages.js';
import { halfToEven } from '../half-to-even.js';
import { permutation } from '../random/random.js';
import { tf } from '../tf.js';
import { wholeNumbers } from '../whole-numbers.js';

/** Inputs, targets, and weights of samples. */
export type XYSampleWeight = readonly [x: unknown, y?: unknown, sampleWeight?: unknown];

/**
 * What `fit` takes of a batch: as short as what is given. Keras: `utils.pack_x_y_sample_weight`.
 * @example utils.packXYSampleWeight(tf.ones([2, 3]), tf.ones([2])).length // 2
 */
export function packXYSampleWeight(x: unknown, y?: unknown, sampleWeight?: unknown): XYSampleWeight {
  if (y === undefined || y === null) return [x];
  return sampleWeight === undefined || sampleWeight === null ? [x, y] : [x, y, sampleWeight];
}

/**
 * Inputs, targets and weights of a batch; null for what it has not. Keras: `utils.unpack_x_y_sample_weight`.
 * @example const [x, y, sampleWeight] = utils.unpackXYSampleWeight([tf.ones([2, 3])]); // y is null
 */
export function unpackXYSampleWeight(data: unknown): [x: unknown, y: unknown, sampleWeight: unknown] {
  if (!Array.isArray(data)) return [data, null, null];
  if (data.length === 0 || data.length > 3)
    throw new Error(
      `utils.unpackXYSampleWeight: expected [x], [x, y] or [x, y, sampleWeight]. Received: a list of ${data.length}.`,
    );
  return [data[0], data[1] ?? null, data[2] ?? null];
}

/** Options of `utils.splitDataset`. */
export interface SplitDatasetOptions {
  /** A share from 0 to 1, or a number of samples. Default: what the right part leaves. */
  leftSize?: number | null;
  /** The same for the right part. */
  rightSize?: number | null;
  /** Whether samples are in random order. Default false. */
  shuffle?: boolean;
}

/**
 * Tensors in two parts, sample by sample: one tensor, or a list such as [x, y]. Keras: `utils.split_dataset`.
 * @example
 * const [left, right] = utils.splitDataset([tf.ones([10, 3]), tf.zeros([10])], { leftSize: 0.8 });
 * left[0].shape // [8, 3]
 */
export function splitDataset<T extends tf.Tensor | readonly tf.Tensor[]>(
  dataset: T,
  options: SplitDatasetOptions = {},
): [left: T, right: T] {
  const list = (Array.isArray(dataset) ? dataset : [dataset]) as tf.Tensor[];
  const count = list[0]?.shape?.[0];
  if (count === undefined || list.some((one) => one.shape[0] !== count))
    throw new Error(
      `utils.splitDataset: expected tensors of equally many samples. Received: ${list.map((one) => (one?.shape ? `[${one.shape}]` : received(one))).join(', ')}.`,
    );
  const [left, right] = sizesOf(count, options);
  const order = options.shuffle ? permutation(count) : wholeNumbers(count);
  const part = (from: number, size: number): T => {
    const places = tf.tensor1d(order.subarray(from, from + size), 'int32');
    const made = list.map((one) => tf.gather(one, places));
    places.dispose();
    return (Array.isArray(dataset) ? made : made[0]!) as T;
  };
  return [part(0, left), part(count - right, right)];
}

/** Shares are rounded as Python rounds: a half to the even number. */
function sizesOf(
  count: number,
  { leftSize = null, rightSize = null }: SplitDatasetOptions,
): [number, number] {
  if (leftSize === null && rightSize === null)
    throw new Error('utils.splitDataset: expected leftSize, rightSize or both. Received: neither.');
  const sizeOf = (given: number | null): number | null => {
    if (given === null) return null;
    const fits =
      Number.isFinite(given) && given > 0 && given <= count && (Number.isInteger(given) || given < 1);
    if (fits) return Number.isInteger(given) ? given : halfToEven(given * count);
    throw new Error(
      `utils.splitDataset: sizes must be shares between 0 and 1, or numbers of samples up to ${count}. Received: ${received(given)}.`,
    );
  };
  const [left, right] = [sizeOf(leftSize), sizeOf(rightSize)];
  const both: [number, number] = [left ?? count - right!, right ?? count - left!];
  if (both[0] + both[1] <= count && both[0] > 0 && both[1] > 0) return both;
  throw new Error(
    `utils.splitDataset: both parts must have samples, of ${count} together. Received: ${both.join(' and ')}.`,
  );
}
