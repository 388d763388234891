// Batch normalization in training, by a formula for its gradient that needs a third of the ops that TensorFlow.js'
// way through mean and variance takes; and, as in Keras, without a scale or shift if so asked, and by its averages
// while the layer is frozen.
import {
  canFuseBatchNormalization,
  fusedBatchNormalization,
  type Normalized,
} from '../engine/kernels/batch-normalization.js';
import { tf } from '../tf.js';

interface LayerVariable {
  readonly trainable: boolean;
  read(): tf.Tensor;
  write(value: tf.Tensor): unknown;
}

interface BatchNormalization {
  readonly axis: number;
  readonly epsilon: number;
  readonly momentum: number;
  readonly trainable: boolean;
  readonly gamma?: LayerVariable;
  readonly beta?: LayerVariable;
  readonly movingMean: LayerVariable;
  readonly movingVariance: LayerVariable;
}

type Call = (
  this: BatchNormalization,
  inputs: tf.Tensor | tf.Tensor[],
  kwargs?: { training?: boolean },
) => tf.Tensor;

const prototype = Object.getPrototypeOf(tf.layers.batchNormalization()) as { call: Call };
const callInUse = prototype.call;

prototype.call = function (inputs, kwargs) {
  if (!kwargs?.training || isFrozen(this)) return callInUse.call(this, inputs, { training: false });
  return tf.tidy(() => normalize(this, Array.isArray(inputs) ? inputs[0]! : inputs));
};

// A frozen model freezes its layers' weights, not the layers.
function isFrozen({ trainable, gamma, beta }: BatchNormalization): boolean {
  return !trainable || (gamma ?? beta)?.trainable === false;
}

function normalize(layer: BatchNormalization, x: tf.Tensor): tf.Tensor {
  const axis = layer.axis < 0 ? layer.axis + x.rank : layer.axis;
  const size = x.shape[axis]!;
  const gamma = layer.gamma?.read() ?? tf.ones([size]);
  const beta = layer.beta?.read() ?? tf.zeros([size]);
  const { value, mean, variance } = canFuseBatchNormalization(x, axis)
    ? fusedBatchNormalization(x, gamma, beta, layer.epsilon)
    : normalizeAxis(x, gamma, beta, axis, layer.epsilon);
  moveTowards(layer.movingMean, mean, layer.momentum);
  moveTowards(layer.movingVariance, variance, layer.momentum);
  return value;
}

function normalizeAxis(
  x: tf.Tensor,
  gamma: tf.Tensor,
  beta: tf.Tensor,
  axis: number,
  epsilon: number,
): Normalized {
  const axes = x.shape.map((_, i) => i).filter((i) => i !== axis);
  const shape = x.shape.map((size, i) => (i === axis ? size : 1));
  const value = standardize(x, tf.reshape(gamma, shape), tf.reshape(beta, shape), axes, epsilon);
  return { value, ...momentsOf(x, axes) };
}

/** `gamma * (x - mean) / sqrt(variance + epsilon) + beta`, mean and variance being over `axes`. */
export function standardize(
  x: tf.Tensor,
  gamma: tf.Tensor,
  beta: tf.Tensor,
  axes: number[],
  epsilon: number,
): tf.Tensor {
  // What forward and backward pass both compute, and the moving averages too, a graph computes once.
  const parts = (of: tf.Tensor) => {
    const { centered, variance } = momentsOf(of, axes);
    return { centered, inverse: tf.rsqrt(tf.add(variance, epsilon)) };
  };
  const run = tf.customGrad((...given: (tf.Tensor | tf.GradSaveFunc)[]) => {
    const [input, scale, shift, save] = given as [tf.Tensor, tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    save([input, scale]);
    const { centered, inverse } = parts(input);
    const value = tf.add(tf.mul(centered, tf.mul(inverse, scale)), shift);
    return { value, gradFunc: (dy, [saved, scale]) => gradients(dy, parts(saved!), scale!, axes) };
  });
  return run(x, gamma, beta);
}

function gradients(
  dy: tf.Tensor,
  { centered, inverse }: { centered: tf.Tensor; inverse: tf.Tensor },
  gamma: tf.Tensor,
  axes: number[],
): tf.Tensor[] {
  const ofBeta = tf.sum(dy, axes, true);
  const ofGamma = tf.mul(inverse, tf.sum(tf.mul(dy, centered), axes, true));
  const scale = tf.mul(inverse, gamma);
  const share = tf.div(scale, dy.size / gamma.size);
  const alongInput = tf.mul(centered, tf.mul(share, tf.mul(inverse, ofGamma)));
  const ofX = tf.sub(tf.sub(tf.mul(dy, scale), alongInput), tf.mul(share, ofBeta));
  return [ofX, ofGamma, ofBeta];
}

function momentsOf(x: tf.Tensor, axes: number[]): Record<'mean' | 'centered' | 'variance', tf.Tensor> {
  const mean = tf.mean(x, axes, true);
  const centered = tf.sub(x, mean);
  return { mean, centered, variance: tf.mean(tf.square(centered), axes, true) };
}

function moveTowards(average: LayerVariable, value: tf.Tensor, momentum: number): void {
  const before = average.read();
  const change = tf.mul(tf.sub(before, tf.reshape(value, before.shape)), 1 - momentum);
  average.write(tf.sub(before, change));
}
