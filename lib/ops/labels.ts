// Rows of labels without an alignment, and patches of images.
import { type Result, run, type TensorInput } from './run.js';

/**
 * How unlikely rows of labels are by logits for each step, whatever the steps that they take: a loss for each sample
 * (Graves et al., 2006). Keras: `ops.ctc_loss`.
 * @param target labels [samples, places]
 * @param output logits [samples, steps, classes]
 * @param targetLength how many labels count, [samples]
 * @param outputLength how many steps count, [samples]
 * @param options `maskIndex`: the class that stands for no label, 0 by default
 * @example
 * const logits = tf.zeros([1, 5, 4]);
 * ops.ctcLoss(tf.tensor2d([[1, 2]], [1, 2], 'int32'), logits, tf.tensor1d([2], 'int32'), tf.tensor1d([5], 'int32')).print();
 */
export function ctcLoss<X extends TensorInput>(
  target: TensorInput,
  output: X,
  targetLength: TensorInput,
  outputLength: TensorInput,
  options: { maskIndex?: number } = {},
): Result<X> {
  return run('CTCLoss', [target, output, targetLength, outputLength], options);
}

/** Options of `ops.ctcDecode`. */
export interface CtcDecodeOptions {
  /** The likeliest class of each step, or a search that keeps several rows. Default `greedy`. */
  strategy?: 'greedy' | 'beam_search';
  /** How many rows the search keeps. Default 100. */
  beamWidth?: number;
  /** How many rows the search gives. Default 1. */
  topPaths?: number;
  /** Whether `greedy` takes a class once that comes several times in a row. Default true. */
  mergeRepeated?: boolean;
  /** The class that stands for no label; null: the last. Default 0. */
  maskIndex?: number | null;
}

/**
 * The likeliest rows of labels by logits for each step: labels [paths, samples, steps], −1 behind them, and scores [samples,
 * paths]. Keras: `ops.ctc_decode`.
 * @param inputs logits [samples, steps, classes]
 * @param sequenceLengths how many steps count, [samples]
 * @example
 * const [labels] = ops.ctcDecode(tf.tensor3d([[[0, 9], [9, 0], [0, 9]]]), tf.tensor1d([3], 'int32'), { maskIndex: 0 });
 */
export function ctcDecode<X extends TensorInput>(
  inputs: X,
  sequenceLengths: TensorInput,
  options: CtcDecodeOptions = {},
): [labels: Result<X>, scores: Result<X>] {
  return run('CTCDecode', [inputs, sequenceLengths], options);
}

/** How a window moves over images, channels first: a number, or one for height and one for width. */
export interface PatchOptions {
  /** Default 1. */
  dilation?: number | [number, number];
  /** Zeros on each side. Default 0. */
  padding?: number | [number, number];
  /** Default 1. */
  stride?: number | [number, number];
}

/**
 * Parts of images [samples, channels, height, width] as columns: [samples, channels · window, windows]. Keras: `ops.unfold`.
 * @example ops.unfold(tf.ones([1, 2, 4, 4]), 2, { stride: 2 }).shape // [1, 8, 4]
 */
export function unfold<X extends TensorInput>(
  x: X,
  kernelSize: number | [number, number],
  options: PatchOptions = {},
): Result<X> {
  return run('Unfold', [x], { kernelSize, ...options });
}

/**
 * Columns of parts put together to images again; where parts overlap they are summed. Keras: `ops.fold`.
 * @example ops.fold(tf.ones([1, 8, 4]), 4, 2, { stride: 2 }).shape // [1, 2, 4, 4]
 */
export function fold<X extends TensorInput>(
  x: X,
  outputSize: number | [number, number],
  kernelSize: number | [number, number],
  options: PatchOptions = {},
): Result<X> {
  return run('Fold', [x], { outputSize, kernelSize, ...options });
}

/**
 * The greatest whole number that divides both. Keras: `ops.gcd`.
 * @example ops.gcd(tf.tensor1d([12, 7], 'int32'), tf.scalar(8, 'int32')).print() // [4, 1]
 */
export function gcd<A extends TensorInput, B extends TensorInput>(x1: A, x2: B): Result<A | B> {
  return run('Gcd', [x1, x2]);
}

/**
 * The least whole number that both divide. Keras: `ops.lcm`.
 * @example ops.lcm(tf.tensor1d([4, 7], 'int32'), tf.scalar(6, 'int32')).print() // [12, 42]
 */
export function lcm<A extends TensorInput, B extends TensorInput>(x1: A, x2: B): Result<A | B> {
  return run('Lcm', [x1, x2]);
}

/**
 * Bessel's modified function of the first kind, order 0. Keras: `ops.i0`.
 * @example ops.i0([0, 1]).print() // [1, 1.266]
 */
export function i0<X extends TensorInput>(x: X): Result<X> {
  return run('I0', [x]);
}
