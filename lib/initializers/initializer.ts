// The base of our initializers: they draw from the library's one source of random numbers, or from a seed of their own.
import { classNameOf } from '../core/serializable.js';
import { Philox } from '../random/philox.js';
import { nextSeed } from '../random/random.js';
import { tf } from '../tf.js';

/**
 * Draws a layer's first weights: `apply(shape)` gives a tensor of that shape. Base of initializers of one's own too. Keras:
 * `Initializer`.
 * @example
 * class Steps extends initializers.Initializer {
 *   override apply(shape: number[]) { return tf.reshape(tf.range(0, tf.util.sizeFromShape(shape)), shape); }
 * }
 * layers.dense({ units: 4, kernelInitializer: new Steps() })
 */
export abstract class Initializer {
  /** The name by which files know it. */
  static readonly className: string = 'Initializer';

  /** Fills a new weight. */
  abstract apply(shape: number[], dtype?: tf.DataType): tf.Tensor;

  getClassName(): string {
    return classNameOf(this);
  }

  /** What makes it again. */
  getConfig(): Record<string, unknown> {
    return {};
  }
}

/** A random initializer: with a seed, it gives the same numbers each time it is used. */
export abstract class RandomInitializer extends Initializer {
  constructor(readonly seed: number | null | undefined) {
    super();
  }

  protected abstract fill(values: Float32Array, source: Philox, shape: number[]): void;

  apply(shape: number[]): tf.Tensor {
    const values = new Float32Array(tf.util.sizeFromShape(shape));
    this.fill(values, new Philox(this.seed ?? nextSeed(), 1), shape);
    return tf.tensor(values, shape);
  }
}

/** Fills with normally distributed numbers. */
export function fillNormal(values: Float32Array, source: Philox, mean: number, deviation: number): void {
  for (let i = 0; i < values.length; i += 2) {
    const [first, second] = source.normalPair();
    values[i] = mean + deviation * first;
    if (i + 1 < values.length) values[i + 1] = mean + deviation * second;
  }
}

/** Fills with normally distributed numbers, those beyond two deviations drawn again. */
export function fillTruncated(values: Float32Array, source: Philox, mean: number, deviation: number): void {
  let i = 0;
  while (i < values.length) {
    for (const value of source.normalPair()) {
      if (Math.abs(value) <= 2 && i < values.length) values[i++] = mean + deviation * value;
    }
  }
}

/** Fills with numbers from `low` up to `high`. */
export function fillUniform(values: Float32Array, source: Philox, low: number, high: number): void {
  for (let i = 0; i < values.length; i++) values[i] = low + (high - low) * source.uniform();
}
