// The best of one rate that can be had where another is as good as asked for.
import { optional, whole } from '../core/options.js';
import { numberWithin, settings, text } from '../core/settings.js';
import type { Shape } from '../core/shape.js';
import type { tf } from '../tf.js';
import { Metric, ratio } from './metric.js';
import { type Counts, countsOf, outcomeSums, outcomeWidth } from './outcomes.js';

/** Options beside the rate that is asked for. */
export interface AtThresholdOptions {
  /** How many thresholds are tried. Default 200. */
  numThresholds?: number;
  /** Looks at this class of a one-hot output only. */
  classId?: number;
  name?: string;
}

type Rate = (counts: Counts) => number;

const sensitivity: Rate = ({ tp, fn }) => ratio(tp, tp + fn);
const specificity: Rate = ({ tn, fp }) => ratio(tn, tn + fp);
const precision: Rate = ({ tp, fp }) => ratio(tp, tp + fp);

interface Kind {
  readonly maker: string;
  readonly className: string;
  /** Keras' name of the rate that is asked for. */
  readonly asked: string;
  readonly least: Rate;
  readonly value: Rate;
}

interface AtSettings {
  readonly name: string;
  readonly least: number;
  readonly numThresholds: number;
  readonly classId: number | null;
}

class AtThreshold extends Metric {
  readonly direction = 'up';
  readonly className: string;
  private readonly thresholds: number[];

  constructor(
    private readonly kind: Kind,
    private readonly settings: AtSettings,
  ) {
    super(settings.name);
    this.className = kind.className;
    const { numThresholds: count } = settings;
    this.thresholds = count === 1 ? [0.5] : Array.from({ length: count }, (_, i) => i / (count - 1));
  }

  width(_outputs: Shape): number {
    return outcomeWidth(this.thresholds.length);
  }

  statistics(yTrue: tf.Tensor, yPred: tf.Tensor, weights?: tf.Tensor): tf.Tensor1D {
    const { thresholds, settings, kind } = this;
    const decision = { thresholds, classId: settings.classId, who: `metrics.${kind.maker}` };
    return outcomeSums(decision, yTrue, yPred, weights);
  }

  read(sums: ArrayLike<number>): number {
    const { least, value } = this.kind;
    const good = countsOf(sums, this.thresholds.length)[0]!.filter(
      // Keras compares float32 numbers.
      (counts) => Math.fround(least(counts)) >= Math.fround(this.settings.least),
    );
    return Math.max(0, ...good.map(value));
  }

  override config(): Record<string, unknown> {
    const { name, least, numThresholds, classId } = this.settings;
    return { name, [this.kind.asked]: least, num_thresholds: numThresholds, class_id: classId };
  }
}

function make(kind: Kind, name: string, given: object): Metric {
  const table = {
    [kind.asked]: numberWithin(0, 1),
    numThresholds: whole(1, 200),
    classId: optional(whole(0)),
    name: text(name),
  };
  const read = settings(`metrics.${kind.maker}`, table, given) as Omit<AtSettings, 'least'> & {
    [rate: string]: unknown;
  };
  const { numThresholds, classId } = read;
  return new AtThreshold(kind, {
    name: read.name,
    least: read[kind.asked] as number,
    numThresholds,
    classId,
  });
}

/**
 * The best sensitivity (recall) at a specificity of at least so much. Keras: `SensitivityAtSpecificity`.
 * @example metrics.sensitivityAtSpecificity({ specificity: 0.5 }).compute([0, 0, 1, 1], [0, 0.5, 0.3, 0.9]) // 1
 */
export function sensitivityAtSpecificity(options: AtThresholdOptions & { specificity: number }): Metric {
  const kind = {
    ...{ maker: 'sensitivityAtSpecificity', className: 'SensitivityAtSpecificity', asked: 'specificity' },
    ...{ least: specificity, value: sensitivity },
  };
  return make(kind, 'sensitivity_at_specificity', options);
}

/**
 * The best specificity at a sensitivity (recall) of at least so much. Keras: `SpecificityAtSensitivity`.
 * @example metrics.specificityAtSensitivity({ sensitivity: 0.5 }).compute([0, 0, 1, 1], [0, 0.5, 0.3, 0.9]) // 1
 */
export function specificityAtSensitivity(options: AtThresholdOptions & { sensitivity: number }): Metric {
  const kind = {
    ...{ maker: 'specificityAtSensitivity', className: 'SpecificityAtSensitivity', asked: 'sensitivity' },
    ...{ least: sensitivity, value: specificity },
  };
  return make(kind, 'specificity_at_sensitivity', options);
}

/**
 * The best precision at a recall of at least so much. Keras: `PrecisionAtRecall`.
 * @example metrics.precisionAtRecall({ recall: 0.8 }).compute([0, 0, 1, 1], [0, 0.5, 0.3, 0.9]) // 0.666…
 */
export function precisionAtRecall(options: AtThresholdOptions & { recall: number }): Metric {
  const kind = {
    ...{ maker: 'precisionAtRecall', className: 'PrecisionAtRecall', asked: 'recall' },
    ...{ least: sensitivity, value: precision },
  };
  return make(kind, 'precision_at_recall', options);
}

/**
 * The best recall at a precision of at least so much. Keras: `RecallAtPrecision`.
 * @example metrics.recallAtPrecision({ precision: 0.8 }).compute([0, 0, 1, 1], [0, 0.5, 0.3, 0.9]) // 0.5
 */
export function recallAtPrecision(options: AtThresholdOptions & { precision: number }): Metric {
  const kind = {
    ...{ maker: 'recallAtPrecision', className: 'RecallAtPrecision', asked: 'precision' },
    ...{ least: precision, value: sensitivity },
  };
  return make(kind, 'recall_at_precision', options);
}
