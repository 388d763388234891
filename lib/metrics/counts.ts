// Metrics from counts of true and false positives and negatives, at one threshold or several.
import { settings, text } from '../core/settings.js';
import type { Shape } from '../core/shape.js';
import type { tf } from '../tf.js';
import { type Direction, Metric, type MetricValue, ratio } from './metric.js';
import {
  type Counts,
  countsOf,
  type DecisionSettings,
  decisionOptions,
  outcomeSums,
  outcomeWidth,
  thresholdOption,
  thresholdsOf,
} from './outcomes.js';

/** Options of `metrics.precision`, `recall` and the other counts. */
export interface CountOptions {
  /** A prediction above it is positive. Default 0.5; with `topK`, the highest are whatever they are. */
  threshold?: number;
  /** The same by Keras' name; of a list, each threshold gives a number of its own. */
  thresholds?: number | number[];
  /** Looks at this class of a one-hot output only. */
  classId?: number;
  /** Only the so many highest outputs of a sample may be positive. */
  topK?: number;
  name?: string;
}

/** The same at several thresholds. */
export interface CountsOptions extends CountOptions {
  thresholds: number[];
}

/** What makes a metric of counts: with a list of thresholds its value is a list. */
export interface CountMaker {
  (options: CountsOptions): Metric<number[]>;
  (options?: CountOptions): Metric;
}

interface CountKind {
  readonly maker: string;
  readonly name: string;
  readonly className: string;
  readonly direction: Direction;
  readonly value: (counts: Counts) => number;
}

class CountMetric extends Metric<MetricValue> {
  readonly className: string;
  readonly direction: Direction;
  readonly #thresholds: number[];
  readonly #isList: boolean;

  constructor(
    private readonly kind: CountKind,
    private readonly settings: DecisionSettings & { name: string },
  ) {
    super(settings.name);
    this.className = kind.className;
    this.direction = kind.direction;
    this.#thresholds = thresholdsOf(settings);
    this.#isList = this.#thresholds.length > 1;
  }

  width(_outputs: Shape): number {
    return outcomeWidth(this.#thresholds.length);
  }

  override size(_outputs: Shape): number | null {
    return this.#isList ? this.#thresholds.length : null;
  }

  statistics(yTrue: tf.Tensor, yPred: tf.Tensor, weights?: tf.Tensor): tf.Tensor1D {
    const { topK, classId } = this.settings;
    const decision = { thresholds: this.#thresholds, topK, classId, who: `metrics.${this.kind.maker}` };
    return outcomeSums(decision, yTrue, yPred, weights);
  }

  read(sums: ArrayLike<number>): MetricValue {
    const values = countsOf(sums, this.#thresholds.length)[0]!.map(this.kind.value);
    return this.#isList ? values : values[0]!;
  }

  override config(): Record<string, unknown> {
    const { name, thresholds, topK, classId } = this.settings;
    return {
      name,
      ...(thresholds === null ? {} : { thresholds }),
      ...(topK === null ? {} : { top_k: topK }),
      ...(classId === null ? {} : { class_id: classId }),
    };
  }
}

function define(
  maker: string,
  name: string,
  className: string,
  direction: Direction,
  value: CountKind['value'],
): CountMaker {
  const kind = { maker, name, className, direction, value };
  const table = { ...decisionOptions, threshold: thresholdOption(), name: text(name) };
  const make = (options: CountOptions = {}): Metric<MetricValue> => {
    const { threshold, ...rest } = settings(`metrics.${maker}`, table, options);
    return new CountMetric(kind, { ...rest, thresholds: rest.thresholds ?? threshold });
  };
  return make as CountMaker;
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
export const precision = define('precision', 'precision', 'Precision', 'up', ({ tp, fp }) =>
  ratio(tp, tp + fp),
);

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
export const recall = define('recall', 'recall', 'Recall', 'up', ({ tp, fn }) => ratio(tp, tp + fn));

/**
 * Harmonic mean of precision and recall at a threshold.
 * @example model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: [metrics.f1()] });
 */
export const f1 = define('f1', 'f1', 'F1', 'up', ({ tp, fp, fn }) => ratio(2 * tp, 2 * tp + fp + fn));

/**
 * Of what is negative, the share that was called so: tn / (tn + fp).
 * @example
 * model.compile({
 *   optimizer: 'adam',
 *   loss: 'categoricalCrossentropy',
 *   metrics: [metrics.specificity()],
 * });
 */
export const specificity = define('specificity', 'specificity', 'Specificity', 'up', ({ tn, fp }) =>
  ratio(tn, tn + fp),
);

/**
 * Number of true positives. Keras: `TruePositives`.
 * @example
 * model.compile({
 *   optimizer: 'adam',
 *   loss: 'categoricalCrossentropy',
 *   metrics: [metrics.truePositives()],
 * });
 */
export const truePositives = define(
  'truePositives',
  'true_positives',
  'TruePositives',
  undefined,
  ({ tp }) => tp,
);

/**
 * Number of false positives. Keras: `FalsePositives`.
 * @example
 * model.compile({
 *   optimizer: 'adam',
 *   loss: 'categoricalCrossentropy',
 *   metrics: [metrics.falsePositives()],
 * });
 */
export const falsePositives = define(
  'falsePositives',
  'false_positives',
  'FalsePositives',
  undefined,
  ({ fp }) => fp,
);

/**
 * Number of true negatives. Keras: `TrueNegatives`.
 * @example
 * model.compile({
 *   optimizer: 'adam',
 *   loss: 'categoricalCrossentropy',
 *   metrics: [metrics.trueNegatives()],
 * });
 */
export const trueNegatives = define(
  'trueNegatives',
  'true_negatives',
  'TrueNegatives',
  undefined,
  ({ tn }) => tn,
);

/**
 * Number of false negatives. Keras: `FalseNegatives`.
 * @example
 * model.compile({
 *   optimizer: 'adam',
 *   loss: 'categoricalCrossentropy',
 *   metrics: [metrics.falseNegatives()],
 * });
 */
export const falseNegatives = define(
  'falseNegatives',
  'false_negatives',
  'FalseNegatives',
  undefined,
  ({ fn }) => fn,
);
