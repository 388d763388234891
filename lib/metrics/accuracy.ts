// Shares of right predictions.
import { flag, number, size } from '../core/options.js';
import { settings, text } from '../core/settings.js';
import { alignRanks, toFloat } from '../losses/weighing.js';
import { tf } from '../tf.js';
import { MeanMetric } from './mean-metric.js';

/**
 * Share of right predictions. Which kind (binary, one-hot, class numbers) follows from the shapes, as in Keras.
 * @example
 * model.compile({
 *   optimizer: 'adam',
 *   loss: 'categoricalCrossentropy',
 *   metrics: [metrics.accuracy()],
 * });
 */
export function accuracy(options: { name?: string } = {}): MeanMetric {
  const { name } = settings('metrics.accuracy', { name: text('accuracy') }, options);
  return new MeanMetric(name, 'Accuracy', rightByShape, { direction: 'up' });
}

/** Share of predictions that equal the labels. Keras: the class `Accuracy`, which its files name. */
export function equality({ name = 'accuracy' }: { name?: string } = {}): MeanMetric {
  return new MeanMetric(name, 'Accuracy', (yTrue, yPred) => tf.equal(...alignRanks(yTrue, yPred)), {
    direction: 'up',
  });
}

/**
 * Share of predictions on the right side of `threshold`. Keras: `BinaryAccuracy`.
 * @example
 * model.compile({
 *   optimizer: 'adam',
 *   loss: 'categoricalCrossentropy',
 *   metrics: [metrics.binaryAccuracy({ threshold: 0.6 })],
 * });
 */
