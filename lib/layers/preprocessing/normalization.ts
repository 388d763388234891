// Normalization: brings features to mean 0 and variance 1, by numbers that are given or measured on data.
import { received } from '../../core/messages.js';
import { flag, layerOf, type Option, option, optional } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import { knownSize, positiveAxis, type Shape } from '../../core/shape.js';
import { leavesOf } from '../../core/structure.js';
import type { LayerVariable } from '../../core/variable.js';
import { toInitializer } from '../../initializers/initializers.js';
import { tf } from '../../tf.js';
import type { Layer, LayerArgs } from '../base/layer.js';
import { type AdaptData, batchesOf } from './adapt-data.js';

/** A number, or numbers in lists. */
export type Numbers = number | readonly Numbers[];

/** Arguments of `layers.normalization`. */
export interface NormalizationLayerArgs extends LayerArgs {
  /** Axes that have a mean of their own at each place; null: one mean for all numbers. Default: -1, each feature. */
  axis?: number | readonly number[] | null;
  /** The mean, where it is known. Default: measured by `adapt`. */
  mean?: Numbers;
  /** The variance, given together with the mean. Default: none. */
  variance?: Numbers;
  /** Undoes a normalization instead. Default: false. */
  invert?: boolean;
}

/** A layer that learns from data by `adapt`, before training. */
export interface NormalizationLayer extends Layer {
  /** Measures mean and variance. @param data all samples, or a list of batches as tensors */
  adapt(data: AdaptData): void;
}

const axes = (): Option<number | readonly number[]> =>
  option((given, layer, name) => {
    const list: unknown[] = Array.isArray(given) ? given : [given];
    if (list.every((axis) => Number.isInteger(axis))) return given as number | number[];
    throw new Error(
      `${layer}: ${name} must be a whole number or a list of them. Received: ${received(given)}.`,
    );
  }, -1);

const numbers = (): Option<Numbers | null> =>
  optional(
    option((given, layer, name) => {
      const list = given instanceof tf.Tensor ? (given.arraySync() as Numbers) : (given as Numbers);
      if (leavesOf(list).every((one) => Number.isFinite(one))) return list;
      throw new Error(
        `${layer}: ${name} must be a number or a list of numbers. Received: ${received(given)}.`,
      );
    }),
  );

const options = { axis: axes(), mean: numbers(), variance: numbers(), invert: flag(false) };

/** Divisions by less are by this: Keras' epsilon. */
const least = 1e-7;

export class Normalization extends layerOf('Normalization', 'normalization', options) {
  /** Axes that have a mean of their own, from the front. */
  #kept: number[] = [];
  #sizes: number[] = [];
  #rank = 0;
  /** Of the data measured, whose number of samples is open. */
  #dataShape: Shape | undefined;
  #measured: { mean: LayerVariable; variance: LayerVariable } | null = null;

  constructor(args: object = {}) {
    super(args);
    this.supportsMasking = true;
    const { mean, variance, axis } = this;
    if ((mean === null) !== (variance === null))
      throw new Error('normalization: mean and variance must be given both. Received: one of them.');
    if (mean === null || variance === null) return;
    const [shape, other] = [shapeOf(mean), shapeOf(variance)];
    if (shape.join() !== other.join())
      throw new Error(
        `normalization: mean and variance must have the same shape. Received: [${shape}] and [${other}].`,
      );
    if (shape.length <= [axis].flat().length) return;
    throw new Error(
      `normalization: mean must have at most one axis for each in axis, [${[axis].flat()}]. Received: shape [${shape}].`,
    );
  }

  override build(inputShape: Shape): void {
    const rank = inputShape.length;
    const given = [this.axis].flat();
    if (given.some((axis) => axis < -rank || axis >= rank))
      throw new Error(
        `normalization: axis must be from ${-rank} to ${rank - 1} for inputs of ${rank} axes. Received: [${given}].`,
      );
    this.#rank = rank;
    this.#kept = given.map((axis) => positiveAxis(axis, rank)).sort((a, b) => a - b);
    this.#sizes = this.#kept.map((axis) => knownSize(inputShape, axis, 'normalization'));
    if (this.mean === null) this.#addWeights();
  }

  #addWeights(): void {
    const [zeros, ones] = [toInitializer('zeros'), toInitializer('ones')];
    this.#measured = {
      mean: this.addVariable('mean', this.#sizes, { initializer: zeros, trainable: false }),
      variance: this.addVariable('variance', this.#sizes, { initializer: ones, trainable: false }),
    };
    // Keras keeps it in its files for older ones' sake.
    this.addVariable('count', [], { initializer: zeros, trainable: false, dtype: 'int32' });
  }

