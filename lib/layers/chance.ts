// Layers with chance in them, active in training only. They draw on the device from the library's one source.
import * as random from '../random.js';
import { tf } from '../tf.js';
import { build, type LayerArgs } from './args.js';
import type { Layer } from './layer.js';

/**
 * Sets a share `rate` of the values to zero, and scales the others up by 1 / (1 - rate). Keras: `Dropout`.
 * @example layers.dropout({ rate: 0.4 })
 */
export function dropout(args: (LayerArgs & { rate: number; noiseShape?: number[] }) | number): Layer {
  return build(tf.layers.dropout, rated('dropout', args));
}

/**
 * Dropout of whole channels over time. Keras: `SpatialDropout1D`.
 * @example layers.spatialDropout1d({ rate: 0.2, inputShape: [20, 8] })
 */
export function spatialDropout1d(args: (LayerArgs & { rate: number }) | number): Layer {
  return build(tf.layers.spatialDropout1d, rated('spatialDropout1d', args));
}

/**
 * Adds normal noise of deviation `stddev`. Keras: `GaussianNoise`.
 * @example layers.gaussianNoise({ stddev: 0.1 })
 */
export function gaussianNoise(args: LayerArgs & { stddev: number }): Layer {
  return build(tf.layers.gaussianNoise, args);
}

/**
 * Multiplies by normal noise around 1. Keras: `GaussianDropout`.
 * @example layers.gaussianDropout({ rate: 0.2 })
 */
export function gaussianDropout(args: (LayerArgs & { rate: number }) | number): Layer {
  return build(tf.layers.gaussianDropout, rated('gaussianDropout', args));
}

/**
 * Dropout that keeps mean and variance, for SELU. Keras: `AlphaDropout`.
 * @example layers.alphaDropout({ rate: 0.1 })
 */
export function alphaDropout(args: (LayerArgs & { rate: number }) | number): Layer {
  return build(tf.layers.alphaDropout, rated('alphaDropout', args));
}

/** Options with a rate that makes sense; a number alone is the rate. */
export function rated<A extends { rate: number }>(name: string, args: A | number): A | { rate: number } {
  const given = typeof args === 'number' ? { rate: args } : args;
  if (given.rate >= 0 && given.rate < 1) return given;
  throw new Error(
    `${name}: rate is the share that is dropped, from 0 up to 1 (0.4 drops 40 %). Received: ${given.rate}.`,
  );
}

type Call = (inputs: tf.Tensor | tf.Tensor[], kwargs?: { training?: boolean }) => tf.Tensor;
interface RateLayer {
  rate: number;
  stddev: number;
  noiseShape?: (number | null)[] | null;
}

/** Gives tfjs' layers our way to draw, so that `random.setSeed` holds for `tf.layers.dropout` too. */
function redraw(layer: object, change: (this: RateLayer, input: tf.Tensor) => tf.Tensor): void {
  const call: Call = function (this: RateLayer, inputs, kwargs) {
    return tf.tidy(() => {
      const input = Array.isArray(inputs) ? inputs[0]! : inputs;
      return kwargs?.training ? change.call(this, input) : tf.clone(input);
    });
  };
  (Object.getPrototypeOf(layer) as { call: Call }).call = call;
}

/** Sets a share `rate` of the values to zero, the same one along axes of `shape` that are 1. */
export const drop = (input: tf.Tensor, rate: number, shape: number[]): tf.Tensor => {
  if (rate === 0) return tf.clone(input);
  const kept = tf.cast(tf.greaterEqual(random.uniform(shape), rate), 'float32');
  return tf.mul(input, tf.mul(kept, 1 / (1 - rate)));
};

redraw(tf.layers.dropout({ rate: 0.5 }), function (input) {
  return drop(
    input,
    this.rate,
    input.shape.map((size, axis) => this.noiseShape?.[axis] ?? size),
  );
});
redraw(tf.layers.spatialDropout1d({ rate: 0.5 }), function (input) {
  return drop(input, this.rate, [input.shape[0]!, 1, input.shape[2]!]);
});
redraw(tf.layers.gaussianNoise({ stddev: 1 }), function (input) {
  return tf.add(input, random.normal(input.shape, 0, this.stddev));
});
redraw(tf.layers.gaussianDropout({ rate: 0.5 }), function (input) {
  return tf.mul(input, random.normal(input.shape, 1, Math.sqrt(this.rate / (1 - this.rate))));
});

/** SELU's value for minus infinity, which alpha dropout sets instead of zero. */
const SATURATED = -1.0507009873554805 * 1.6732632423543772;

redraw(tf.layers.alphaDropout({ rate: 0.5 }), function (input) {
  const { rate } = this;
  const kept = tf.cast(tf.greaterEqual(random.uniform(input.shape), rate), 'float32');
  const scale = ((1 - rate) * (1 + rate * SATURATED ** 2)) ** -0.5;
  const shift = -scale * rate * SATURATED;
  const mixed = tf.add(tf.mul(input, kept), tf.mul(tf.sub(1, kept), SATURATED));
  return tf.add(tf.mul(mixed, scale), shift);
});
