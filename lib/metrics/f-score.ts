// F-scores of one-hot or multi-hot outputs, class by class or as one number.
import { received } from '../core/messages.js';
import { choice, number, option, optional, type SettingsOf } from '../core/options.js';
import { settings, text } from '../core/settings.js';
import type { Shape } from '../core/shape.js';
import { besideValues, toFloat } from '../losses/weighing.js';
import { tf } from '../tf.js';
import { Metric, type MetricValue } from './metric.js';

const epsilon = 1e-7;

/** Options of `metrics.f1Score`. */
export interface F1ScoreOptions {
  /**
   * `micro`: all decisions as one; `macro`: the classes' mean; `weighted`: their mean by how often they are. Default:
   * a number for each class.
   */
  average?: 'micro' | 'macro' | 'weighted' | null;
  /** An output above it is positive. Default: the highest of each sample is. */
  threshold?: number;
  name?: string;
}

/** Options of `metrics.fBetaScore`. */
export interface FBetaScoreOptions extends F1ScoreOptions {
  /** How much more recall counts than precision. Default 1. */
  beta?: number;
}

/** One number over all classes. @inline */
type Averaged = { average: NonNullable<F1ScoreOptions['average']> };
/** A number for each class. @inline */
type ByClass = { average?: null };

/**
 * Harmonic mean of precision and recall, by classes; `[samples, classes]`. Keras: `F1Score`.
 * @example
 * model.compile({
 *   optimizer: 'adam',
 *   loss: 'categoricalCrossentropy',
 *   metrics: [metrics.f1Score({ average: 'macro' })],
 * });
 */
export function f1Score(options: F1ScoreOptions & Averaged): Metric;
export function f1Score(options?: F1ScoreOptions & ByClass): Metric<number[]>;
export function f1Score(options: F1ScoreOptions = {}): Metric<MetricValue> {
  const { beta: _, ...own } = tableFor('f1_score');
  const given = settings('metrics.f1Score', own, options);
  return new FScore('F1Score', 'metrics.f1Score', { ...given, beta: 1 });
}

/**
 * Mean of precision and recall in which recall counts `beta` times as much; `[samples, classes]`.
 * Keras: `FBetaScore`.
 * @example
 * model.compile({
 *   optimizer: 'adam',
 *   loss: 'categoricalCrossentropy',
 *   metrics: [metrics.fBetaScore({ beta: 2, average: 'micro' })],
 * });
 */
export function fBetaScore(options: FBetaScoreOptions & Averaged): Metric;
export function fBetaScore(options?: FBetaScoreOptions & ByClass): Metric<number[]>;
export function fBetaScore(options: FBetaScoreOptions = {}): Metric<MetricValue> {
  const given = settings('metrics.fBetaScore', tableFor('fbeta_score'), options);
  return new FScore('FBetaScore', 'metrics.fBetaScore', given);
}

const above0 = (most: number, inner = number()) =>
  option((given, maker, name) => {
    const value = inner.read(given, maker, name);
    if (value > 0 && value <= most) return value;
    const range = Number.isFinite(most) ? `, at most ${most}` : '';
    throw new Error(`${maker}: ${name} must be above 0${range}. Received: ${received(given)}.`);
  });

const tableFor = (name: string) => ({
  average: optional(choice(['micro', 'macro', 'weighted'])),
  beta: { ...above0(Number.POSITIVE_INFINITY), hasDefault: true, default: () => 1 },
  threshold: optional(above0(1)),
  name: text(name),
});

type FSettings = SettingsOf<ReturnType<typeof tableFor>>;

class FScore extends Metric<MetricValue> {
  readonly direction = 'up';

  constructor(
    readonly className: string,
    private readonly who: string,
    private readonly settings: FSettings,
  ) {
    super(settings.name);
  }

  width(outputs: Shape): number {
    return 3 * columnsOf(outputs, this.who);
  }

  override size(outputs: Shape): number | null {
    return this.settings.average === null ? columnsOf(outputs, this.who) : null;
  }

  /** For each class: hits, what was called, what is. */
  statistics(yTrue: tf.Tensor, yPred: tf.Tensor, weights?: tf.Tensor): tf.Tensor1D {
    columnsOf(yPred.shape, this.who);
    columnsOf(yTrue.shape, this.who);
    const called = this.#called(yPred);
    const sum = (values: tf.Tensor): tf.Tensor =>
      tf.sum(weights ? tf.mul(values, besideValues(weights, values, this.who)) : values, 0);
    return tf.concat([sum(tf.mul(called, yTrue)), sum(called), sum(yTrue)]) as tf.Tensor1D;
  }

  #called(yPred: tf.Tensor): tf.Tensor {
    const { threshold } = this.settings;
    if (threshold !== null) return toFloat(tf.greater(yPred, threshold));
    const isHighest = tf.greaterEqual(yPred, tf.max(yPred, -1, true));
    return toFloat(tf.logicalAnd(isHighest, tf.greater(tf.abs(yPred), 1e-9)));
  }

  read(sums: ArrayLike<number>): MetricValue {
    const { average } = this.settings;
    const all = Array.from(sums);
    const count = all.length / 3;
    const [hits, called, real] = [0, 1, 2].map((part) => all.slice(part * count, (part + 1) * count)) as [
      number[],
      number[],
      number[],
    ];
    if (average === 'micro') return this.#score(total(hits), total(called), total(real));
    const scores = hits.map((hit, i) => this.#score(hit, called[i]!, real[i]!));
    if (average === null) return scores;
    if (average === 'macro') return total(scores) / count;
    return total(scores.map((score, i) => (score * real[i]!) / (total(real) + epsilon)));
  }

  #score(hits: number, called: number, real: number): number {
    const square = this.settings.beta ** 2;
    const precision = hits / (called + epsilon);
    const recall = hits / (real + epsilon);
    return ((precision * recall) / (square * precision + recall + epsilon)) * (1 + square);
  }

  override config(): Record<string, unknown> {
    const { name, average, threshold, beta } = this.settings;
    return { name, average, threshold, ...(this.className === 'FBetaScore' ? { beta } : {}) };
  }
}

const total = (values: number[]): number => values.reduce((sum, value) => sum + value, 0);

/** Number of classes. */
export function columnsOf(outputs: Shape, who: string): number {
  const columns = outputs.at(-1);
  if (outputs.length === 2 && typeof columns === 'number') return columns;
  throw new Error(
    `${who}: labels and outputs must be [samples, columns]. Received: [${outputs.map((size) => size ?? 'any')}].`,
  );
}
