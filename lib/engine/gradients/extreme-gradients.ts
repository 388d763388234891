// Gradients of the greatest and the smallest. Along axes, values that are equal share one gradient, as TensorFlow has
// it, where TensorFlow.js gives each of them all of it. Of two tensors that are broadcast, each gets a gradient of its
// own shape.
import { tf } from '../../tf.js';

for (const kernelName of ['Max', 'Min']) {
  tf.registerGradient({
    kernelName,
    inputsToSave: ['x'],
    outputsToSave: [true],
    // `max` and `min` name their axes otherwise.
    gradFunc: (dy, [x, y], { reductionIndices, axis }) => ({
      x: () => shared(dy as tf.Tensor, x!, y!, (reductionIndices ?? axis) as number | number[]),
    }),
  });
}

function shared(dy: tf.Tensor, x: tf.Tensor, y: tf.Tensor, axis: number | number[]): tf.Tensor {
  const axes = tf.util.parseAxisParam(axis, x.shape);
  const kept = x.shape.map((size, i) => (axes.includes(i) ? 1 : size));
  const isExtreme = tf.cast(tf.equal(x, tf.reshape(y, kept)), dy.dtype);
  return tf.mul(isExtreme, tf.div(tf.reshape(dy, kept), tf.sum(isExtreme, axes, true)));
}

const firstCounts = { Maximum: tf.greaterEqual, Minimum: tf.lessEqual };
for (const [kernelName, chooses] of Object.entries(firstCounts)) {
  tf.registerGradient({
    kernelName,
    inputsToSave: ['a', 'b'],
    gradFunc: (gradient, [a, b]) => {
      const dy = gradient as tf.Tensor;
      const isFirst = (): tf.Tensor => chooses(a!, b!);
      return {
        a: () => summedTo(tf.mul(dy, tf.cast(isFirst(), dy.dtype)), a!.shape),
        b: () => summedTo(tf.mul(dy, tf.cast(tf.logicalNot(isFirst()), dy.dtype)), b!.shape),
      };
    },
  });
}

/** Summed over the axes along which a tensor of `shape` was broadcast. */
function summedTo(gradient: tf.Tensor, shape: number[]): tf.Tensor {
  const axes = tf.broadcast_util.getReductionAxes(shape, gradient.shape);
  return axes.length === 0 ? gradient : tf.reshape(tf.sum(gradient, axes), shape);
}
