// Area under a curve over thresholds, by Keras' sums: thresholds evenly spaced from 0 to 1.
import { tf } from '../tf.js';
import { Metric, spreadWeights } from './metric.js';

/** Options of `metrics.auc`. */
export interface AucOptions {
  /** `ROC`: true against false positive rate; `PR`: precision against recall. Default `ROC`. */
  curve?: 'ROC' | 'PR';
  /** More thresholds, a finer curve. Default 200. */
  numThresholds?: number;
  name?: string;
}

/**
 * Area under the ROC or precision-recall curve of predictions between 0 and 1. Keras: `AUC`.
 * @example
 * model.compile({
 *   optimizer: 'adam',
 *   loss: 'categoricalCrossentropy',
 *   metrics: [metrics.auc({ curve: 'PR' })],
 * });
 */
export function auc({ curve = 'ROC', numThresholds = 200, name = 'auc' }: AucOptions = {}): Metric {
  return new Auc(curve, numThresholds, name);
}

class Auc extends Metric {
  readonly className = 'AUC';
  readonly width: number;
  private readonly thresholds: number[];

  constructor(
    private readonly curve: 'ROC' | 'PR',
    private readonly count: number,
    name: string,
  ) {
    super(name);
    if (!(count > 1)) throw new Error(`auc: numThresholds must be above 1. Received: ${count}.`);
    const inner = Array.from({ length: count - 2 }, (_, i) => (i + 1) / (count - 1));
    this.thresholds = [-1e-7, ...inner, 1 + 1e-7];
    this.width = 2 * count + 2;
  }

  /** Positives found and false alarms at each threshold, then the numbers of positives and negatives. */
  statistics(yTrue: tf.Tensor, yPred: tf.Tensor, weights?: tf.Tensor1D): tf.Tensor1D {
    const weight = tf.reshape(
      weights === undefined ? tf.onesLike(yTrue) : spreadWeights(weights, yTrue),
      [1, -1],
    );
    const truth = tf.cast(tf.notEqual(tf.reshape(yTrue, [1, -1]), 0), 'float32');
    const positives = tf.mul(truth, weight);
    const negatives = tf.mul(tf.sub(1, truth), weight);
    const called = tf.greater(tf.reshape(yPred, [1, -1]), tf.reshape(tf.tensor1d(this.thresholds), [-1, 1]));
    const hits = tf.cast(called, 'float32');
    const sumOf = (of: tf.Tensor): tf.Tensor1D => tf.sum(tf.mul(hits, of), 1);
    const totals = tf.stack([tf.sum(positives), tf.sum(negatives)]) as tf.Tensor1D;
    return tf.concat([sumOf(positives), sumOf(negatives), totals]);
  }

  result(sums: ArrayLike<number>): number {
    const all = Array.from(sums);
    const tp = all.slice(0, this.count);
    const fp = all.slice(this.count, 2 * this.count);
    const [positives, negatives] = all.slice(2 * this.count) as [number, number];
    return this.curve === 'ROC'
      ? areaOfRoc(tp, fp, positives, negatives)
      : areaOfPrecisionRecall(tp, fp, positives);
  }

  override config(): Record<string, unknown> {
    return { name: this.name, curve: this.curve, num_thresholds: this.count };
  }
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

function areaOfRoc(tp: number[], fp: number[], positives: number, negatives: number): number {
  let area = 0;
  for (let i = 0; i + 1 < tp.length; i++) {
    const width = ratio(fp[i]!, negatives) - ratio(fp[i + 1]!, negatives);
    area += (width * (ratio(tp[i]!, positives) + ratio(tp[i + 1]!, positives))) / 2;
  }
  return area;
}

/** Davis & Goadrich, 2006: between two thresholds true positives run straight, precision does not. */
function areaOfPrecisionRecall(tp: number[], fp: number[], positives: number): number {
  let area = 0;
  for (let i = 0; i + 1 < tp.length; i++) {
    const found = tp[i]! - tp[i + 1]!;
    const called = tp[i]! + fp[i]!;
    const calledNext = tp[i + 1]! + fp[i + 1]!;
    const slope = ratio(found, called - calledNext);
    const intercept = tp[i + 1]! - slope * calledNext;
    const growth = called > 0 && calledNext > 0 ? called / calledNext : 1;
    area += ratio(slope * (found + intercept * Math.log(growth)), positives);
  }
  return area;
}
