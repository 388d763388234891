// Batch normalization: by the batch's own mean and variance in training, by moving averages in use and while frozen.

import type { CallOptions } from '../../core/layer.js';
import { firstMask } from '../../core/masks.js';
import { flag, layerOf, number } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import { knownSize, positiveAxis, type Shape } from '../../core/shape.js';
import { isSharedStep } from '../../core/shared-step.js';
import type { LayerVariable } from '../../core/variable.js';
import {
  canFuseBatchNormalization,
  fusedBatchNormalization,
} from '../../engine/kernels/batch-normalization.js';
import type { Initializer } from '../../initializers/initializers.js';
import { tf } from '../../tf.js';
import { asFloat } from '../base/as-float.js';
import type { Initializing, Layer } from '../base/layer.js';
import { axis, checkAxes } from '../base/number-options.js';
import { initializer, settingsOf } from '../base/weight-options.js';
import { type Moments, maskedMoments } from './masked-moments.js';
import { momentsOfAll } from './moments-of-all.js';
import { type NormalizationArgs, normalizationOptions, sizesOfAxes } from './options.js';
import { limits, moveTowards, Renormalization, type RenormalizationLimits } from './renormalization.js';
import { momentsOf, standardizeChannels } from './standardize.js';

const options = {
  axis: axis(-1),
  momentum: number(0.99),
  ...normalizationOptions,
  movingMeanInitializer: initializer('zeros'),
  movingVarianceInitializer: initializer('ones'),
  synchronized: flag(false),
  renorm: flag(false),
  renormClipping: limits(),
  renormMomentum: number(0.99),
};

export class BatchNormalization extends layerOf('BatchNormalization', 'batchNormalization', options) {
  override supportsMasking = true;
  gamma: LayerVariable | null = null;
  beta: LayerVariable | null = null;
  movingMean!: LayerVariable;
  movingVariance!: LayerVariable;
  #renormalization: Renormalization | null = null;

  override build(inputShape: Shape): void {
    checkAxes('batchNormalization', this.axis, inputShape);
    const shape = [knownSize(inputShape, this.axis, 'batchNormalization')];
    if (this.scale) this.gamma = this.addVariable('gamma', shape, settingsOf(this, 'gamma'));
    if (this.center) this.beta = this.addVariable('beta', shape, settingsOf(this, 'beta'));
    const average = (name: string, initializer: Initializer): LayerVariable =>
      this.addVariable(name, shape, { initializer, trainable: false });
    this.movingMean = average('moving_mean', this.movingMeanInitializer);
    this.movingVariance = average('moving_variance', this.movingVarianceInitializer);
    if (this.renorm) this.#renormalization = new Renormalization(this, shape);
    this.inputSpec = sizesOfAxes(inputShape, this.axis);
  }

  override call(input: tf.Tensor, options: CallOptions): tf.Tensor {
    const x = asFloat(input);
    const mask = firstMask(options.mask);
    if (mask) checkMask(mask, x);
    if (!options.training || !this.trainable) return this.#byAverages(x);
    const isFast = !mask && !this.#renormalization && !this.#isTogether;
    return isFast ? this.#byBatch(x) : this.#byFormula(x, mask);
  }

  /** The fast way: no mask, and nothing but gamma and beta between the batch and the result. */
  #byBatch(x: tf.Tensor): tf.Tensor {
    const at = positiveAxis(this.axis, x.rank);
    const size = x.shape[at]!;
    const gamma = this.gamma?.read() ?? tf.ones([size]);
    const beta = this.beta?.read() ?? tf.zeros([size]);
    if (canFuseBatchNormalization(x, at)) {
      const { value, mean, variance } = fusedBatchNormalization(x, gamma, beta, this.epsilon);
      this.#average({ mean, variance });
      return value;
    }
    const axes = this.#others(x);
    const value = standardizeChannels(x, this.#spread(gamma, x), this.#spread(beta, x), axes, this.epsilon);
    this.#average(momentsOf(x, axes));
    return value;
  }

