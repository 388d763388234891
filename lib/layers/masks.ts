// Masks where tfjs loses or keeps them too long: a mean over steps leaves masked ones out, and the mask of one layer
// does not reach those after it that have none.
import { tf } from '../tf.js';

interface Called {
  apply(this: object, inputs: unknown, options?: { mask?: unknown }): unknown;
  call(this: object, inputs: tf.Tensor | tf.Tensor[], options?: { mask?: tf.Tensor }): tf.Tensor;
}

const base = tf.layers.Layer.prototype as unknown as Called;
const { apply } = base;

// A model runs all its layers with one object of options, in which it notes the mask of a layer that has one.
base.apply = function (inputs, options) {
  try {
    return apply.call(this, inputs, options);
  } finally {
    if (options) delete options.mask;
  }
};

const average = Object.getPrototypeOf(tf.layers.globalAveragePooling1d({})) as Called;
const { call } = average;

average.call = function (inputs, options) {
  const mask = options?.mask;
  return mask ? meanOf(Array.isArray(inputs) ? inputs[0]! : inputs, mask) : call.call(this, inputs, options);
};

/** Of [samples, steps, features] by [samples, steps]. */
function meanOf(x: tf.Tensor, mask: tf.Tensor): tf.Tensor {
  return tf.tidy(() => {
    const share = tf.expandDims(tf.cast(mask, x.dtype), -1);
    return tf.div(tf.sum(tf.mul(x, share), 1), tf.sum(share, 1));
  });
}
