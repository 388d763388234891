// Intersection over union of regions, from the table of how often each class was taken for each.
import { received } from '../core/messages.js';
import { flag, number, option, optional, size } from '../core/options.js';
import { settings, text, wholeNumber } from '../core/settings.js';
import type { Shape } from '../core/shape.js';
import { besideValues, toFloat } from '../losses/weighing.js';
import { tf } from '../tf.js';
import { Metric } from './metric.js';

const epsilon = 1e-7;

/** Options of the mean over all classes. */
export interface MeanIoUOptions {
  /** Number of classes. */
  numClasses: number;
  /** Positions of this class do not count. */
  ignoreClass?: number;
  /** Labels are class numbers, not one-hot. Default true. */
  sparseYTrue?: boolean;
  /** Outputs are class numbers, not scores. Default true. */
  sparseYPred?: boolean;
  /** Axis of the classes, where they are not class numbers. Default -1. */
  axis?: number;
  name?: string;
}

/** Options of the mean over some classes. */
export interface IoUOptions extends MeanIoUOptions {
  /** Classes whose regions count. */
  targetClassIds: number[];
}

/** Options where labels are one-hot. */
export type OneHotIoUOptions = Omit<IoUOptions, 'sparseYTrue'>;

/** Options where labels are one-hot, of the mean over all classes. */
export type OneHotMeanIoUOptions = Omit<MeanIoUOptions, 'sparseYTrue'>;

/** Options of `metrics.binaryIoU`. */
export interface BinaryIoUOptions {
  /** Classes whose regions count. Default both: [0, 1]. */
  targetClassIds?: number[];
  /** An output from it on is class 1. Default 0.5. */
  threshold?: number;
  name?: string;
}

const shared = {
  numClasses: size(),
  ignoreClass: optional(wholeNumber()),
  sparseYPred: flag(true),
  axis: wholeNumber(-1),
};
const sparse = { ...shared, sparseYTrue: flag(true) };
const oneHot = { ...shared, sparseYPred: flag(false) };
const classes = (...fallback: [] | [number[]]) =>
  option(
    (given, maker, name) => {
      if (Array.isArray(given) && given.length > 0 && given.every(Number.isInteger)) return given as number[];
      throw new Error(`${maker}: ${name} must be a list of class numbers. Received: ${received(given)}.`);
    },
    ...fallback,
  );

/**
 * Overlap of the true and the predicted region over both together, the mean over some classes. Keras: `IoU`.
 * @example metrics.iou({ numClasses: 2, targetClassIds: [0] }).compute([0, 0, 1, 1], [0, 1, 0, 1]) // 0.333…
 */
export function iou(options: IoUOptions): Metric {
  const table = { ...sparse, targetClassIds: classes(), name: text('io_u') };
  return new IoU('IoU', 'metrics.iou', settings('metrics.iou', table, options));
}

/**
 * The mean overlap over all classes. Keras: `MeanIoU`.
 * @example metrics.meanIoU({ numClasses: 2 }).compute([0, 0, 1, 1], [0, 1, 0, 1]) // 0.333…
 */
export function meanIoU(options: MeanIoUOptions): Metric {
  const given = settings('metrics.meanIoU', { ...sparse, name: text('mean_io_u') }, options);
  return new IoU('MeanIoU', 'metrics.meanIoU', given);
}

/**
 * The overlap for labels 0 and 1, with outputs cut at a threshold. Keras: `BinaryIoU`.
 * @example metrics.binaryIoU().compute([0, 1, 0, 1], [0.1, 0.2, 0.4, 0.7]) // 0.583…
 */
export function binaryIoU(options: BinaryIoUOptions = {}): Metric {
  const table = { targetClassIds: classes([0, 1]), threshold: number(0.5), name: text('binary_io_u') };
  const given = settings('metrics.binaryIoU', table, options);
  const how = { numClasses: 2, ignoreClass: null, sparseYTrue: true, sparseYPred: true, axis: -1 };
  return new IoU('BinaryIoU', 'metrics.binaryIoU', { ...how, ...given });
}

/**
 * The overlap for one-hot labels and scores of classes. Keras: `OneHotIoU`.
 * @example
 * const metric = metrics.oneHotIoU({ numClasses: 2, targetClassIds: [1] });
 * metric.compute([[1, 0], [0, 1]], [[0.8, 0.2], [0.3, 0.7]]) // 1
 */
export function oneHotIoU(options: OneHotIoUOptions): Metric {
  const table = { ...oneHot, targetClassIds: classes(), name: text('one_hot_io_u') };
  const given = settings('metrics.oneHotIoU', table, options);
  return new IoU('OneHotIoU', 'metrics.oneHotIoU', { ...given, sparseYTrue: false });
}

/**
 * The mean overlap over all classes, for one-hot labels and scores of classes. Keras: `OneHotMeanIoU`.
 * @example
 * const metric = metrics.oneHotMeanIoU({ numClasses: 2 });
 * metric.compute([[1, 0], [0, 1]], [[0.8, 0.2], [0.3, 0.7]]) // 1
 */
