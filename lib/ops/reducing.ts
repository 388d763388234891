// Operations that take axes together. Without `axis`, all of them.
import type { tf } from '../tf.js';
import { type Axes, type QuantileMethod, type Reducing, type Result, run, type TensorInput } from './run.js';

/**
 * The sum. Keras: `ops.sum`.
 * @example ops.sum([[1, 2], [3, 4]], { axis: 0 }).print()
 */
export function sum<X extends TensorInput>(x: X, options: Reducing = {}): Result<X> {
  return run('Sum', [x], options);
}

/**
 * The mean. Keras: `ops.mean`.
 * @example ops.mean([[1, 2], [3, 4]], { axis: 0 }).print()
 */
export function mean<X extends TensorInput>(x: X, options: Reducing = {}): Result<X> {
  return run('Mean', [x], options);
}

/**
 * The standard deviation. Keras: `ops.std`.
 * @example ops.std([[1, 2], [3, 4]], { axis: 0 }).print()
 */
export function std<X extends TensorInput>(x: X, options: Reducing = {}): Result<X> {
  return run('Std', [x], options);
}

/**
 * The largest. Keras: `ops.amax`.
 * @example ops.amax([[1, 2], [3, 4]], { axis: 0 }).print()
 */
export function amax<X extends TensorInput>(x: X, options: Reducing = {}): Result<X> {
  return run('Amax', [x], options);
}

/**
 * The smallest. Keras: `ops.amin`.
 * @example ops.amin([[1, 2], [3, 4]], { axis: 0 }).print()
 */
export function amin<X extends TensorInput>(x: X, options: Reducing = {}): Result<X> {
  return run('Amin', [x], options);
}

/**
 * Whether all are true. Keras: `ops.all`.
 * @example ops.all([[1, 2], [3, 4]], { axis: 0 }).print()
 */
export function all<X extends TensorInput>(x: X, options: Reducing = {}): Result<X> {
  return run('All', [x], options);
}

/**
 * Whether one is true. Keras: `ops.any`.
 * @example ops.any([[1, 2], [3, 4]], { axis: 0 }).print()
 */
export function any<X extends TensorInput>(x: X, options: Reducing = {}): Result<X> {
  return run('Any', [x], options);
}

/**
 * The logarithm of the sum of exponentials. Keras: `ops.logsumexp`.
 * @example ops.logsumexp([[1, 2], [3, 4]], { axis: 0 }).print()
 */
export function logsumexp<X extends TensorInput>(x: X, options: Reducing = {}): Result<X> {
  return run('Logsumexp', [x], options);
}

/**
 * The middle one. Keras: `ops.median`.
 * @example ops.median([[1, 2], [3, 4]], { axis: 0 }).print()
 */
export function median<X extends TensorInput>(x: X, options: Reducing = {}): Result<X> {
  return run('Median', [x], options);
}

/**
 * From the smallest to the largest. Keras: `ops.ptp`.
 * @example ops.ptp([[1, 2], [3, 4]], { axis: 0 }).print()
 */
export function ptp<X extends TensorInput>(x: X, options: Reducing = {}): Result<X> {
  return run('Ptp', [x], options);
}

/**
 * The sum of those that are numbers. Keras: `ops.nansum`.
 * @example ops.nansum([[1, 2], [3, 4]], { axis: 0 }).print()
 */
export function nansum<X extends TensorInput>(x: X, options: Reducing = {}): Result<X> {
  return run('Nansum', [x], options);
}

/**
 * The mean of those that are numbers. Keras: `ops.nanmean`.
 * @example ops.nanmean([[1, 2], [3, 4]], { axis: 0 }).print()
 */
export function nanmean<X extends TensorInput>(x: X, options: Reducing = {}): Result<X> {
  return run('Nanmean', [x], options);
}

/**
 * The standard deviation of those that are numbers. Keras: `ops.nanstd`.
 * @example ops.nanstd([[1, 2], [3, 4]], { axis: 0 }).print()
 */
export function nanstd<X extends TensorInput>(x: X, options: Reducing = {}): Result<X> {
  return run('Nanstd', [x], options);
}

/**
 * The variance of those that are numbers. Keras: `ops.nanvar`.
 * @example ops.nanvar([[1, 2], [3, 4]], { axis: 0 }).print()
 */
export function nanvar<X extends TensorInput>(x: X, options: Reducing = {}): Result<X> {
  return run('Nanvar', [x], options);
}

/**
 * The largest of those that are numbers. Keras: `ops.nanmax`.
 * @example ops.nanmax([[1, 2], [3, 4]], { axis: 0 }).print()
 */