export function binaryAccuracy(options: { name?: string; threshold?: number } = {}): MeanMetric {
  const table = { name: text('binary_accuracy'), threshold: number(0.5) };
  const { name, threshold } = settings('metrics.binaryAccuracy', table, options);
  const values = (yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor => rightBinary(yTrue, yPred, threshold);
  return new MeanMetric(name, 'BinaryAccuracy', values, { direction: 'up', config: { threshold } });
}

/**
 * Share of samples whose highest output is that of the one-hot label. Keras: `CategoricalAccuracy`.
 * @example
 * model.compile({
 *   optimizer: 'adam',
 *   loss: 'categoricalCrossentropy',
 *   metrics: [metrics.categoricalAccuracy()],
 * });
 */
export function categoricalAccuracy(options: { name?: string } = {}): MeanMetric {
  const { name } = settings('metrics.categoricalAccuracy', { name: text('categorical_accuracy') }, options);
  return new MeanMetric(name, 'CategoricalAccuracy', rightOneHot, { direction: 'up' });
}

/**
 * Share of samples whose highest output is that of the class number. Keras: `SparseCategoricalAccuracy`.
 * @example
 * model.compile({
 *   optimizer: 'adam',
 *   loss: 'sparseCategoricalCrossentropy',
 *   metrics: [metrics.sparseCategoricalAccuracy()],
 * });
 */
export function sparseCategoricalAccuracy(options: { name?: string } = {}): MeanMetric {
  const table = { name: text('sparse_categorical_accuracy') };
  const { name } = settings('metrics.sparseCategoricalAccuracy', table, options);
  return new MeanMetric(name, 'SparseCategoricalAccuracy', rightNumber, { direction: 'up' });
}

/**
 * Share of samples whose true class (one-hot) is among the `k` highest outputs. Keras: `TopKCategoricalAccuracy`.
 * @example
 * model.compile({
 *   optimizer: 'adam',
 *   loss: 'categoricalCrossentropy',
 *   metrics: [metrics.topKCategoricalAccuracy({ k: 2 })],
 * });
 */
export function topKCategoricalAccuracy(options: { k?: number; name?: string } = {}): MeanMetric {
  const table = { k: size(5), name: text('top_k_categorical_accuracy') };
  const { k, name } = settings('metrics.topKCategoricalAccuracy', table, options);
  const values = (yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor =>
    amongHighest(tf.argMax(yTrue, -1), yPred, k);
  return new MeanMetric(name, 'TopKCategoricalAccuracy', values, { direction: 'up', config: { k } });
}

/** Options of `metrics.sparseTopKCategoricalAccuracy`. */
export interface SparseTopKOptions {
  /** How many of the highest outputs count. Default 5. */
  k?: number;
  /** Outputs are class numbers, the likeliest first, not scores. Default false. */
  fromSortedIds?: boolean;
  name?: string;
}

/**
 * Share of samples whose class number is among the `k` highest outputs. Keras: `SparseTopKCategoricalAccuracy`.
 * @example
 * model.compile({
 *   optimizer: 'adam',
 *   loss: 'sparseCategoricalCrossentropy',
 *   metrics: [metrics.sparseTopKCategoricalAccuracy({ k: 2 })],
 * });
 */
export function sparseTopKCategoricalAccuracy(options: SparseTopKOptions = {}): MeanMetric {
  const table = { k: size(5), fromSortedIds: flag(false), name: text('sparse_top_k_categorical_accuracy') };
  const { k, fromSortedIds, name } = settings('metrics.sparseTopKCategoricalAccuracy', table, options);
  const isRight = fromSortedIds ? amongFirst : amongHighest;
  const values = (yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor =>
    isRight(withoutColumn(yTrue, yPred), yPred, k);
  const config = fromSortedIds ? { k, from_sorted_ids: true } : { k };
  return new MeanMetric(name, 'SparseTopKCategoricalAccuracy', values, { direction: 'up', config });
}

/** Whether labels are class numbers rather than one-hot rows. */
export function isClassNumbers(yTrue: tf.Tensor, yPred: tf.Tensor): boolean {
  return yTrue.rank < yPred.rank || (yTrue.shape.at(-1) === 1 && yPred.shape.at(-1) !== 1);
}

function rightByShape(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
  if (yPred.rank < 2) return tf.equal(yTrue, yPred);
  if (yPred.shape.at(-1) === 1) return rightBinary(yTrue, yPred, 0.5);
  return isClassNumbers(yTrue, yPred) ? rightNumber(yTrue, yPred) : rightOneHot(yTrue, yPred);
}

function rightBinary(given: tf.Tensor, predicted: tf.Tensor, threshold: number): tf.Tensor {
  const [yTrue, yPred] = alignRanks(given, predicted);
  return tf.equal(yTrue, toFloat(tf.greater(yPred, threshold)));
}

function rightOneHot(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
  return tf.equal(tf.argMax(yTrue, -1), tf.argMax(yPred, -1));
}

function rightNumber(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
  return tf.equal(withoutColumn(yTrue, yPred), toFloat(tf.argMax(yPred, -1)));
}

/** Class numbers without a last axis of 1. */
function withoutColumn(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
  return yTrue.rank === yPred.rank && yTrue.shape.at(-1) === 1 ? tf.squeeze(yTrue, [-1]) : yTrue;
}

/** A class is among the k highest when fewer than k outputs are above its own. */
function amongHighest(classes: tf.Tensor, yPred: tf.Tensor, k: number): tf.Tensor {
  const oneHot = toFloat(tf.oneHot(tf.cast(classes, 'int32'), yPred.shape.at(-1)!));
  const own = tf.sum(tf.mul(yPred, oneHot), -1, true);
  const above = tf.sum(toFloat(tf.greater(yPred, own)), -1);
  return tf.less(above, k);
}

function amongFirst(classes: tf.Tensor, yPred: tf.Tensor, k: number): tf.Tensor {
  const count = Math.min(k, yPred.shape.at(-1)!);
  const first = tf.slice(yPred, 0, [...yPred.shape.slice(0, -1), count]);
  return tf.any(tf.equal(tf.expandDims(classes, -1), first), -1);
}