export function oneHotMeanIoU(options: OneHotMeanIoUOptions): Metric {
  const given = settings('metrics.oneHotMeanIoU', { ...oneHot, name: text('one_hot_mean_io_u') }, options);
  return new IoU('OneHotMeanIoU', 'metrics.oneHotMeanIoU', { ...given, sparseYTrue: false });
}

interface IoUSettings {
  readonly numClasses: number;
  readonly ignoreClass: number | null;
  readonly sparseYTrue: boolean;
  readonly sparseYPred: boolean;
  readonly axis: number;
  readonly name: string;
  /** Default: all. */
  readonly targetClassIds?: number[];
  readonly threshold?: number;
}

class IoU extends Metric {
  readonly direction = 'up';
  readonly #classes: number[];

  constructor(
    readonly className: string,
    private readonly who: string,
    private readonly settings: IoUSettings,
  ) {
    super(settings.name);
    const { numClasses, targetClassIds } = settings;
    this.#classes = targetClassIds ?? Array.from({ length: numClasses }, (_, i) => i);
    const wrong = this.#classes.find((one) => one < 0 || one >= numClasses);
    if (wrong === undefined) return;
    throw new Error(
      `${who}: targetClassIds must be classes, 0 to ${numClasses - 1}. Received: ${wrong}. Raise numClasses.`,
    );
  }

  width(_outputs: Shape): number {
    return this.settings.numClasses ** 2;
  }

  /** How often each class (by row) was taken for each (by column). */
  statistics(yTrue: tf.Tensor, yPred: tf.Tensor, weights?: tf.Tensor): tf.Tensor1D {
    const { numClasses, ignoreClass, sparseYTrue, sparseYPred, axis, threshold } = this.settings;
    const truth = numbersOf(yTrue, sparseYTrue, axis);
    const predicted =
      threshold === undefined
        ? numbersOf(yPred, sparseYPred, axis)
        : tf.cast(tf.greaterEqual(yPred, threshold), 'int32');
    const counts = [truth, predicted].map((numbers) => isClass(numbers, numClasses));
    if (ignoreClass !== null) counts.push(tf.notEqual(truth, tf.scalar(ignoreClass, 'int32')));
    const kept = toFloat(counts.map(flat).reduce((a, b) => tf.logicalAnd(a, b)));
    const weight = weights ? tf.mul(kept, this.#wholeWeights(weights, truth)) : kept;
    const rows = tf.mul(this.#oneHot(truth), tf.expandDims(weight, 1));
    return tf.reshape(tf.matMul(rows, this.#oneHot(predicted), true), [-1]) as tf.Tensor1D;
  }

  /** Keras counts in whole numbers and cuts weights down to them. */
  #wholeWeights(weights: tf.Tensor, truth: tf.Tensor): tf.Tensor {
    const whole = toFloat(tf.cast(weights, 'int32'));
    return flat(tf.mul(besideValues(whole, truth, this.who), toFloat(tf.onesLike(truth))));
  }

  #oneHot(numbers: tf.Tensor): tf.Tensor {
    return toFloat(tf.oneHot(flat(numbers), this.settings.numClasses));
  }

  read(sums: ArrayLike<number>): number {
    const { numClasses } = this.settings;
    const places = Array.from({ length: numClasses }, (_, i) => i);
    const count = (row: number, column: number): number => sums[row * numClasses + column]!;
    const overlaps = this.#classes.flatMap((one) => {
      const both = count(one, one);
      const either = places.reduce((sum, other) => sum + count(one, other) + count(other, one), -both);
      return either > 1e-9 ? [both / (either + epsilon)] : [];
    });
    return overlaps.reduce((sum, one) => sum + one, 0) / (overlaps.length + epsilon);
  }

  override config(): Record<string, unknown> {
    const { name, numClasses, targetClassIds, ignoreClass, sparseYTrue, sparseYPred, axis, threshold } =
      this.settings;
    const ofTargets = targetClassIds ? { target_class_ids: targetClassIds } : {};
    if (threshold !== undefined) return { name, ...ofTargets, threshold };
    const ofLabels = this.className.startsWith('OneHot') ? {} : { sparse_y_true: sparseYTrue };
    return {
      ...{ name, num_classes: numClasses, ...ofTargets, ignore_class: ignoreClass },
      ...{ ...ofLabels, sparse_y_pred: sparseYPred, axis },
    };
  }
}

const flat = (values: tf.Tensor): tf.Tensor => tf.reshape(values, [-1]);

const numbersOf = (values: tf.Tensor, sparse: boolean, axis: number): tf.Tensor =>
  tf.cast(sparse ? values : tf.argMax(values, axis), 'int32');

const isClass = (numbers: tf.Tensor, count: number): tf.Tensor =>
  tf.logicalAnd(tf.greaterEqual(numbers, 0), tf.less(numbers, count));
