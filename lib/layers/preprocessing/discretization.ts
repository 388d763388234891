// Discretization: numbers by the range that they lie in.
import type { Layer as CoreLayer } from '../../core/layer.js';
import { received } from '../../core/messages.js';
import { choice, layerOf, number, type Option, option, optional, size } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import type { Shape } from '../../core/shape.js';
import { tf } from '../../tf.js';
import type { Layer, LayerArgs } from '../base/layer.js';
import { type AdaptData, batchesOf } from './adapt-data.js';
import { type CategoryMode, encodeCategories, encodedShape } from './encode-categories.js';
import { binBoundaries, emptySummary, merged, summaryOf } from './quantiles.js';

/** Arguments of `layers.discretization`: boundaries, or how many ranges `adapt` is to find. */
export interface DiscretizationArgs extends LayerArgs {
  /** Where one range ends and the next begins, in order. Default: none. */
  binBoundaries?: number[];
  /** How many ranges, with as many samples each, `adapt` finds. Default: none. */
  numBins?: number;
  /** How exact it is about that. Default: 0.01. */
  epsilon?: number;
  /** `int`: the number of the range; else as `layers.categoryEncoding`. Default: 'int'. */
  outputMode?: 'int' | CategoryMode | 'one_hot' | 'multi_hot';
}

/** A layer that learns from data by `adapt`, before training. */
export interface DiscretizationLayer extends Layer {
  /** Finds the boundaries. @param data all samples, or a list of batches as tensors */
  adapt(data: AdaptData): void;
}

const ordered = (): Option<number[] | null> =>
  optional(
    option((given, layer, name) => {
      const isGood = (one: unknown, i: number, all: unknown[]) =>
        Number.isFinite(one) && (i === 0 || (all[i - 1] as number) <= (one as number));
      if (Array.isArray(given) && given.every(isGood)) return [...given] as number[];
      throw new Error(
        `${layer}: ${name} must be numbers in rising order. Received: ${Array.isArray(given) ? JSON.stringify(given) : received(given)}.`,
      );
    }),
  );

const options = {
  binBoundaries: ordered(),
  numBins: optional(size()),
  epsilon: number(0.01),
  outputMode: choice(['int', 'oneHot', 'multiHot', 'count'], 'int'),
};

export class Discretization extends layerOf('Discretization', 'discretization', options) {
  #boundaries: number[] | null;

  constructor(args: object) {
    super(args);
    this.#boundaries = this.binBoundaries;
    if ((this.binBoundaries === null) !== (this.numBins === null)) return;
    throw new Error(
      `discretization: either binBoundaries or numBins must be given. Received: ${this.numBins === null ? 'neither' : 'both'}.`,
    );
  }

  /** What was adapted has both. */
  static override fromConfig(
    layerClass: new (config: never) => CoreLayer,
    config: Record<string, unknown>,
  ): CoreLayer {
    const { binBoundaries, ...others } = config;
    if (binBoundaries == null || config.numBins == null) return new layerClass(config as never);
    const layer = new layerClass(others as never);
    if (layer instanceof Discretization)
      layer.#boundaries = options.binBoundaries.read(binBoundaries, 'discretization', 'binBoundaries');
    return layer;
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), binBoundaries: this.#boundaries };
  }

  adapt(data: AdaptData): void {
    if (this.numBins === null)
      throw new Error('discretization: adapt finds boundaries, which were given. Give numBins instead.');
    const batches = tf.tidy(() => batchesOf('discretization', data).map((batch) => batch.dataSync()));
    const summary = batches
      .map((values) => summaryOf(values as Float32Array, this.epsilon))
      .reduce((all, one) => merged(one, all, this.epsilon), emptySummary);
    this.#boundaries = binBoundaries(summary, this.numBins);
  }

  override call(input: tf.Tensor): tf.Tensor {
    const boundaries = this.#boundaries;
    if (!boundaries)
      throw new Error('discretization: the boundaries are not known yet. Call its adapt(data) first.');
    const ranges = rangesOf(tf.cast(input, 'float32'), boundaries);
    return this.outputMode === 'int'
      ? ranges
      : encodeCategories(ranges, this.outputMode, boundaries.length + 1);
  }

  override computeOutputShape(inputShape: Shape): Shape {
    if (this.outputMode === 'int') return inputShape;
    return encodedShape(
      inputShape,
      this.outputMode,
      this.#boundaries ? this.#boundaries.length + 1 : this.numBins!,
    );
  }

  override computeOutputType(): tf.DataType {
    return this.outputMode === 'int' ? 'int32' : 'float32';
  }
}

/** How many boundaries lie at or below each number; below one that is none, all do. */
function rangesOf(input: tf.Tensor, boundaries: number[]): tf.Tensor {
  if (boundaries.length === 0) return tf.zeros(input.shape, 'int32');
  const below = tf.less(tf.expandDims(input, -1), tf.tensor1d(boundaries));
  return tf.sub(tf.scalar(boundaries.length, 'int32'), tf.sum(tf.cast(below, 'int32'), -1));
}
registerLayer(Discretization);

/**
 * Turns numbers into the number of the range that each lies in. Keras: `Discretization`.
 * @example layers.discretization({ binBoundaries: [0, 1, 2] })
 */
export function discretization(args: DiscretizationArgs): DiscretizationLayer {
  return new Discretization(args);
}
