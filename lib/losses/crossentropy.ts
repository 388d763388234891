// Losses for classes. With `fromLogits: false` (the default) predictions are probabilities; when they come
// straight from a softmax or sigmoid, the loss is computed from what went into it, as Keras does.
import { logitsOf } from '../core/logits.js';
import { setMask } from '../core/masks.js';
import { flag, optional } from '../core/options.js';
import { numberWithin, wholeNumber } from '../core/settings.js';
import { softmaxCrossEntropy, sparseSoftmaxCrossEntropy } from '../engine/kernels/softmax-cross-entropy.js';
import { tf } from '../tf.js';
import { defineLoss } from './define.js';
import type { Loss, LossFunction, LossOptions } from './loss.js';
import { toFloat } from './weighing.js';

const epsilon = 1e-7;

/** Options of the cross-entropies. */
export interface CrossentropyOptions extends LossOptions {
  /** Predictions are scores before softmax or sigmoid. Default false. */
  fromLogits?: boolean;
  /** Moves labels this far towards the uniform distribution (0 to 1). Default 0. */
  labelSmoothing?: number;
  /** Axis of the classes. Default -1, the last. */
  axis?: number;
}

/** Options of `losses.sparseCategoricalCrossentropy`. */
export interface SparseCrossentropyOptions extends LossOptions {
  /** Predictions are scores before softmax. Default false. */
  fromLogits?: boolean;
  /** Positions of this class do not count; -1 and 255 mark the background of segmentations. Default: all count. */
  ignoreClass?: number;
  /** Axis of the classes: the last. */
  axis?: number;
}

export const crossentropyOptions = {
  fromLogits: flag(false),
  labelSmoothing: numberWithin(0, 1, 0),
  axis: wholeNumber(-1),
};

/**
 * For one-hot labels and softmax outputs. Keras: `CategoricalCrossentropy`.
 * @example
 * model.compile({
 *   optimizer: 'adam',
 *   loss: losses.categoricalCrossentropy({ labelSmoothing: 0.1 }),
 * });
 */
export function categoricalCrossentropy(options: CrossentropyOptions = {}): Loss {
  const maker = 'categoricalCrossentropy';
  const kind = { maker, options: crossentropyOptions };
  return defineLoss(kind, options, ({ fromLogits, labelSmoothing, axis }) => (yTrue, yPred) => {
    requireSameShape(maker, yTrue, yPred);
    const labels = smooth(yTrue, labelSmoothing, yTrue.shape.at(-1)!);
    const logits = logitsBehind(yPred, fromLogits);
    if (logits) return softmaxCrossEntropy(withAxisLast(labels, axis), withAxisLast(logits, axis));
    return tf.neg(tf.sum(tf.mul(labels, tf.log(probabilities(yPred, axis))), axis));
  });
}

/**
 * For class numbers (0, 1, 2 …) and softmax outputs. Keras: `SparseCategoricalCrossentropy`.
 * @example
 * model.compile({ optimizer: 'adam', loss: losses.sparseCategoricalCrossentropy() });
 * await model.fit(x, y.argMax(1), { epochs: 1, verbose: 0 });
 */
export function sparseCategoricalCrossentropy(options: SparseCrossentropyOptions = {}): Loss {
  const kind = {
    maker: 'sparseCategoricalCrossentropy',
    options: { fromLogits: flag(false), ignoreClass: optional(wholeNumber()), axis: wholeNumber(-1) },
    targets: 'class numbers' as const,
  };
  return defineLoss(kind, options, ({ fromLogits, ignoreClass, axis }) => (yTrue, yPred) => {
    requireLastAxis(kind.maker, axis, yPred);
    const numbers = labelsFor(yTrue, yPred);
    const losses = (labels: tf.Tensor, outputs: tf.Tensor): tf.Tensor =>
      sparseSoftmaxCrossEntropy(labels, logitsBehind(outputs, fromLogits) ?? tf.log(clipped(outputs)));
    return ignoreClass === null ? losses(numbers, yPred) : ignoring(ignoreClass, numbers, yPred, losses);
  });
}

