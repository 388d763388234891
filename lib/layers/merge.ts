// Layers that join several inputs; shapes must agree.
import { tf } from '../tf.js';
import { build, type LayerArgs } from './args.js';
import type { Layer } from './layer.js';

/** Sum. Keras: `Add`. */
export const add = (args: LayerArgs = {}): Layer => build(tf.layers.add, args);

/** First minus second. Keras: `Subtract`. */
export const subtract = (args: LayerArgs = {}): Layer => build((given) => new Subtract(given), args);

/** Product of values. Keras: `Multiply`. */
export const multiply = (args: LayerArgs = {}): Layer => build(tf.layers.multiply, args);

/** Mean. Keras: `Average`. */
export const average = (args: LayerArgs = {}): Layer => build(tf.layers.average, args);

/** Greatest values. Keras: `Maximum`. */
export const maximum = (args: LayerArgs = {}): Layer => build(tf.layers.maximum, args);

/** Smallest values. Keras: `Minimum`. */
export const minimum = (args: LayerArgs = {}): Layer => build(tf.layers.minimum, args);

/** Side by side along an axis, the last by default. Keras: `Concatenate`. */
export const concatenate = (args: LayerArgs & { axis?: number } = {}): Layer =>
  build(tf.layers.concatenate, args);

/** Dot products along axes. Keras: `Dot`. */
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
