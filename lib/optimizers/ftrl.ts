// Follow the regularized leader: keeps weights that matter little at zero.
import { tf } from '../tf.js';
import { Optimizer, type OptimizerOptions, type Slots } from './optimizer.js';

export interface FtrlOptions extends OptimizerOptions {
  /** How the rate falls with what a weight has seen; 0 or below. Default -0.5. */
  learningRatePower?: number;
  /** Default 0.1. */
  initialAccumulatorValue?: number;
  /** Pulls weights to exactly zero. Default 0. */
  l1RegularizationStrength?: number;
  /** Default 0. */
  l2RegularizationStrength?: number;
  /** L2 of the loss instead of the step. Default 0. */
  l2ShrinkageRegularizationStrength?: number;
  /** Default 0. */
  beta?: number;
}

/** Follow the regularized leader (McMahan et al., 2013). */
export class Ftrl extends Optimizer {
  static readonly className = 'Ftrl';
  protected readonly slotNames = ['accumulator', 'linear'];
  private readonly settings: Required<Omit<FtrlOptions, keyof OptimizerOptions>>;

  constructor(options: FtrlOptions = {}) {
    super(options, 0.001);
    this.settings = {
      learningRatePower: options.learningRatePower ?? -0.5,
      initialAccumulatorValue: options.initialAccumulatorValue ?? 0.1,
      l1RegularizationStrength: options.l1RegularizationStrength ?? 0,
      l2RegularizationStrength: options.l2RegularizationStrength ?? 0,
      l2ShrinkageRegularizationStrength: options.l2ShrinkageRegularizationStrength ?? 0,
      beta: options.beta ?? 0,
    };
  }

  protected override slotStart(name: string, shape: number[], weight: tf.Variable): tf.Tensor {
    return name === 'accumulator'
      ? tf.fill(shape, this.settings.initialAccumulatorValue)
      : super.slotStart(name, shape, weight);
  }

  update(weight: tf.Variable, gradient: tf.Tensor, slots: Slots, rate: tf.Scalar): void {
    const { accumulator, linear } = slots as { accumulator: tf.Variable; linear: tf.Variable };
    const { l1RegularizationStrength: l1, l2RegularizationStrength: l2, beta } = this.settings;
    const slowed = (seen: tf.Tensor): tf.Tensor => tf.pow(seen, -this.settings.learningRatePower);
    const shrunk = tf.add(gradient, tf.mul(weight, 2 * this.settings.l2ShrinkageRegularizationStrength));
    const seen = tf.add(accumulator, tf.square(gradient));
    const shift = tf.div(tf.sub(slowed(seen), slowed(accumulator)), rate);
    linear.assign(tf.add(linear, tf.sub(shrunk, tf.mul(shift, weight))));
    const curvature = tf.add(tf.div(slowed(seen), rate), tf.add(tf.div(beta, rate), 2 * l2));
    weight.assign(tf.div(tf.sub(tf.clipByValue(linear, -l1, l1), linear), curvature));
    accumulator.assign(seen);
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { settings } = this;
    return {
      ...super.getConfig(),
      learning_rate_power: settings.learningRatePower,
      initial_accumulator_value: settings.initialAccumulatorValue,
      l1_regularization_strength: settings.l1RegularizationStrength,
      l2_regularization_strength: settings.l2RegularizationStrength,
      l2_shrinkage_regularization_strength: settings.l2ShrinkageRegularizationStrength,
      beta: settings.beta,
    };
  }
}
