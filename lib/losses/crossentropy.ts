// Losses for classes. With `fromLogits: false` (the default) predictions are probabilities; when they come
// straight from a softmax or sigmoid, the loss is computed from what went into it, as Keras does.
import { softmaxCrossEntropy, sparseSoftmaxCrossEntropy } from '../engine/kernels/softmax-cross-entropy.js';
import { logitsOf } from '../models/logits.js';
import { tf } from '../tf.js';
import { loss } from './define.js';
import type { Loss } from './loss.js';

const EPSILON = 1e-7;

/** Options of the cross-entropies. */
export interface CrossentropyOptions {
  /** Predictions are scores before softmax or sigmoid. Default false. */
  fromLogits?: boolean;
  /** Moves labels this far towards the uniform distribution (0 to 1). Default 0. */
  labelSmoothing?: number;
}

/** Options of the focal cross-entropies. */
export interface FocalOptions extends CrossentropyOptions {
  /** How strongly easy samples are faded out. Default 2. */
  gamma?: number;
  /** Weight of the positive class. Default 0.25. */
  alpha?: number;
}

/**
 * For one-hot labels and softmax outputs. Keras: `CategoricalCrossentropy`.
 * @example
 * model.compile({
 *   optimizer: 'adam',
 *   loss: losses.categoricalCrossentropy({ labelSmoothing: 0.1 }),
 * });
 */
export function categoricalCrossentropy(options: CrossentropyOptions = {}): Loss {
  const { fromLogits = false, labelSmoothing = 0 } = options;
  const call = (yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor => {
    const classes = yPred.shape.at(-1)!;
    const labels = labelSmoothing ? smooth(yTrue, labelSmoothing, classes) : yTrue;
    const logits = logitsBehind(yPred, fromLogits, 'softmax');
    if (logits) return softmaxCrossEntropy(labels, logits);
    return tf.neg(tf.sum(tf.mul(labels, logProbabilities(yPred)), -1));
  };
  return loss('categorical_crossentropy', call, snake(options));
}

/**
 * For class numbers (0, 1, 2 …) and softmax outputs. Keras: `SparseCategoricalCrossentropy`.
 * @example
 * model.compile({ optimizer: 'adam', loss: losses.sparseCategoricalCrossentropy() });
 * await model.fit(x, y.argMax(1), { epochs: 1, verbose: 0 });
 */
export function sparseCategoricalCrossentropy({ fromLogits = false }: { fromLogits?: boolean } = {}): Loss {
  const call = (yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor => {
    const numbers = classNumbers(yTrue, yPred);
    const logits = logitsBehind(yPred, fromLogits, 'softmax');
    if (logits) return sparseSoftmaxCrossEntropy(numbers, logits);
    const labels = tf.cast(tf.oneHot(numbers, yPred.shape.at(-1)!), 'float32');
    return tf.neg(tf.sum(tf.mul(labels, logProbabilities(yPred)), -1));
  };
  return loss('sparse_categorical_crossentropy', call, snake({ fromLogits }), 'class numbers');
}

/**
 * For labels 0 and 1 and sigmoid outputs. Keras: `BinaryCrossentropy`.
 * @example model.compile({ optimizer: 'adam', loss: losses.binaryCrossentropy() });
 */
export function binaryCrossentropy(options: CrossentropyOptions = {}): Loss {
  const { fromLogits = false, labelSmoothing = 0 } = options;
  const call = (yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor => {
    const labels = labelSmoothing ? smooth(yTrue, labelSmoothing, 2) : yTrue;
    return tf.mean(binaryTerms(labels, yPred, fromLogits), -1);
  };
  return loss('binary_crossentropy', call, snake(options));
}

/**
 * Binary cross-entropy that fades out easy samples (Lin et al., 2018). Keras: `BinaryFocalCrossentropy`.
 * @example model.compile({ optimizer: 'adam', loss: losses.binaryFocalCrossentropy({ gamma: 2 }) });
 */
export function binaryFocalCrossentropy(options: FocalOptions = {}): Loss {
  const { fromLogits = false, labelSmoothing = 0, gamma = 2 } = options;
  const call = (yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor => {
    const labels = labelSmoothing ? smooth(yTrue, labelSmoothing, 2) : yTrue;
    const probability = fromLogits ? tf.sigmoid(yPred) : yPred;
    const ofTruth = tf.add(tf.mul(labels, probability), tf.mul(tf.sub(1, labels), tf.sub(1, probability)));
    const focus = tf.pow(tf.sub(1, ofTruth), gamma);
    return tf.mean(tf.mul(focus, binaryTerms(labels, yPred, fromLogits)), -1);
  };
  return loss('binary_focal_crossentropy', call, snake(options));
}

/**
 * Categorical cross-entropy that fades out easy samples. Keras: `CategoricalFocalCrossentropy`.
 * @example model.compile({ optimizer: 'adam', loss: losses.categoricalFocalCrossentropy({ gamma: 2 }) });
 */
export function categoricalFocalCrossentropy(options: FocalOptions = {}): Loss {
  const { fromLogits = false, labelSmoothing = 0, gamma = 2, alpha = 0.25 } = options;
  const call = (yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor => {
    const labels = labelSmoothing ? smooth(yTrue, labelSmoothing, yPred.shape.at(-1)!) : yTrue;
    const logits = logitsBehind(yPred, fromLogits, 'softmax');
    const logProbability = logits ? tf.logSoftmax(logits) : logProbabilities(yPred);
    const focus = tf.mul(tf.pow(tf.sub(1, tf.exp(logProbability)), gamma), alpha);
    return tf.neg(tf.sum(tf.mul(focus, tf.mul(labels, logProbability)), -1));
  };
  return loss('categorical_focal_crossentropy', call, snake(options));
}

/** Class numbers `[n]` from labels of shape `[n]` or `[n, 1]`. */
export function classNumbers(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
  return tf.cast(tf.reshape(yTrue, yPred.shape.slice(0, -1)), 'int32');
}

/** What went into the activation, where it is known. */
function logitsBehind(
  yPred: tf.Tensor,
  fromLogits: boolean,
  activation: 'softmax' | 'sigmoid',
): tf.Tensor | undefined {
  return fromLogits ? yPred : logitsOf(yPred, activation);
}

function logProbabilities(yPred: tf.Tensor): tf.Tensor {
  const normal = tf.div(yPred, tf.sum(yPred, -1, true));
  return tf.log(tf.clipByValue(normal, EPSILON, 1 - EPSILON));
}

function binaryTerms(labels: tf.Tensor, yPred: tf.Tensor, fromLogits: boolean): tf.Tensor {
  const logits = logitsBehind(yPred, fromLogits, 'sigmoid');
  // -labels * log(sigmoid(x)) - (1 - labels) * log(1 - sigmoid(x)), without the overflow.
  if (logits) return tf.sub(tf.softplus(logits), tf.mul(labels, logits));
  const probability = tf.clipByValue(yPred, EPSILON, 1 - EPSILON);
  const positive = tf.mul(labels, tf.log(probability));
  return tf.neg(tf.add(positive, tf.mul(tf.sub(1, labels), tf.log(tf.sub(1, probability)))));
}

function smooth(labels: tf.Tensor, amount: number, classes: number): tf.Tensor {
  return tf.add(tf.mul(labels, 1 - amount), amount / classes);
}

function snake({ fromLogits, labelSmoothing, gamma, alpha }: FocalOptions): Record<string, unknown> {
  const config = { from_logits: fromLogits, label_smoothing: labelSmoothing, gamma, alpha };
  return Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined));
}