export function nanmax<X extends TensorInput>(x: X, options: Reducing = {}): Result<X> {
  return run('Nanmax', [x], options);
}

/**
 * The smallest of those that are numbers. Keras: `ops.nanmin`.
 * @example ops.nanmin([[1, 2], [3, 4]], { axis: 0 }).print()
 */
export function nanmin<X extends TensorInput>(x: X, options: Reducing = {}): Result<X> {
  return run('Nanmin', [x], options);
}

/**
 * The product of those that are numbers. Keras: `ops.nanprod`.
 * @example ops.nanprod([[1, 2], [3, 4]], { axis: 0 }).print()
 */
export function nanprod<X extends TensorInput>(x: X, options: Reducing = {}): Result<X> {
  return run('Nanprod', [x], options);
}

/**
 * The middle one of those that are numbers. Keras: `ops.nanmedian`.
 * @example ops.nanmedian([[1, 2], [3, 4]], { axis: 0 }).print()
 */
export function nanmedian<X extends TensorInput>(x: X, options: Reducing = {}): Result<X> {
  return run('Nanmedian', [x], options);
}

/**
 * The largest; `initial` counts as one more. Keras: `ops.max`.
 * @example ops.max([[1, 2], [3, 4]], { axis: 1 }).print()
 */
export function max<X extends TensorInput>(x: X, options: Reducing & { initial?: number } = {}): Result<X> {
  return run('Max', [x], options);
}

/**
 * The smallest; `initial` counts as one more. Keras: `ops.min`.
 * @example ops.min([[1, 2], [3, 4]], { axis: 1 }).print()
 */
export function min<X extends TensorInput>(x: X, options: Reducing & { initial?: number } = {}): Result<X> {
  return run('Min', [x], options);
}

/**
 * The product. Keras: `ops.prod`.
 * @example ops.prod([[1, 2], [3, 4]], { axis: 1 }).print()
 */
export function prod<X extends TensorInput>(
  x: X,
  options: Reducing & { dtype?: tf.DataType } = {},
): Result<X> {
  return run('Prod', [x], options);
}

/**
 * The variance. Under the name `ops.var`. Keras: `ops.var`.
 * @example ops.var([[1, 2], [3, 5]], { axis: 1 }).print()
 */
export function variance<X extends TensorInput>(x: X, options: Reducing = {}): Result<X> {
  return run('Var', [x], options);
}

/**
 * The place of the largest. Keras: `ops.argmax`.
 * @example ops.argmax([[1, 5], [7, 4]], { axis: 1 }).print()
 */
export function argmax<X extends TensorInput>(
  x: X,
  options: { axis?: number | null; keepdims?: boolean } = {},
): Result<X> {
  return run('Argmax', [x], options);
}

/**
 * The place of the smallest. Keras: `ops.argmin`.
 * @example ops.argmin([[1, 5], [7, 4]], { axis: 1 }).print()
 */
export function argmin<X extends TensorInput>(
  x: X,
  options: { axis?: number | null; keepdims?: boolean } = {},
): Result<X> {
  return run('Argmin', [x], options);
}

/**
 * The place of the largest number. Keras: `ops.nanargmax`.
 * @example ops.nanargmax([[1, 5], [7, 4]], { axis: 1 }).print()
 */
export function nanargmax<X extends TensorInput>(
  x: X,
  options: { axis?: number | null; keepdims?: boolean } = {},
): Result<X> {
  return run('Nanargmax', [x], options);
}

/**
 * The place of the smallest number. Keras: `ops.nanargmin`.
 * @example ops.nanargmin([[1, 5], [7, 4]], { axis: 1 }).print()
 */
export function nanargmin<X extends TensorInput>(
  x: X,
  options: { axis?: number | null; keepdims?: boolean } = {},
): Result<X> {
  return run('Nanargmin', [x], options);
}

/**
 * The mean, weighted if weights are given. Keras: `ops.average`.
 * @example ops.average([1, 2, 3], { weights: [1, 1, 2] }).print()
 */
export function average<X extends TensorInput>(
  x: X,
  options: { axis?: number | null; weights?: TensorInput } = {},
): Result<X> {
  const { weights, ...settings } = options;
  return run('Average', [x, weights], settings);
}

/**
 * How many are not 0. Keras: `ops.count_nonzero`.
 * @example ops.countNonzero([0, 1, 2]).print()
 */
export function countNonzero<X extends TensorInput>(x: X, options: { axis?: Axes } = {}): Result<X> {
  return run('CountNonzero', [x], options);
}

