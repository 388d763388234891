// Optimizers that fit each weight's step to the gradients it has seen.
import { tf } from '../tf.js';
import { moveMean } from './adam.js';
import { Optimizer, type OptimizerOptions, type Slots } from './optimizer.js';

/** Smaller steps for weights that have moved much (Duchi et al., 2011). */
export class Adagrad extends Optimizer {
  static readonly className = 'Adagrad';
  protected readonly slotNames = ['accumulator'];
  readonly start: number;
  readonly epsilon: number;

  constructor(options: OptimizerOptions & { initialAccumulatorValue?: number; epsilon?: number } = {}) {
    super(options, 0.001);
    this.start = options.initialAccumulatorValue ?? 0.1;
    this.epsilon = options.epsilon ?? 1e-7;
  }

  protected override slotStart(_name: string, shape: number[]): tf.Tensor {
    return tf.fill(shape, this.start);
  }

  update(weight: tf.Variable, gradient: tf.Tensor, slots: Slots, rate: tf.Scalar): void {
    const sum = slots.accumulator!;
    sum.assign(tf.add(sum, tf.square(gradient)));
    const divisor = tf.sqrt(tf.add(sum, this.epsilon));
    weight.assign(tf.sub(weight, tf.div(tf.mul(gradient, rate), divisor)));
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), initial_accumulator_value: this.start, epsilon: this.epsilon };
  }
}

/** Adagrad with a moving window, in units of the weights themselves (Zeiler, 2012). */
export class Adadelta extends Optimizer {
  static readonly className = 'Adadelta';
  protected readonly slotNames = ['accumulated_grad', 'accumulated_delta_var'];
  readonly rho: number;
  readonly epsilon: number;

  constructor(options: OptimizerOptions & { rho?: number; epsilon?: number } = {}) {
    super(options, 0.001);
    this.rho = options.rho ?? 0.95;
    this.epsilon = options.epsilon ?? 1e-7;
  }

  update(weight: tf.Variable, gradient: tf.Tensor, slots: Slots, rate: tf.Scalar): void {
    const seen = slots.accumulated_grad!;
    const moved = slots.accumulated_delta_var!;
    const root = (mean: tf.Tensor): tf.Tensor => tf.sqrt(tf.add(mean, this.epsilon));
    moveMean(seen, tf.square(gradient), this.rho);
    const change = tf.neg(tf.div(tf.mul(root(moved), gradient), root(seen)));
    moveMean(moved, tf.square(change), this.rho);
    weight.assign(tf.add(weight, tf.mul(change, rate)));
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), rho: this.rho, epsilon: this.epsilon };
  }
}

/** Options of `optimizers.rmsprop`. */
export interface RmspropOptions extends OptimizerOptions {
  /** Decay of the squared gradients' mean. Default 0.9. */
  rho?: number;
  /** Share of the last change that is added to the next one. Default 0. */
  momentum?: number;
  epsilon?: number;
  /** Divides by the variance instead of the mean square. Default false. */
  centered?: boolean;
}

/** The gradient over the root of its mean square (Hinton, 2012). */
export class RMSprop extends Optimizer {
  static readonly className = 'RMSprop';
  protected readonly slotNames: readonly string[];
  readonly rho: number;
  readonly momentum: number;
  readonly epsilon: number;
  readonly centered: boolean;

  constructor(options: RmspropOptions = {}) {
    super(options, 0.001);
    this.rho = options.rho ?? 0.9;
    this.momentum = options.momentum ?? 0;
    this.epsilon = options.epsilon ?? 1e-7;
    this.centered = options.centered ?? false;
    this.slotNames = [
      'velocity',
      ...(this.momentum > 0 ? ['momentum'] : []),
      ...(this.centered ? ['average_gradient'] : []),
    ];
  }

  protected override get slotGroups(): string[][] {
    return this.slotNames.map((name) => [name]);
  }

  update(weight: tf.Variable, gradient: tf.Tensor, slots: Slots, rate: tf.Scalar): void {
    const { velocity, momentum, average_gradient: mean } = slots;
    moveMean(velocity!, tf.square(gradient), this.rho);
    if (mean) moveMean(mean, gradient, this.rho);
    const spread: tf.Tensor = mean ? tf.sub(velocity!, tf.square(mean)) : velocity!;
    const change = tf.div(tf.mul(gradient, rate), tf.sqrt(tf.add(spread, this.epsilon)));
    if (momentum) momentum.assign(tf.add(tf.mul(momentum, this.momentum), change));
    weight.assign(tf.sub(weight, momentum ?? change));
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { rho, momentum, epsilon, centered } = this;
    return { ...super.getConfig(), rho, momentum, epsilon, centered };
  }
}

/** Steps of one size by the sign of a running mean (Chen et al., 2023). */
export class Lion extends Optimizer {
  static readonly className = 'Lion';
  protected readonly slotNames = ['momentum'];
  readonly beta1: number;
  readonly beta2: number;

  constructor(options: OptimizerOptions & { beta1?: number; beta2?: number } = {}) {
    super(options, 0.001);
    this.beta1 = options.beta1 ?? 0.9;
    this.beta2 = options.beta2 ?? 0.99;
  }

  update(weight: tf.Variable, gradient: tf.Tensor, slots: Slots, rate: tf.Scalar): void {
    const mean = slots.momentum!;
    const direction = tf.add(tf.mul(mean, this.beta1), tf.mul(gradient, 1 - this.beta1));
    weight.assign(tf.sub(weight, tf.mul(tf.sign(direction), rate)));
    moveMean(mean, gradient, this.beta2);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), beta_1: this.beta1, beta_2: this.beta2 };
  }
}
