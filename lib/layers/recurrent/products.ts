// What cells compute with: products that dropout may stand before, and gates.
import { type Activation, toActivation } from '../../activations/activations.js';
import { softmaxOfLast } from '../../activations/along.js';
import { tf } from '../../tf.js';

/** Multiplies by a kernel along the last axis. */
export type Product = (x: tf.Tensor) => tf.Tensor;

/**
 * The product with a kernel for some gates: [features, gates · units].
 * @param masks of dropout: none, one for all gates, or one for each
 * @param multiply by the kernel or by a gate's part of it
 */
export function product(
  kernel: tf.Tensor,
  masks: readonly tf.Tensor[],
  multiply: (x: tf.Tensor, kernel: tf.Tensor) => tf.Tensor = matrixProduct,
): Product {
  if (masks.length === 0) return (x) => multiply(x, kernel);
  if (masks.length === 1) return (x) => multiply(tf.mul(x, masks[0]!), kernel);
  const parts = tf.split(kernel, masks.length, -1);
  return (x) =>
    tf.concat(
      parts.map((part, gate) => multiply(tf.mul(x, masks[gate]!), part)),
      -1,
    );
}

function matrixProduct(x: tf.Tensor, kernel: tf.Tensor): tf.Tensor {
  const { shape } = x;
  const rows = shape.length === 2 ? x : tf.reshape(x, [-1, shape.at(-1)!]);
  const result = tf.matMul(rows as tf.Tensor2D, kernel as tf.Tensor2D);
  return shape.length === 2 ? result : tf.reshape(result, [...shape.slice(0, -1), kernel.shape.at(-1)!]);
}

/** An activation within a cell: what went into it is not left for a loss, as none is ever taken here. */
export function gate(activation: Activation): (x: tf.Tensor) => tf.Tensor {
  if (activation.apply === sigmoid.apply) return tf.sigmoid;
  if (activation.apply === softmax.apply) return softmaxOfLast;
  return (x) => activation.apply(x);
}

const [sigmoid, softmax] = [toActivation('sigmoid'), toActivation('softmax')];
