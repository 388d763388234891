// What a yes-or-no decision brings at one threshold or several: true and false positives and negatives, as sums.

import { received } from '../core/messages.js';
import { option, optional, type SettingsOf, size, whole } from '../core/options.js';
import { alignRanks, besideValues, toFloat } from '../losses/weighing.js';
import { tf } from '../tf.js';

/** True positives, false positives, true negatives, false negatives. */
export interface Counts {
  tp: number;
  fp: number;
  tn: number;
  fn: number;
}

/** How predictions are decided upon. */
export interface Decision {
  readonly thresholds: readonly number[];
  /** Of each sample's outputs, only so many highest may be positive. */
  readonly topK?: number | null;
  /** Looks at this class only. */
  readonly classId?: number | null;
  /** Each column by itself. */
  readonly byColumn?: boolean;
  readonly columnWeights?: readonly number[] | null;
  readonly who: string;
}

export const thresholdOption = () =>
  optional(
    option((given, maker, name): number | number[] => {
      const list = [given].flat();
      const good = list.length > 0 && list.every((one) => typeof one === 'number' && one >= 0 && one <= 1);
      if (good) return given as number | number[];
      throw new Error(`${maker}: ${name} must be numbers from 0 to 1. Received: ${received(given)}.`);
    }),
  );

export const decisionOptions = {
  thresholds: thresholdOption(),
  topK: optional(size()),
  classId: optional(whole(0)),
};

export type DecisionSettings = SettingsOf<typeof decisionOptions>;

/** No output is below it: with `topK` alone the highest are positive however low they are. */
const belowAll = -1e10;

/** The thresholds that are meant. */
export function thresholdsOf({ thresholds, topK }: DecisionSettings): number[] {
  return [thresholds ?? (topK === null ? 0.5 : belowAll)].flat();
}

/** Sums for {@link countsOf}: for each threshold (and column) found and false positives, then all of each kind. */
export function outcomeSums(
  decision: Decision,
  given: tf.Tensor,
  predicted: tf.Tensor,
  weights?: tf.Tensor,
): tf.Tensor1D {
  const { yTrue, yPred } = chosen(decision, given, predicted);
  const truth = toFloat(tf.notEqual(yTrue, 0));
  const weight = weightOf(decision, truth, weights);
  const positives = weight ? tf.mul(truth, weight) : truth;
  const negatives = tf.sub(weight ?? 1, positives);
  const { byColumn, thresholds } = decision;
  const columns = byColumn ? yPred.shape[1]! : 1;
  // One column is a flat list of decisions; several stand side by side.
  const sums = Array.from({ length: columns }, (_, column) => {
    const pick = (values: tf.Tensor): tf.Tensor =>
      byColumn ? tf.slice(values, [0, column], [-1, 1]) : tf.reshape(values, [-1, 1]);
    const kinds = tf.concat([pick(positives), pick(negatives)], 1);
    const called = toFloat(isAbove(tf.reshape(pick(yPred), [1, -1]), thresholds));
    return tf.concat([tf.matMul(called, kinds), tf.sum(kinds, 0, true)]);
  });
  return tf.reshape(tf.concat(sums), [-1]) as tf.Tensor1D;
}

/** How many sums {@link outcomeSums} gives. */
export const outcomeWidth = (thresholds: number, columns = 1): number => 2 * (thresholds + 1) * columns;

/** For each column, the counts at each threshold. */
export function countsOf(sums: ArrayLike<number>, thresholds: number): Counts[][] {
  const width = outcomeWidth(thresholds);
  const columns = sums.length / width;
  return Array.from({ length: columns }, (_, column) => {
    const own = Array.from({ length: width }, (_, i) => sums[column * width + i]!);
    const [positives, negatives] = own.slice(-2) as [number, number];
    return Array.from({ length: thresholds }, (_, i) => {
      const [tp, fp] = [own[2 * i]!, own[2 * i + 1]!];
      return { tp, fp, tn: negatives - fp, fn: positives - tp };
    });
  });
}

function chosen({ topK, classId, who }: Decision, given: tf.Tensor, predicted: tf.Tensor) {
  const [yPred, yTrue] = alignRanks(predicted, given);
  const high = topK == null ? yPred : onlyHighest(yPred, topK, who);
  if (classId == null) return { yTrue, yPred: high };
  const classes = yPred.shape.at(-1)!;
  if (yPred.rank < 2 || classId >= classes) {
    throw new Error(
      `${who}: classId must be a column of the outputs. Expected: 0 to ${classes - 1} of [samples, classes]. ` +
        `Received: ${classId}, with outputs of shape [${yPred.shape}].`,
    );
  }
  const pick = (values: tf.Tensor): tf.Tensor => {
    const begin = values.shape.map((_, axis) => (axis === values.rank - 1 ? classId : 0));
    return tf.slice(values, begin, [...values.shape.slice(0, -1), 1]);
  };
  return { yTrue: pick(yTrue), yPred: pick(high) };
}

/** All but the k highest outputs of each sample become as good as none. */
function onlyHighest(yPred: tf.Tensor, k: number, who: string): tf.Tensor {
  const classes = yPred.shape.at(-1)!;
  if (k > classes)
    throw new Error(`${who}: topK must be at most the number of classes, ${classes}. Received: ${k}.`);
  const places = tf.oneHot(tf.cast(tf.topk(yPred, k).indices, 'int32'), classes);
  const isHigh = tf.sum(toFloat(places), -2);
  return tf.add(tf.mul(yPred, isHigh), tf.mul(tf.sub(1, isHigh), belowAll));
}

function weightOf(
  { columnWeights, who }: Decision,
  truth: tf.Tensor,
  weights?: tf.Tensor,
): tf.Tensor | undefined {
  const spread = (one: tf.Tensor): tf.Tensor => tf.mul(one, tf.onesLike(truth));
  const ofSamples = weights && spread(besideValues(weights, truth, who));
  if (!columnWeights) return ofSamples;
  const ofColumns = spread(tf.tensor1d([...columnWeights]));
  return ofSamples ? tf.mul(ofSamples, ofColumns) : ofColumns;
}

/** For each threshold, which predictions are above it: [thresholds, predictions]. */
function isAbove(predictions: tf.Tensor, thresholds: readonly number[]): tf.Tensor {
  const column = (values: readonly number[]): tf.Tensor => tf.reshape(tf.tensor1d([...values]), [-1, 1]);
  if (!areEven(thresholds)) return tf.greater(predictions, column(thresholds));
  // Evenly spaced thresholds: which of the intervals between them, computed as Keras does, so that ties fall alike.
  const last = thresholds.length - 1;
  const interval = tf.sub(tf.ceil(tf.mul(tf.clipByValue(predictions, 0, 1), last)), 1);
  const isPadded = thresholds[0]! < 0 || thresholds[last]! > 1;
  return tf.greaterEqual(isPadded ? tf.relu(interval) : interval, column(thresholds.map((_, i) => i)));
}

function areEven(thresholds: readonly number[]): boolean {
  const last = thresholds.length - 1;
  return (
    last >= 2 &&
    thresholds.every((threshold, i) => Math.abs(threshold - i / last) <= 1e-7 + 1e-5 * (i / last))
  );
}
