// Metrics from counts of true and false positives and negatives, at one threshold.
import { tf } from '../tf.js';
import { Metric, spreadWeights } from './metric.js';

/** True positives, false positives, true negatives, false negatives. */
export interface Counts {
  tp: number;
  fp: number;
  tn: number;
  fn: number;
}

/** Options of `metrics.precision`, `recall` and the other counts. */
export interface CountOptions {
  /** A prediction above it is positive. Default 0.5. */
  threshold?: number;
  /** Looks at this class of a one-hot output only. */
  classId?: number;
  name?: string;
}

class CountMetric extends Metric {
  readonly width = 4;

  constructor(
    readonly className: string,
    private readonly options: Required<Pick<CountOptions, 'name' | 'threshold'>> & CountOptions,
    private readonly value: (counts: Counts) => number,
  ) {
    super(options.name);
  }

  statistics(yTrue: tf.Tensor, yPred: tf.Tensor, weights?: tf.Tensor1D): tf.Tensor1D {
    const { classId, threshold } = this.options;
    const pick = (values: tf.Tensor): tf.Tensor =>
      classId === undefined ? values : tf.gather(values, [classId], -1);
    const truth = tf.cast(tf.notEqual(pick(yTrue), 0), 'float32');
    const positive = tf.cast(tf.greater(pick(yPred), threshold), 'float32');
    return countOutcomes(truth, positive, weights);
  }

  result([tp, fp, tn, fn]: ArrayLike<number> & Iterable<number>): number {
    return this.value({ tp: tp!, fp: fp!, tn: tn!, fn: fn! });
  }

  override config(): Record<string, unknown> {
    const { name, threshold, classId } = this.options;
    return { name, thresholds: threshold, ...(classId === undefined ? {} : { class_id: classId }) };
  }
}

function countOutcomes(truth: tf.Tensor, positive: tf.Tensor, weights?: tf.Tensor1D): tf.Tensor1D {
  const weight = weights === undefined ? tf.onesLike(truth) : spreadWeights(weights, truth);
  const total = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => tf.sum(tf.mul(tf.mul(a, b), weight));
  const falsehood = tf.sub(1, truth);
  const negative = tf.sub(1, positive);
  return tf.stack([
    total(truth, positive),
    total(falsehood, positive),
    total(falsehood, negative),
    total(truth, negative),
  ]) as tf.Tensor1D;
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

function define(name: string, className: string, value: (counts: Counts) => number) {
  return (options: CountOptions = {}): Metric =>
    new CountMetric(className, { name, threshold: 0.5, ...options }, value);
}

/**
 * Of what was called positive, the share that is: tp / (tp + fp). Keras: `Precision`.
 * @example
 * model.compile({
 *   optimizer: 'adam',
 *   loss: 'categoricalCrossentropy',
 *   metrics: [metrics.precision({ threshold: 0.6 })],
 * });
 */
export const precision = define('precision', 'Precision', ({ tp, fp }) => ratio(tp, tp + fp));

/**
 * Of what is positive, the share that was found: tp / (tp + fn). Keras: `Recall`.
 * @example
 * model.compile({
 *   optimizer: 'adam',
 *   loss: 'categoricalCrossentropy',
 *   metrics: [metrics.recall(), metrics.precision()],
 * });
 * await model.evaluate(x, y, { verbose: 0 });
 */
export const recall = define('recall', 'Recall', ({ tp, fn }) => ratio(tp, tp + fn));

/**
 * Harmonic mean of precision and recall at a threshold.
 * @example model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: [metrics.f1()] });
 */
export const f1 = define('f1', 'F1', ({ tp, fp, fn }) => ratio(2 * tp, 2 * tp + fp + fn));

/**
 * Of what is negative, the share that was called so: tn / (tn + fp).
 * @example
 * model.compile({
 *   optimizer: 'adam',
 *   loss: 'categoricalCrossentropy',
 *   metrics: [metrics.specificity()],
 * });
 */
export const specificity = define('specificity', 'Specificity', ({ tn, fp }) => ratio(tn, tn + fp));

/**
 * Number of true positives. Keras: `TruePositives`.
 * @example
 * model.compile({
 *   optimizer: 'adam',
 *   loss: 'categoricalCrossentropy',
 *   metrics: [metrics.truePositives()],
 * });
 */
export const truePositives = define('true_positives', 'TruePositives', ({ tp }) => tp);

/**
 * Number of false positives. Keras: `FalsePositives`.
 * @example
 * model.compile({
 *   optimizer: 'adam',
 *   loss: 'categoricalCrossentropy',
 *   metrics: [metrics.falsePositives()],
 * });
 */
export const falsePositives = define('false_positives', 'FalsePositives', ({ fp }) => fp);

/**
 * Number of true negatives. Keras: `TrueNegatives`.
 * @example
 * model.compile({
 *   optimizer: 'adam',
 *   loss: 'categoricalCrossentropy',
 *   metrics: [metrics.trueNegatives()],
 * });
 */
export const trueNegatives = define('true_negatives', 'TrueNegatives', ({ tn }) => tn);

/**
 * Number of false negatives. Keras: `FalseNegatives`.
 * @example
 * model.compile({
 *   optimizer: 'adam',
 *   loss: 'categoricalCrossentropy',
 *   metrics: [metrics.falseNegatives()],
 * });
 */
export const falseNegatives = define('false_negatives', 'FalseNegatives', ({ fn }) => fn);
