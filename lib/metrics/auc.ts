// Area under a curve over thresholds, by Keras' sums.
import { received } from '../core/messages.js';
import { choice, flag, option, optional, type SettingsOf, whole } from '../core/options.js';
import { settings, text } from '../core/settings.js';
import type { Shape } from '../core/shape.js';
import { tf } from '../tf.js';
import { Metric, ratio } from './metric.js';
import { type Counts, countsOf, outcomeSums, outcomeWidth, thresholdOption } from './outcomes.js';

/** Options of `metrics.auc`. */
export interface AucOptions {
  /**
   * `ROC`: true against false positive rate; `PR`: precision against recall; `PRGAIN`: their gains over always saying
   * yes. Default `ROC`.
   */
  curve?: 'ROC' | 'PR' | 'PRGAIN';
  /** More thresholds, a finer curve. Default 200. */
  numThresholds?: number;
  /** Thresholds of one's own, from 0 to 1; in place of `numThresholds`. */
  thresholds?: number[];
  /**
   * Height between two thresholds: `interpolation`, their mean (of `PR`, the right curve between); `minoring`, the
   * lower; `majoring`, the higher. Default `interpolation`.
   */
  summationMethod?: 'interpolation' | 'minoring' | 'majoring';
  /** An area for each column of the outputs, of which the mean counts. Default false: all decisions in one curve. */
  multiLabel?: boolean;
  /** Number of columns, which the outputs tell as well. Only with `multiLabel`. */
  numLabels?: number;
  /** How much each column counts. */
  labelWeights?: number[];
  /** Predictions are scores before a sigmoid. Default false. */
  fromLogits?: boolean;
  name?: string;
}

const curves = ['ROC', 'PR', 'PRGAIN'] as const;
const table = {
  curve: option(
    (given, maker, name) => {
      const curve = curves.find((one) => one === String(given).toUpperCase());
      if (curve) return curve;
      throw new Error(`${maker}: ${name} must be one of ${curves.join(', ')}. Received: ${received(given)}.`);
    },
    'ROC' as (typeof curves)[number],
  ),
  numThresholds: whole(2, 200),
  thresholds: thresholdOption(),
  summationMethod: choice(['interpolation', 'minoring', 'majoring'], 'interpolation'),
  multiLabel: flag(false),
  numLabels: optional(whole(1)),
  labelWeights: optional(
    option((given, maker, name) => {
      if (Array.isArray(given) && given.every((one) => Number.isFinite(one))) return given as number[];
      throw new Error(`${maker}: ${name} must be a list of numbers. Received: ${received(given)}.`);
    }),
  ),
  fromLogits: flag(false),
  name: text('auc'),
};

type AucSettings = SettingsOf<typeof table>;

/**
 * Area under the ROC or precision-recall curve of predictions between 0 and 1. Keras: `AUC`.
 * @example
 * model.compile({
 *   optimizer: 'adam',
 *   loss: 'categoricalCrossentropy',
 *   metrics: [metrics.auc({ curve: 'PR' })],
 * });
 */
export function auc(options: AucOptions = {}): Metric {
  const given = settings('metrics.auc', table, options);
  if (given.numLabels !== null && !given.multiLabel)
    throw new Error('metrics.auc: numLabels has a meaning only with multiLabel: true.');
  return new Auc(given);
}

class Auc extends Metric {
  readonly className = 'AUC';
  readonly direction = 'up';
  private readonly thresholds: number[];

  constructor(private readonly settings: AucSettings) {
    super(settings.name);
    const { numThresholds: count, thresholds } = settings;
    const inner =
      thresholds === null
        ? Array.from({ length: count - 2 }, (_, i) => (i + 1) / (count - 1))
        : [thresholds].flat().sort((a, b) => a - b);
    this.thresholds = [-1e-7, ...inner, 1 + 1e-7];
  }

