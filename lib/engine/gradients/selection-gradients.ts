// Gradients, which TensorFlow.js lacks, of ops that select values: each goes back to the place that was selected.
import { tf } from '../../tf.js';

tf.registerGradient({
  kernelName: 'GatherNd',
  inputsToSave: ['params', 'indices'],
  gradFunc: (dy, [params, indices]) => ({
    params: () => scattered(indices!, dy as tf.Tensor, params!.shape),
    indices: () => tf.zeros(indices!.shape),
  }),
});

// TensorFlow.js gives the whole-numbered places themselves as their gradient, on which the next op fails.
const ofGather = tf.getGradient('GatherV2');
tf.registerGradient({
  ...ofGather,
  gradFunc: (dy, saved, attributes) => ({
    ...ofGather.gradFunc(dy, saved, attributes),
    indices: () => tf.zeros(saved[1]!.shape),
  }),
});

tf.registerGradient({
  kernelName: 'ScatterNd',
  inputsToSave: ['indices', 'updates'],
  gradFunc: (dy, [indices, updates]) => ({
    updates: () => tf.reshape(tf.gatherND(dy as tf.Tensor, indices!), updates!.shape),
    indices: () => tf.zeros(indices!.shape),
  }),
});

tf.registerGradient({
  kernelName: 'TopK',
  inputsToSave: ['x'],
  outputsToSave: [false, true],
  gradFunc: (changes, [x, places]) => ({ x: () => putBack((changes as tf.Tensor[])[0]!, x!.shape, places!) }),
});

/** The gradient of the greatest values, each in the place of its row that it was found in. */
function putBack(dy: tf.Tensor, shape: number[], places: tf.Tensor): tf.Tensor {
  const length = shape.at(-1)!;
  const count = places.shape.at(-1)!;
  const size = tf.util.sizeFromShape(shape);
  if (dy.size === 0) return tf.zeros(shape);
  const starts = tf.range(0, size, length, 'int32');
  const flat = tf.add(tf.reshape(places, [-1, count]), tf.expandDims(starts, 1));
  return tf.reshape(scattered(tf.reshape(flat, [-1, 1]), tf.reshape(dy, [-1]), [size]), shape);
}

/** The values at their places, those of one place added up. */
function scattered(indices: tf.Tensor, values: tf.Tensor, shape: number[]): tf.Tensor {
  const depth = indices.shape.at(-1)!;
  const places = tf.reshape(indices, [-1, depth]);
  return tf.scatterND(places, tf.reshape(values, [places.shape[0]!, ...shape.slice(depth)]), shape);
}
