// Weights by name: `dense/kernel`.
import type { tf } from '../../tf.js';

/** Each weight once, under its layer's name and its own. */
export function weightsByName(model: tf.LayersModel): Map<string, tf.Tensor> {
  const found = new Map<string, tf.Tensor>();
  for (const layer of model.layers) {
    layer.weights.forEach((weight, i) => {
      const own = weight.originalName.split('/').at(-1)!;
      const name = `${layer.name}/${own}`;
      found.set(found.has(name) ? `${name}_${i}` : name, weight.read());
    });
  }
  return found;
}
