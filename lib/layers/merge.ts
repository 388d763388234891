// Layers that join several inputs; shapes must agree.
import { tf } from '../tf.js';
import { build, type LayerArgs } from './args.js';
import type { Layer } from './layer.js';

/**
 * Sum. Keras: `Add`.
 * @example layers.add().apply([tf.ones([1, 3]), tf.ones([1, 3])]) // [[2, 2, 2]]
 */
export const add = (args: LayerArgs = {}): Layer => build(tf.layers.add, args);

/**
 * First minus second. Keras: `Subtract`.
 * @example layers.subtract().apply([tf.ones([1, 3]), tf.ones([1, 3])]) // [[0, 0, 0]]
 */
export const subtract = (args: LayerArgs = {}): Layer => build((given) => new Subtract(given), args);

/**
 * Product of values. Keras: `Multiply`.
 * @example layers.multiply().apply([tf.tensor([[2, 3]]), tf.tensor([[4, 5]])]) // [[8, 15]]
 */
export const multiply = (args: LayerArgs = {}): Layer => build(tf.layers.multiply, args);

/**
 * Mean. Keras: `Average`.
 * @example layers.average().apply([tf.tensor([[2, 3]]), tf.tensor([[4, 5]])]) // [[3, 4]]
 */
export const average = (args: LayerArgs = {}): Layer => build(tf.layers.average, args);

/**
 * Greatest values. Keras: `Maximum`.
 * @example layers.maximum().apply([tf.tensor([[2, 9]]), tf.tensor([[4, 5]])]) // [[4, 9]]
 */
export const maximum = (args: LayerArgs = {}): Layer => build(tf.layers.maximum, args);

/**
 * Smallest values. Keras: `Minimum`.
 * @example layers.minimum().apply([tf.tensor([[2, 9]]), tf.tensor([[4, 5]])]) // [[2, 5]]
 */
export const minimum = (args: LayerArgs = {}): Layer => build(tf.layers.minimum, args);

/**
 * Side by side along an axis, the last by default. Keras: `Concatenate`.
 * @example layers.concatenate().apply([tf.tensor([[1, 2]]), tf.tensor([[3]])]) // [[1, 2, 3]]
 */
export const concatenate = (args: LayerArgs & { axis?: number } = {}): Layer =>
  build(tf.layers.concatenate, args);

/**
 * Dot products along axes. Keras: `Dot`.
 * @example layers.dot({ axes: 1 }).apply([tf.tensor([[1, 2]]), tf.tensor([[3, 4]])]) // [[11]]
 */
export const dot = (args: LayerArgs & { axes: number | [number, number]; normalize?: boolean }): Layer =>
  build(tf.layers.dot, args);

type Shape = (number | null)[];

class Subtract extends tf.layers.Layer {
  static readonly className = 'Subtract';

  override computeOutputShape(shapes: Shape | Shape[]): Shape {
    return (shapes as Shape[])[0]!;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    if (!Array.isArray(inputs) || inputs.length !== 2) {
      throw new Error(
        `subtract: expected two inputs. Received: ${Array.isArray(inputs) ? inputs.length : 1}.`,
      );
    }
    return tf.sub(inputs[0]!, inputs[1]!);
  }
}
tf.serialization.registerClass(Subtract);