  adapt(data: AdaptData): void {
    if (this.mean !== null)
      throw new Error('normalization: adapt measures mean and variance, which were given. Leave them out.');
    tf.tidy(() => {
      const batches = batchesOf('normalization', data);
      for (const { shape } of batches) this.#checkData(shape);
      const { mean, variance } = batches.map((batch) => this.#moments(batch)).reduce(pooled);
      this.#measured!.mean.write(tf.reshape(mean, this.#sizes));
      this.#measured!.variance.write(tf.reshape(variance, this.#sizes));
    });
  }

  #checkData(shape: number[]): void {
    this.#dataShape ??= [null, ...shape.slice(1)];
    if (!this.built) {
      this.build(shape);
      this.built = true;
    }
    const fits = shape.length === this.#rank && this.#kept.every((axis, i) => shape[axis] === this.#sizes[i]);
    if (fits) return;
    throw new Error(
      `normalization: adapt takes data of ${this.#rank} axes with the sizes [${this.#sizes}] at [${this.#kept}]. Received: [${shape}].`,
    );
  }

  #moments(batch: tf.Tensor): Moments {
    const reduced = batch.shape.map((_, axis) => axis).filter((axis) => !this.#kept.includes(axis));
    const count = reduced.reduce((product, axis) => product * batch.shape[axis]!, 1);
    if (reduced.length === 0) return { mean: batch, variance: tf.zerosLike(batch), count };
    const { mean, variance } = tf.moments(batch, reduced);
    return { mean, variance, count };
  }

  /** What was measured has told: the first layer of a model needs no `inputShape` then. */
  override knownInput() {
    return super.knownInput() ?? (this.#dataShape && { shape: this.#dataShape, dtype: this.dtype });
  }

  override call(input: tf.Tensor): tf.Tensor {
    const { mean, variance } = this.#moderators(input.shape);
    const deviation = tf.maximum(tf.sqrt(variance), least);
    return this.invert ? tf.add(mean, tf.mul(input, deviation)) : tf.div(tf.sub(input, mean), deviation);
  }

  /** Mean and variance in a shape that goes with the input's. */
  #moderators(shape: number[]): { mean: tf.Tensor; variance: tf.Tensor } {
    if (this.#measured) {
      const wide = this.#wide(this.#sizes);
      const { mean, variance } = this.#measured;
      return { mean: tf.reshape(mean.read(), wide), variance: tf.reshape(variance.read(), wide) };
    }
    const given = [this.mean, this.variance].map((numbers) => tf.tensor(numbers as number[]));
    const wide = this.#wide(given[0]!.shape);
    if (wide.some((size, axis) => size !== 1 && size !== shape[axis]))
      throw new Error(
        `normalization: the shape of mean, [${given[0]!.shape}], must go with inputs of [${shape}] along axis [${this.#kept}].`,
      );
    const [mean, variance] = given.map((one) => tf.cast(tf.reshape(one, wide), 'float32'));
    return { mean: mean!, variance: variance! };
  }

  /** Sizes at the last of the kept axes, ones elsewhere. */
  #wide(sizes: readonly number[]): number[] {
    const axes = this.#kept.slice(this.#kept.length - sizes.length);
    return Array.from({ length: this.#rank }, (_, axis) => sizes[axes.indexOf(axis)] ?? 1);
  }
}

const shapeOf = (given: Numbers): number[] =>
  typeof given === 'number' ? [] : [given.length, ...shapeOf(given[0] ?? 0)];

interface Moments {
  readonly mean: tf.Tensor;
  readonly variance: tf.Tensor;
  readonly count: number;
}

/** Mean and variance of two samples together. */
function pooled(a: Moments, b: Moments): Moments {
  const count = a.count + b.count;
  const weighted = (x: tf.Tensor, y: tf.Tensor) =>
    tf.add(tf.mul(x, a.count / count), tf.mul(y, b.count / count));
  const mean = weighted(a.mean, b.mean);
  const spread = (one: Moments) => tf.add(one.variance, tf.square(tf.sub(one.mean, mean)));
  return { mean, variance: weighted(spread(a), spread(b)), count };
}

registerLayer(Normalization);

/**
 * Subtracts the mean and divides by the deviation of each feature: those given, or those that `adapt` measures before
 * training. Keras: `Normalization`.
 * @example
 * const layer = layers.normalization({ inputShape: [2] });
 * layer.adapt(tf.tensor2d([[0, 10], [2, 30]]));
 */
export function normalization(args: NormalizationLayerArgs = {}): NormalizationLayer {
  // Keras' null is a choice of its own here, not the default.
  return new Normalization(args.axis === null ? { ...args, axis: [] } : args);
}
