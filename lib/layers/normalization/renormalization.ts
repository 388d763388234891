// Batch renormalization (Ioffe, 2017): in training the batch's own mean and deviation are corrected to moving ones, so
// that small batches are normalized as they will be in use.
import type { Layer } from '../../core/layer.js';
import { received } from '../../core/messages.js';
import { type Option, option, optional } from '../../core/options.js';
import type { Shape } from '../../core/shape.js';
import type { LayerVariable, WeightInitializer } from '../../core/variable.js';
import { tf } from '../../tf.js';

/** How far the correction may go: `r` between `rmin` and `rmax`, `d` up to `dmax` either way. Default: any. */
export interface RenormalizationLimits {
  rmin?: number | null;
  rmax?: number | null;
  dmax?: number | null;
}

const names = ['rmin', 'rmax', 'dmax'];

/** The option. */
export const limits = (): Option<RenormalizationLimits | null> =>
  optional(
    option((given, layer, name) => {
      if (
        typeof given !== 'object' ||
        given === null ||
        Object.keys(given).some((key) => !names.includes(key))
      )
        throw new Error(
          `${layer}: ${name} must be an object of ${names.join(', ')}. Received: ${received(given)}.`,
        );
      const { rmin = 0, rmax, dmax } = given as RenormalizationLimits;
      if (rmax != null && rmin !== null && rmax < rmin)
        throw new Error(`${layer}: rmax of ${name} must be at least rmin, ${rmin}. Received: ${rmax}.`);
      if (dmax != null && dmax < 0)
        throw new Error(`${layer}: dmax of ${name} must be at least 0. Received: ${dmax}.`);
      return { ...given };
    }),
  );

/** What is read of the layer. */
interface Renormalized extends Pick<Layer, 'addVariable'> {
  readonly epsilon: number;
  readonly momentum: number;
  readonly renormMomentum: number;
  readonly renormClipping: RenormalizationLimits | null;
  readonly movingMean: LayerVariable;
  readonly movingVariance: LayerVariable;
  readonly movingMeanInitializer: WeightInitializer;
  readonly movingVarianceInitializer: WeightInitializer;
}

/** The averages of a layer that renormalizes, and what it does by them. */
export class Renormalization {
  readonly #movingDeviation: LayerVariable;
  readonly #mean: LayerVariable;
  readonly #deviation: LayerVariable;

  constructor(
    private readonly layer: Renormalized,
    shape: Shape,
  ) {
    const { movingMeanInitializer, movingVarianceInitializer } = layer;
    const add = (name: string, initializer: WeightInitializer): LayerVariable =>
      layer.addVariable(name, shape, { initializer, trainable: false });
    const rootOfVariance = {
      apply: (sizes: number[]) => tf.tidy(() => tf.sqrt(movingVarianceInitializer.apply(sizes))),
    };
    this.#movingDeviation = add('moving_stddev', rootOfVariance);
    this.#mean = add('renorm_mean', movingMeanInitializer);
    this.#deviation = add('renorm_stddev', rootOfVariance);
  }

  /** What is normalized by the batch, as if by the averages. Nothing is learnt through the correction. */
  correct(even: tf.Tensor, mean: tf.Tensor, variance: tf.Tensor): tf.Tensor {
    const { rmin, rmax, dmax } = this.layer.renormClipping ?? {};
    const spread = (average: LayerVariable): tf.Tensor => tf.reshape(average.read(), mean.shape);
    const least = Math.sqrt(this.layer.epsilon);
    const deviation = tf.maximum(spread(this.#deviation), least);
    let factor = tf.div(this.#deviationOf(variance), deviation);
    let shift = tf.div(tf.sub(mean, spread(this.#mean)), deviation);
    if (rmin != null) factor = tf.maximum(factor, rmin);
    if (rmax != null) factor = tf.minimum(factor, rmax);
    if (dmax != null) shift = tf.clipByValue(shift, -dmax, dmax);
    return tf.add(tf.mul(even, constant(factor)), constant(shift));
  }

  /** Moves the averages. */
  average(mean: tf.Tensor, variance: tf.Tensor): void {
    const { momentum, renormMomentum, epsilon, movingMean, movingVariance } = this.layer;
    const deviation = this.#deviationOf(variance);
    moveTowards(this.#mean, mean, renormMomentum);
    moveTowards(this.#deviation, deviation, renormMomentum);
    moveTowards(movingMean, mean, momentum);
    moveTowards(this.#movingDeviation, deviation, momentum);
    movingVariance.write(tf.relu(tf.sub(tf.square(this.#movingDeviation.read()), epsilon)));
  }

  #deviationOf(variance: tf.Tensor): tf.Tensor {
    return tf.sqrt(tf.add(variance, this.layer.epsilon));
  }
}

/** A moving average's next value. */
export function moveTowards(average: LayerVariable, value: tf.Tensor, momentum: number): void {
  const before = average.read();
  const change = tf.mul(tf.sub(before, tf.reshape(value, before.shape)), 1 - momentum);
  average.write(tf.sub(before, change));
}

/** The same numbers, through which no gradient flows. */
const constant = tf.customGrad((x) => ({
  value: tf.clone(x as tf.Tensor),
  gradFunc: (dy: tf.Tensor) => tf.zerosLike(dy),
}));