  #byFormula(x: tf.Tensor, mask: tf.Tensor | null): tf.Tensor {
    const axes = this.#others(x);
    const { mean, variance } = this.#moments(x, mask, axes);
    const inverse = tf.rsqrt(tf.add(variance, this.epsilon));
    const even = tf.mul(tf.sub(x, mean), inverse);
    const corrected = this.#renormalization?.correct(even, mean, variance) ?? even;
    if (this.#renormalization) this.#renormalization.average(mean, variance);
    else this.#average({ mean, variance });
    const scaled = this.gamma ? tf.mul(corrected, this.#spread(this.gamma.read(), x)) : corrected;
    return this.beta ? tf.add(scaled, this.#spread(this.beta.read(), x)) : scaled;
  }

  #moments(x: tf.Tensor, mask: tf.Tensor | null, axes: number[]): Moments {
    if (this.#isTogether) return momentsOfAll(x, mask, axes);
    return mask ? maskedMoments(x, mask, axes) : momentsOf(x, axes);
  }

  /** By the rows of all processes that share the batch. */
  get #isTogether(): boolean {
    return this.synchronized && isSharedStep();
  }

  #byAverages(x: tf.Tensor): tf.Tensor {
    const [mean, variance] = [this.movingMean.read(), this.movingVariance.read()];
    const [gamma, beta] = [this.gamma?.read(), this.beta?.read()];
    const isLast = positiveAxis(this.axis, x.rank) === x.rank - 1;
    // One op, whose gradient is slow: only where none is asked for.
    if (isLast && tf.engine().state.gradientDepth === 0) {
      const rows = x.rank <= 4 ? x : tf.reshape(x, [-1, x.shape.at(-1)!]);
      const even = tf.batchNorm(
        rows,
        mean as never,
        variance as never,
        beta as never,
        gamma as never,
        this.epsilon,
      );
      return x.rank <= 4 ? even : tf.reshape(even, x.shape);
    }
    const inverse = tf.rsqrt(tf.add(variance, this.epsilon));
    const scale = gamma ? tf.mul(inverse, gamma) : inverse;
    const moved = tf.mul(mean, scale);
    const shift = beta ? tf.sub(beta, moved) : tf.neg(moved);
    return tf.add(tf.mul(x, this.#spread(scale, x)), this.#spread(shift, x));
  }

  #average({ mean, variance }: Moments): void {
    moveTowards(this.movingMean, mean, this.momentum);
    moveTowards(this.movingVariance, variance, this.momentum);
  }

  #others(x: tf.Tensor): number[] {
    const at = positiveAxis(this.axis, x.rank);
    return [...x.shape.keys()].filter((i) => i !== at);
  }

  /** One number a channel, for a tensor with its channels where `x` has them. */
  #spread(weight: tf.Tensor, x: tf.Tensor): tf.Tensor {
    const at = positiveAxis(this.axis, x.rank);
    return tf.reshape(
      weight,
      x.shape.map((size, i) => (i === at ? size : 1)),
    );
  }
}
registerLayer(BatchNormalization);

function checkMask(mask: tf.Tensor, x: tf.Tensor): void {
  if (mask.rank === x.rank - 1) return;
  throw new Error(
    `batchNormalization: the mask must have one axis less than the input. Received: a mask of [${mask.shape}] for an input of [${x.shape}].`,
  );
}

/**
 * Mean 0 and deviation 1 over the batch; in use, by moving averages (Ioffe & Szegedy, 2015). Leave the activation
 * out of the layer before it and put it after: dense, batchNormalization, activation. With `trainable: false` it goes
 * by its averages in training, too. Keras: `BatchNormalization`.
 * @example
 * sequential([
 *   layers.dense({ units: 64, inputShape: [4] }),
 *   layers.batchNormalization(),
 *   layers.activation('relu'),
 * ])
 */
export function batchNormalization(
  args: NormalizationArgs & {
    /** How slowly the averages move. Default 0.99. */
    momentum?: number;
    /** Where the features are. Default -1. */
    axis?: number;
    /** Default `zeros`. */
    movingMeanInitializer?: Initializing;
    /** Default `ones`. */
    movingVarianceInitializer?: Initializing;
    /**
     * Where several processes train together (docs/distribute.md), goes by the rows of all of them; alone it changes nothing.
     * Default false: by each process's own.
     */
    synchronized?: boolean;
    /** Normalizes by averages in training, too (Ioffe, 2017). Default false. */
    renorm?: boolean;
    /** How far that may lead away from the batch. Default: no limit. */
    renormClipping?: RenormalizationLimits;
    /** How slowly those averages move. Default 0.99. */
    renormMomentum?: number;
  } = {},
): Layer {
  return new BatchNormalization(args);
}
