// Metrics that are means over samples: accuracies, and every loss read as a metric.
import { classNumbers } from '../losses/crossentropy.js';
import { lossesByName } from '../losses/names.js';
import { cosine } from '../losses/regression.js';
import { tf } from '../tf.js';
import { MeanMetric } from './metric.js';

/**
 * Share of right predictions. Which kind (binary, one-hot, class numbers) follows from the shapes, as in Keras.
 * @example
 * model.compile({
 *   optimizer: 'adam',
 *   loss: 'categoricalCrossentropy',
 *   metrics: [metrics.accuracy()],
 * });
 */
export function accuracy({ name = 'accuracy' }: { name?: string } = {}): MeanMetric {
  return new MeanMetric(name, 'Accuracy', rightByShape);
}

/**
 * Share of predictions on the right side of `threshold`.
 * @example
 * model.compile({
 *   optimizer: 'adam',
 *   loss: 'categoricalCrossentropy',
 *   metrics: [metrics.binaryAccuracy({ threshold: 0.6 })],
 * });
 */
export function binaryAccuracy(options: { name?: string; threshold?: number } = {}): MeanMetric {
  const { name = 'binary_accuracy', threshold = 0.5 } = options;
  const values = (yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor => rightBinary(yTrue, yPred, threshold);
  return new MeanMetric(name, 'BinaryAccuracy', values, { threshold });
}

/**
 * Share of samples whose highest output is that of the one-hot label.
 * @example
 * model.compile({
 *   optimizer: 'adam',
 *   loss: 'categoricalCrossentropy',
 *   metrics: [metrics.categoricalAccuracy()],
 * });
 */
export function categoricalAccuracy({ name = 'categorical_accuracy' }: { name?: string } = {}): MeanMetric {
  return new MeanMetric(name, 'CategoricalAccuracy', rightOneHot);
}

/**
 * Share of samples whose highest output is that of the class number.
 * @example
 * model.compile({
 *   optimizer: 'adam',
 *   loss: 'sparseCategoricalCrossentropy',
 *   metrics: [metrics.sparseCategoricalAccuracy()],
 * });
 */
export function sparseCategoricalAccuracy(options: { name?: string } = {}): MeanMetric {
  const { name = 'sparse_categorical_accuracy' } = options;
  return new MeanMetric(name, 'SparseCategoricalAccuracy', rightNumber);
}

/**
 * Share of samples whose true class (one-hot) is among the `k` highest outputs.
 * @example
 * model.compile({
 *   optimizer: 'adam',
 *   loss: 'categoricalCrossentropy',
 *   metrics: [metrics.topKCategoricalAccuracy({ k: 2 })],
 * });
 */
export function topKCategoricalAccuracy(options: { k?: number; name?: string } = {}): MeanMetric {
  const { k = 5, name = 'top_k_categorical_accuracy' } = options;
  const values = (yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor =>
    amongHighest(tf.argMax(yTrue, -1), yPred, k);
  return new MeanMetric(name, 'TopKCategoricalAccuracy', values, { k });
}

/**
 * Share of samples whose class number is among the `k` highest outputs.
 * @example
 * model.compile({
 *   optimizer: 'adam',
 *   loss: 'sparseCategoricalCrossentropy',
 *   metrics: [metrics.sparseTopKCategoricalAccuracy({ k: 2 })],
 * });
 */
export function sparseTopKCategoricalAccuracy(options: { k?: number; name?: string } = {}): MeanMetric {
  const { k = 5, name = 'sparse_top_k_categorical_accuracy' } = options;
  const values = (yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor =>
    amongHighest(classNumbers(yTrue, yPred), yPred, k);
  return new MeanMetric(name, 'SparseTopKCategoricalAccuracy', values, { k });
}

/**
 * Mean cosine of the angle between true and predicted vectors.
 * @example
 * model.compile({
 *   optimizer: 'adam',
 *   loss: 'meanSquaredError',
 *   metrics: [metrics.cosineSimilarity()],
 * });
 */
export function cosineSimilarity({ name = 'cosine_similarity' }: { name?: string } = {}): MeanMetric {
  return new MeanMetric(name, 'CosineSimilarity', cosine);
}

/**
 * Square root of the mean squared error.
 * @example
 * model.compile({
 *   optimizer: 'adam',
 *   loss: 'meanSquaredError',
 *   metrics: [metrics.rootMeanSquaredError()],
 * });
 */
export function rootMeanSquaredError({
  name = 'root_mean_squared_error',
}: {
  name?: string;
} = {}): MeanMetric {
  return new MeanMetric(name, 'RootMeanSquaredError', tf.squaredDifference, {}, Math.sqrt);
}

/** A loss read as a metric: `lossMetric('meanAbsoluteError', 'mae')`. */
export function lossMetric(loss: keyof typeof lossesByName, name: string): MeanMetric {
  const { name: lossName, call } = lossesByName[loss]();
  const className = lossName.replace(/(^|_)([a-z])/g, (_, _gap, letter: string) => letter.toUpperCase());
  return new MeanMetric(name, className, call);
}

/** Cross-entropy of the kind that the shapes call for. */
export function crossentropy({ name = 'crossentropy' }: { name?: string } = {}): MeanMetric {
  return new MeanMetric(name, 'Crossentropy', (yTrue, yPred) => {
    if (yPred.shape.at(-1) === 1) return lossesByName.binaryCrossentropy().call(yTrue, yPred);
    const sparse = isClassNumbers(yTrue, yPred);
    return lossesByName[sparse ? 'sparseCategoricalCrossentropy' : 'categoricalCrossentropy']().call(
      yTrue,
      yPred,
    );
  });
}

function rightByShape(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
  if (yPred.rank < 2) return tf.equal(yTrue, yPred);
  if (yPred.shape.at(-1) === 1) return rightBinary(yTrue, yPred, 0.5);
  return isClassNumbers(yTrue, yPred) ? rightNumber(yTrue, yPred) : rightOneHot(yTrue, yPred);
}

function isClassNumbers(yTrue: tf.Tensor, yPred: tf.Tensor): boolean {
  return yTrue.rank < yPred.rank || (yTrue.shape.at(-1) === 1 && yPred.shape.at(-1) !== 1);
}

function rightBinary(yTrue: tf.Tensor, yPred: tf.Tensor, threshold: number): tf.Tensor {
  const predicted = tf.cast(tf.greater(yPred, threshold), 'float32');
  return tf.mean(tf.cast(tf.equal(yTrue, predicted), 'float32'), -1);
}

function rightOneHot(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
  return tf.equal(tf.argMax(yTrue, -1), tf.argMax(yPred, -1));
}

function rightNumber(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
  return tf.equal(classNumbers(yTrue, yPred), tf.argMax(yPred, -1));
}

/** A class is among the k highest when fewer than k outputs are above its own. */
function amongHighest(classes: tf.Tensor, yPred: tf.Tensor, k: number): tf.Tensor {
  const own = tf.sum(
    tf.mul(yPred, tf.cast(tf.oneHot(tf.cast(classes, 'int32'), yPred.shape.at(-1)!), 'float32')),
    -1,
    true,
  );
  const above = tf.sum(tf.cast(tf.greater(yPred, own), 'float32'), -1);
  return tf.less(above, k);
}