/** The loss without one class: its values are 0, and a mask leaves them out. */
function ignoring(ignored: number, numbers: tf.Tensor, yPred: tf.Tensor, losses: LossFunction): tf.Tensor {
  const counts = tf.notEqual(numbers, tf.scalar(ignored, 'int32'));
  const labels = tf.where(counts, numbers, tf.zerosLike(numbers));
  const outputs = tf.mul(yPred, tf.expandDims(toFloat(counts), -1));
  const values = tf.mul(losses(labels, outputs), toFloat(counts));
  setMask(values, counts);
  return values;
}

/**
 * For labels 0 and 1 and sigmoid outputs. Keras: `BinaryCrossentropy`.
 * @example model.compile({ optimizer: 'adam', loss: losses.binaryCrossentropy() });
 */
export function binaryCrossentropy(options: CrossentropyOptions = {}): Loss {
  const maker = 'binaryCrossentropy';
  const kind = { maker, options: crossentropyOptions };
  return defineLoss(kind, options, ({ fromLogits, labelSmoothing, axis }) => (yTrue, yPred) => {
    requireSameShape(maker, yTrue, yPred);
    const labels = smooth(yTrue, labelSmoothing, 2);
    return tf.mean(binaryTerms(labels, yPred, logitsBehind(yPred, fromLogits)), axis);
  });
}

/** Cross-entropy of yes and no, value by value. */
export function binaryTerms(labels: tf.Tensor, yPred: tf.Tensor, logits: tf.Tensor | undefined): tf.Tensor {
  // -labels * log(sigmoid(x)) - (1 - labels) * log(1 - sigmoid(x)), without the overflow.
  if (logits) return tf.sub(tf.softplus(logits), tf.mul(labels, logits));
  const probability = clipped(yPred);
  const positive = tf.mul(labels, tf.log(probability));
  return tf.neg(tf.add(positive, tf.mul(tf.sub(1, labels), tf.log(tf.sub(1, probability)))));
}

/** Class numbers `[n]` from labels of shape `[n]` or `[n, 1]`. */
export function labelsFor(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
  const shape = yPred.shape.slice(0, -1);
  const given =
    yTrue.rank === yPred.rank && yTrue.shape.at(-1) === 1 ? yTrue.shape.slice(0, -1) : yTrue.shape;
  if (given.join() === shape.join()) return tf.cast(tf.reshape(yTrue, shape), 'int32');
  throw new Error(
    `sparseCategoricalCrossentropy: labels must be class numbers, one for each position of the outputs. ` +
      `Expected: shape [${shape}]. Received: [${yTrue.shape}], with outputs of shape [${yPred.shape}].`,
  );
}

/** What went into the activation, where it is known, whichever it was: so does Keras. */
export function logitsBehind(yPred: tf.Tensor, fromLogits: boolean): tf.Tensor | undefined {
  return logitsOf(yPred, 'softmax') ?? logitsOf(yPred, 'sigmoid') ?? (fromLogits ? yPred : undefined);
}

export const clipped = (values: tf.Tensor): tf.Tensor => tf.clipByValue(values, epsilon, 1 - epsilon);

/** Outputs that add up to one, none of them 0 or 1. */
export const probabilities = (yPred: tf.Tensor, axis: number): tf.Tensor =>
  clipped(tf.div(yPred, tf.sum(yPred, axis, true)));

export function smooth(labels: tf.Tensor, amount: number, classes: number): tf.Tensor {
  return amount === 0 ? labels : tf.add(tf.mul(labels, 1 - amount), amount / classes);
}

/** The axis of the classes as the last one. */
export function withAxisLast(values: tf.Tensor, axis: number): tf.Tensor {
  const place = axis < 0 ? axis + values.rank : axis;
  if (place === values.rank - 1) return values;
  const others = values.shape.map((_, i) => i).filter((i) => i !== place);
  return tf.transpose(values, [...others, place]);
}

export function requireSameShape(maker: string, yTrue: tf.Tensor, yPred: tf.Tensor): void {
  if (yTrue.shape.join() === yPred.shape.join()) return;
  throw new Error(
    `${maker}: labels must have the shape of the outputs. Expected: [${yPred.shape}]. Received: [${yTrue.shape}].`,
  );
}

function requireLastAxis(maker: string, axis: number, yPred: tf.Tensor): void {
  if (axis === -1 || axis === yPred.rank - 1) return;
  throw new Error(
    `${maker}: axis must be the last one: -1 or ${yPred.rank - 1}. Received: ${axis}. Transpose the outputs.`,
  );
}