  width(outputs: Shape): number {
    return outcomeWidth(this.thresholds.length, this.#columns(outputs));
  }

  statistics(yTrue: tf.Tensor, yPred: tf.Tensor, weights?: tf.Tensor): tf.Tensor1D {
    const { multiLabel, labelWeights, fromLogits } = this.settings;
    this.#columns(yPred.shape);
    const decision = {
      thresholds: this.thresholds,
      byColumn: multiLabel,
      columnWeights: multiLabel ? null : labelWeights,
      who: 'metrics.auc',
    };
    return outcomeSums(decision, yTrue, fromLogits ? tf.sigmoid(yPred) : yPred, weights);
  }

  read(sums: ArrayLike<number>): number {
    const { labelWeights, multiLabel } = this.settings;
    const areas = countsOf(sums, this.thresholds.length).map((counts) => areaUnder(counts, this.settings));
    const weights = multiLabel && labelWeights ? labelWeights : areas.map(() => 1);
    return ratio(
      areas.reduce((sum, area, i) => sum + area * weights[i]!, 0),
      weights.reduce((sum, weight) => sum + weight, 0),
    );
  }

  override config(): Record<string, unknown> {
    const { name, curve, thresholds, summationMethod, multiLabel, numLabels, labelWeights, fromLogits } =
      this.settings;
    return {
      name,
      curve,
      num_thresholds: this.thresholds.length,
      summation_method: summationMethod,
      multi_label: multiLabel,
      num_labels: numLabels,
      label_weights: labelWeights,
      from_logits: fromLogits,
      ...(thresholds === null ? {} : { thresholds: [thresholds].flat() }),
    };
  }

  #columns(outputs: Shape): number {
    const { multiLabel, numLabels, labelWeights } = this.settings;
    const columns = outputs.at(-1);
    const wanted = numLabels ?? labelWeights?.length ?? columns;
    if (!multiLabel) return 1;
    if (outputs.length === 2 && typeof columns === 'number' && columns === wanted) return columns;
    throw new Error(
      `metrics.auc: with multiLabel the outputs must be [samples, labels]. Expected: [samples, ${wanted ?? 'labels'}]. ` +
        `Received: [${outputs.map((size) => size ?? 'any')}].`,
    );
  }
}

function areaUnder(counts: Counts[], { curve, summationMethod }: AucSettings): number {
  if (curve === 'PR' && summationMethod === 'interpolation') return areaOfPrecisionRecall(counts);
  const points = counts.map({ ROC: pointOfRoc, PR: pointOfPrecisionRecall, PRGAIN: pointOfGain }[curve]);
  return points.slice(1).reduce((area, [x, y], i) => {
    const [beforeX, beforeY] = points[i]!;
    const height = {
      interpolation: (beforeY + y) / 2,
      minoring: Math.min(beforeY, y),
      majoring: Math.max(beforeY, y),
    }[summationMethod];
    return area + (beforeX - x) * height;
  }, 0);
}

type Point = [x: number, y: number];

const pointOfRoc = ({ tp, fp, tn, fn }: Counts): Point => [ratio(fp, fp + tn), ratio(tp, tp + fn)];

const pointOfPrecisionRecall = ({ tp, fp, fn }: Counts): Point => [ratio(tp, tp + fn), ratio(tp, tp + fp)];

/** Flach & Kull, 2015. Without a true positive, and below a random classifier's gain, it is defined by convention. */
function pointOfGain({ tp, fp, tn, fn }: Counts): Point {
  if (tp === 0) return [0, 1];
  const odds = ratio(tp + fn, tn + fp);
  return [Math.max(1 - (odds * fn) / tp, 0), 1 - (odds * fp) / tp];
}

/** Davis & Goadrich, 2006: between two thresholds true positives run straight, precision does not. */
function areaOfPrecisionRecall(counts: Counts[]): number {
  return counts.slice(1).reduce((area, next, i) => {
    const { tp, fp } = counts[i]!;
    const called = tp + fp;
    const calledNext = next.tp + next.fp;
    const slope = ratio(tp - next.tp, Math.max(called - calledNext, 0));
    const intercept = next.tp - slope * calledNext;
    const growth = called > 0 && calledNext > 0 ? called / calledNext : 1;
    return (
      area + ratio(slope * (tp - next.tp + intercept * Math.log(growth)), Math.max(next.tp + next.fn, 0))
    );
  }, 0);
}
