// Mean 0 and deviation 1 by formulas whose gradients are given, which take a third of the ops that the way through
// mean and variance takes: TensorFlow.js copies broadcast tensors in its gradients, one slice after another.
import { tf } from '../../tf.js';

/** What forward and backward pass both compute: a graph computes it once. */
interface Parts {
  readonly centered: tf.Tensor;
  readonly inverse: tf.Tensor;
}

type Gradients = (dy: tf.Tensor, parts: Parts, gamma: tf.Tensor, axes: number[]) => tf.Tensor[];

/**
 * `gamma * (x - mean) / sqrt(variance + epsilon) + beta`, mean and variance being over `axes`, gamma and beta the same
 * along them: batch normalization.
 */
export function standardizeChannels(
  x: tf.Tensor,
  gamma: tf.Tensor,
  beta: tf.Tensor,
  axes: number[],
  epsilon: number,
): tf.Tensor {
  return standardize(x, gamma, beta, axes, epsilon, gradientsByChannel);
}

/**
 * The same where gamma and beta differ along `axes`, and are the same for all samples: layer and group normalization.
 */
export function standardizeSamples(
  x: tf.Tensor,
  gamma: tf.Tensor,
  beta: tf.Tensor,
  axes: number[],
  epsilon: number,
): tf.Tensor {
  return standardize(x, gamma, beta, axes, epsilon, gradientsBySample);
}

function standardize(
  x: tf.Tensor,
  gamma: tf.Tensor,
  beta: tf.Tensor,
  axes: number[],
  epsilon: number,
  gradients: Gradients,
): tf.Tensor {
  const parts = (of: tf.Tensor): Parts => {
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

function gradientsByChannel(
  dy: tf.Tensor,
  { centered, inverse }: Parts,
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

function gradientsBySample(
  dy: tf.Tensor,
  { centered, inverse }: Parts,
  gamma: tf.Tensor,
  axes: number[],
): tf.Tensor[] {
  const others = gamma.shape.flatMap((size, axis) => (size === 1 ? [axis] : []));
  const even = tf.mul(centered, inverse);
  const ofGamma = tf.sum(tf.mul(dy, even), others, true);
  const ofBeta = tf.sum(dy, others, true);
  const scaled = tf.mul(dy, gamma);
  const alongInput = tf.mul(even, tf.mean(tf.mul(scaled, even), axes, true));
  const ofX = tf.mul(inverse, tf.sub(tf.sub(scaled, tf.mean(scaled, axes, true)), alongInput));
  return [ofX, ofGamma, ofBeta];
}

/** Mean and variance over `axes`, which stay with size 1. */
export function momentsOf(x: tf.Tensor, axes: number[]): Record<'mean' | 'centered' | 'variance', tf.Tensor> {
  const mean = tf.mean(x, axes, true);
  const centered = tf.sub(x, mean);
  return { mean, centered, variance: tf.mean(tf.square(centered), axes, true) };
}

/** `x / sqrt(mean(x²) + epsilon)`, the mean being over `axes`. */
export function divideByRootMeanSquare(x: tf.Tensor, axes: number[], epsilon: number): tf.Tensor {
  const inverseOf = (of: tf.Tensor): tf.Tensor =>
    tf.rsqrt(tf.add(tf.mean(tf.square(of), axes, true), epsilon));
  const run = tf.customGrad((...given: (tf.Tensor | tf.GradSaveFunc)[]) => {
    const [input, save] = given as [tf.Tensor, tf.GradSaveFunc];
    save([input]);
    const gradFunc = (dy: tf.Tensor, [saved]: tf.Tensor[]): tf.Tensor => {
      const inverse = inverseOf(saved!);
      const even = tf.mul(saved!, inverse);
      return tf.mul(inverse, tf.sub(dy, tf.mul(even, tf.mean(tf.mul(dy, even), axes, true))));
    };
    return { value: tf.mul(input, inverseOf(input)), gradFunc };
  });
  return run(x);
}
