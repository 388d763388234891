// Adam without a schedule: the weights are a running mean of where its steps lead.
import { tf } from '../tf.js';
import type { AdamOptions } from './adam.js';
import { biasCorrection, moveMean } from './adam.js';
import { Optimizer, type Slots } from './optimizer.js';

export interface ScheduleFreeOptions extends AdamOptions {
  /** Steps over which the rate rises from 0. Default 0. */
  warmupSteps?: number;
}

/** Adam whose weights lie between its steps and their mean (Defazio et al., 2024). */
export class ScheduleFreeAdamW extends Optimizer {
  static readonly className = 'ScheduleFreeAdamW';
  protected readonly slotNames = ['momentum', 'velocity'];
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly warmupSteps: number;

  constructor(options: ScheduleFreeOptions = {}) {
    super(options, 0.0025);
    this.beta1 = options.beta1 ?? 0.9;
    this.beta2 = options.beta2 ?? 0.999;
    this.epsilon = options.epsilon ?? 1e-8;
    this.warmupSteps = options.warmupSteps ?? 0;
  }

  /** The steps begin where the weight is. */
  protected override slotStart(name: string, shape: number[], weight: tf.Variable): tf.Tensor {
    return name === 'momentum' ? tf.clone(weight) : super.slotStart(name, shape, weight);
  }

  protected override get slotGroups(): string[][] {
    return [['momentum', 'velocity']];
  }

  update(weight: tf.Variable, gradient: tf.Tensor, slots: Slots, rate: tf.Scalar, step: tf.Scalar): void {
    const { momentum: place, velocity } = slots as { momentum: tf.Variable; velocity: tf.Variable };
    const before = tf.clone(place);
    const warm = this.warmupSteps > 0 ? tf.mul(rate, tf.minimum(tf.div(step, this.warmupSteps), 1)) : rate;
    moveMean(velocity, tf.square(gradient), this.beta2);
    const size = tf.add(tf.sqrt(tf.div(velocity, biasCorrection(this.beta2, step))), this.epsilon);
    place.assign(tf.sub(place, tf.div(tf.mul(warm, gradient), size)));
    const mean = tf.div(tf.sub(weight, tf.mul(before, 1 - this.beta1)), this.beta1);
    const share = tf.div(1, step);
    const moved = tf.add(tf.mul(mean, tf.sub(1, share)), tf.mul(place, share));
    weight.assign(tf.add(tf.mul(place, 1 - this.beta1), tf.mul(moved, this.beta1)));
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { beta1, beta2, epsilon, warmupSteps } = this;
    return { ...super.getConfig(), beta_1: beta1, beta_2: beta2, epsilon, warmup_steps: warmupSteps };
  }
}