/**
 * The value below which a share q of the numbers lies; q from 0 to 1, one or several. Keras: `ops.quantile`.
 * @example ops.quantile([1, 2, 3, 10], 0.5).print()
 */
export function quantile<X extends TensorInput>(
  x: X,
  q: number | readonly number[],
  options: Reducing & { method?: QuantileMethod } = {},
): Result<X> {
  return run('Quantile', [x, q], options);
}

/**
 * The same with q in hundredths. Keras: `ops.percentile`.
 * @example ops.percentile([1, 2, 3, 10], 50).print()
 */
export function percentile<X extends TensorInput>(
  x: X,
  q: number | readonly number[],
  options: Reducing & { method?: QuantileMethod } = {},
): Result<X> {
  return run('Percentile', [x, q], options);
}

/**
 * The quantile of those that are numbers. Keras: `ops.nanquantile`.
 * @example ops.nanquantile([1, 2, 3, 10], 0.5).print()
 */
export function nanquantile<X extends TensorInput>(
  x: X,
  q: number | readonly number[],
  options: Reducing & { method?: QuantileMethod } = {},
): Result<X> {
  return run('Nanquantile', [x, q], options);
}

/**
 * The same with q in hundredths. Keras: `ops.nanpercentile`.
 * @example ops.nanpercentile([1, 2, 3, 10], 50).print()
 */
export function nanpercentile<X extends TensorInput>(
  x: X,
  q: number | readonly number[],
  options: Reducing & { method?: QuantileMethod } = {},
): Result<X> {
  return run('Nanpercentile', [x, q], options);
}

/**
 * Sums up to each place. Keras: `ops.cumsum`.
 * @example ops.cumsum([1, 2, 3]).print()
 */
export function cumsum<X extends TensorInput>(
  x: X,
  options: { axis?: number | null; dtype?: tf.DataType } = {},
): Result<X> {
  return run('Cumsum', [x], options);
}

/**
 * Products up to each place. Keras: `ops.cumprod`.
 * @example ops.cumprod([1, 2, 3]).print()
 */
export function cumprod<X extends TensorInput>(
  x: X,
  options: { axis?: number | null; dtype?: tf.DataType } = {},
): Result<X> {
  return run('Cumprod', [x], options);
}

/**
 * Sums up to each place; NaN counts as 0. Keras: `ops.nancumsum`.
 * @example ops.nancumsum([1, 2, 3]).print()
 */
export function nancumsum<X extends TensorInput>(
  x: X,
  options: { axis?: number | null; dtype?: tf.DataType } = {},
): Result<X> {
  return run('Nancumsum', [x], options);
}

/**
 * Products up to each place; NaN counts as 1. Keras: `ops.nancumprod`.
 * @example ops.nancumprod([1, 2, 3]).print()
 */
export function nancumprod<X extends TensorInput>(
  x: X,
  options: { axis?: number | null; dtype?: tf.DataType } = {},
): Result<X> {
  return run('Nancumprod', [x], options);
}

/**
 * Mean and variance. Keras: `ops.moments`.
 * @example
 * const [mean, variance] = ops.moments([1, 2, 3], 0);
 * mean!.print();
 * variance!.print()
 */
export function moments<X extends TensorInput>(
  x: X,
  axes: number | number[],
  options: { keepdims?: boolean } = {},
): Result<X>[] {
  return run('Moments', [x], { axes, ...options });
}

/**
 * The length of vectors, by `ord`: 2, 1, any power, Infinity, -Infinity, 0 (how many are not 0); of matrices
 * `fro`. Keras: `ops.norm`.
 * @example ops.norm([3, 4]).print()
 */
export function norm<X extends TensorInput>(
  x: X,
  options: { ord?: number | 'fro'; axis?: Axes; keepdims?: boolean } = {},
): Result<X> {
  return run('Norm', [x], options);
}

/**
 * Brought to length 1 along an axis. Keras: `ops.normalize`.
 * @example ops.normalize([[3, 4]]).print()
 */
export function normalize<X extends TensorInput>(
  x: X,
  options: { axis?: Axes; order?: number; epsilon?: number } = {},
): Result<X> {
  return run('Normalize', [x], options);
}

/**
 * The area under a line through points, `dx` or the differences of `x` apart. Keras: `ops.trapezoid`.
 * @example ops.trapezoid([1, 2, 3]).print()
 */
export function trapezoid<X extends TensorInput>(
  y: X,
  options: { x?: TensorInput; dx?: number; axis?: number } = {},
): Result<X> {
  return run('Trapezoid', [y], options);
}
