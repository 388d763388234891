// Windows over a series, in batches.
import { checkWhole, received } from '../core/messages.js';
import { unknownName } from '../core/names.js';
import { dense } from '../data/class-numbers.js';
import type { Samples } from '../data/samples.js';
import { MersenneTwister } from '../random/mersenne-twister.js';
import { nextSeed } from '../random/random.js';
import { tf } from '../tf.js';

/** Options of `timeseriesDatasetFromArray`. */
export interface TimeseriesOptions {
  /** Steps of a window. */
  sequenceLength: number;
  /** Steps between the beginnings of two windows. Default 1. */
  sequenceStride?: number;
  /** Steps between two values of a window. Default 1: each. */
  samplingRate?: number;
  /** Windows of a batch. Default 128; null: windows come one by one. */
  batchSize?: number | null;
  /** Windows in random order. Default false. */
  shuffle?: boolean;
  /** Fixes the order. */
  seed?: number;
  /** The first step to use. Default 0. */
  startIndex?: number;
  /** Steps from here on are not used. Default: the end. */
  endIndex?: number;
}

const where = 'timeseriesDatasetFromArray';
const names: (keyof TimeseriesOptions)[] = [
  'sequenceLength',
  'sequenceStride',
  'samplingRate',
  'batchSize',
  'shuffle',
  'seed',
  'startIndex',
  'endIndex',
];

/** Batches of windows, and of the targets that belong to them, anew for each pass; `fit` takes it as it is. */
export interface TimeseriesDataset {
  /** How many batches one pass has. */
  readonly length: number;
  [Symbol.iterator](): IterableIterator<{ xs: tf.Tensor; ys: tf.Tensor }>;
}

/**
 * Windows over a series: window i begins at step `i * sequenceStride` and has the target `targets[i * sequenceStride]`, so
 * that a forecast of the next step takes `targets = data.slice(sequenceLength)`. Keras: `timeseries_dataset_from_array`.
 * @param data [steps] or [steps, …features]
 * @param targets one for each beginning of a window; null where there are none, as for `predict`
 * @throws when the series is shorter than a window
 * @example
 * const series = [1, 2, 3, 4, 5, 6];
 * const windows = timeseriesDatasetFromArray(series, series.slice(3), { sequenceLength: 3 });
 * for (const { xs, ys } of windows) console.log(xs.shape, ys.shape); // [3, 3] [3]
 */
export function timeseriesDatasetFromArray(
  data: Samples,
  targets: Samples,
  options: TimeseriesOptions,
): TimeseriesDataset;
export function timeseriesDatasetFromArray(
  data: Samples,
  targets: null,
  options: TimeseriesOptions,
): Iterable<tf.Tensor> & { readonly length: number };
export function timeseriesDatasetFromArray(
  data: Samples,
  targets: Samples | null,
  options: TimeseriesOptions,
): TimeseriesDataset | (Iterable<tf.Tensor> & { readonly length: number }) {
  const settings = checked(options);
  const series = part(data);
  const goals = targets === null ? undefined : part(targets);
  const beginnings = beginningsOf(series.steps, goals?.steps, settings);
  const { batchSize } = settings;
  const size = batchSize ?? 1;
  const length = Math.ceil(beginnings.length / size);
  const make = (at: number, order: Int32Array) => {
    const from = order.slice(at * size, (at + 1) * size);
    const xs = single(windowsOf(series, from, settings), batchSize);
    if (!goals) return xs;
    return { xs, ys: single(rowsOf(goals, from), batchSize) };
  };
  return iterable(length, () => orderOf(beginnings, settings), make) as TimeseriesDataset;
}

function iterable<T>(
  length: number,
  order: () => Int32Array,
  make: (at: number, order: Int32Array) => T,
): Iterable<T> & { readonly length: number } {
  return {
    length,
    *[Symbol.iterator]() {
      const now = order();
      for (let at = 0; at < length; at++) yield make(at, now);
    },
  };
}

type Settings = Required<Omit<TimeseriesOptions, 'endIndex' | 'seed'>> &
  Pick<TimeseriesOptions, 'endIndex' | 'seed'>;

function checked(options: TimeseriesOptions): Settings {
  if (typeof options !== 'object' || options === null)
    throw new Error(`${where}: expected options with sequenceLength. Received: ${received(options)}.`);
  for (const name of Object.keys(options))
    if (!names.some((one) => one === name)) throw unknownName(`option of ${where}`, name, names);
  const settings = {
    sequenceStride: 1,
    samplingRate: 1,
    batchSize: 128,
    shuffle: false,
    startIndex: 0,
    ...options,
  };
  for (const name of ['sequenceLength', 'sequenceStride', 'samplingRate'] as const)
    checkWhole(where, name, settings[name], 1);
  if (settings.batchSize !== null) checkWhole(where, 'batchSize', settings.batchSize, 1);
  for (const name of ['startIndex', 'endIndex'] as const)
    if (settings[name] !== undefined) checkWhole(where, name, settings[name], 0);
  return settings;
}

interface Series {
  readonly data: ArrayLike<number>;
  readonly steps: number;
  readonly features: readonly number[];
}

function part(values: Samples): Series {
  const { data, shape } = dense(values, where);
  return { data, steps: shape[0] ?? 0, features: shape.slice(1) };
}

/** As many as fit between the bounds, and as there are targets. */
function beginningsOf(steps: number, targets: number | undefined, settings: Settings): Int32Array {
  const { sequenceLength, sequenceStride, samplingRate, startIndex } = settings;
  const end = Math.min(settings.endIndex ?? steps, steps);
  const reach = (sequenceLength - 1) * samplingRate;
  const used = end - startIndex;
  const most = targets === undefined ? used - reach : Math.min(used - reach, targets - startIndex);
  if (most < 1)
    throw new Error(
      `${where}: expected at least ${reach + 1} steps, as many as a window spans${targets === 0 ? ', and a target' : ''}. Received: ${Math.max(used, 0)}. Make sequenceLength smaller.`,
    );
  return Int32Array.from(
    { length: Math.ceil(most / sequenceStride) },
    (_, i) => startIndex + i * sequenceStride,
  );
}

function orderOf(beginnings: Int32Array, { shuffle, seed }: Settings): Int32Array {
  if (!shuffle) return beginnings;
  const order = new MersenneTwister(seed ?? nextSeed()).permutation(beginnings.length);
  return Int32Array.from(order, (place) => beginnings[place]!);
}

function windowsOf(
  { data, features }: Series,
  from: Int32Array,
  { sequenceLength, samplingRate }: Settings,
): tf.Tensor {
  const width = features.reduce((product, size) => product * size, 1);
  const block = new Float32Array(from.length * sequenceLength * width);
  let place = 0;
  for (const beginning of from)
    for (let step = 0; step < sequenceLength; step++) {
      const start = (beginning + step * samplingRate) * width;
      for (let i = 0; i < width; i++) block[place++] = data[start + i]!;
    }
  return tf.tensor(block, [from.length, sequenceLength, ...features]);
}

function rowsOf(series: Series, places: Int32Array): tf.Tensor {
  const width = series.features.reduce((product, size) => product * size, 1);
  const block = new Float32Array(places.length * width);
  places.forEach((place, row) => {
    for (let i = 0; i < width; i++) block[row * width + i] = series.data[place * width + i]!;
  });
  return tf.tensor(block, [places.length, ...series.features]);
}

function single(batch: tf.Tensor, batchSize: number | null): tf.Tensor {
  if (batchSize !== null) return batch;
  const one = batch.reshape(batch.shape.slice(1));
  batch.dispose();
  return one;
}
