// Adam and its relatives: running means of the gradient and of its size.
import { tf } from '../tf.js';
import { Optimizer, type OptimizerOptions, type Slots } from './optimizer.js';

/** Options of `optimizers.adam` and its relatives. */
export interface AdamOptions extends OptimizerOptions {
  /** Decay of the gradients' mean. Default 0.9. */
  beta1?: number;
  /** Decay of the squared gradients' mean. Default 0.999. */
  beta2?: number;
  /** Keeps the divisor from zero. Default 1e-7. */
  epsilon?: number;
}

abstract class AdamFamily extends Optimizer {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;

  constructor(options: AdamOptions) {
    super(options, 0.001);
    this.beta1 = options.beta1 ?? 0.9;
    this.beta2 = options.beta2 ?? 0.999;
    this.epsilon = options.epsilon ?? 1e-7;
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), beta_1: this.beta1, beta_2: this.beta2, epsilon: this.epsilon };
  }
}

/** Moves a running mean towards a value. */
export function moveMean(mean: tf.Variable, value: tf.Tensor, decay: number): void {
  mean.assign(tf.add(mean, tf.mul(tf.sub(value, mean), 1 - decay)));
}

/** `1 - decay ^ step`: divides a running mean that began at zero, as in Adam's article. */
export const biasCorrection = (decay: number, step: tf.Scalar): tf.Scalar =>
  tf.sub(1, tf.pow(tf.scalar(decay), step));

/** Adaptive moment estimation (Kingma & Ba, 2014). */
export class Adam extends AdamFamily {
  static readonly className: string = 'Adam';
  protected readonly slotNames: readonly string[];
  readonly amsgrad: boolean;

  constructor(options: AdamOptions & { amsgrad?: boolean } = {}) {
    super(options);
    this.amsgrad = options.amsgrad ?? false;
    this.slotNames = this.amsgrad ? ['momentum', 'velocity', 'velocity_hat'] : ['momentum', 'velocity'];
  }

  protected override get slotGroups(): string[][] {
    return [['momentum', 'velocity'], ...(this.amsgrad ? [['velocity_hat']] : [])];
  }

  update(weight: tf.Variable, gradient: tf.Tensor, slots: Slots, rate: tf.Scalar, step: tf.Scalar): void {
    const scale = tf.div(
      tf.mul(rate, tf.sqrt(biasCorrection(this.beta2, step))),
      biasCorrection(this.beta1, step),
    );
    moveMean(slots.momentum!, gradient, this.beta1);
    moveMean(slots.velocity!, tf.square(gradient), this.beta2);
    const size = this.amsgrad ? this.largest(slots) : slots.velocity!;
    const divisor = tf.add(tf.sqrt(size), this.epsilon);
    weight.assign(tf.sub(weight, tf.div(tf.mul(slots.momentum!, scale), divisor)));
  }

  private largest({ velocity, velocity_hat }: Slots): tf.Variable {
    velocity_hat!.assign(tf.maximum(velocity_hat!, velocity!));
    return velocity_hat!;
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), amsgrad: this.amsgrad };
  }
}

/** Adam with weight decay apart from the gradient (Loshchilov & Hutter, 2017); decay 0.004 by default. */
export class AdamW extends Adam {
  static override readonly className = 'AdamW';

  constructor(options: AdamOptions & { amsgrad?: boolean } = {}) {
    super({ ...options, weightDecay: options.weightDecay ?? 0.004 });
  }
}

/** Adam by the largest gradient instead of the mean square. */
export class Adamax extends AdamFamily {
  static readonly className = 'Adamax';
  protected readonly slotNames = ['momentum', 'norm'];

  constructor(options: AdamOptions = {}) {
    super(options);
  }

  update(weight: tf.Variable, gradient: tf.Tensor, slots: Slots, rate: tf.Scalar, step: tf.Scalar): void {
    const { momentum, norm } = slots as { momentum: tf.Variable; norm: tf.Variable };
    moveMean(momentum, gradient, this.beta1);
    norm.assign(tf.maximum(tf.mul(norm, this.beta2), tf.abs(gradient)));
    const divisor = tf.mul(tf.add(norm, this.epsilon), biasCorrection(this.beta1, step));
    weight.assign(tf.sub(weight, tf.div(tf.mul(momentum, rate), divisor)));
  }
}

/** Adam with Nesterov's momentum (Dozat, 2015). */
export class Nadam extends AdamFamily {
  static readonly className = 'Nadam';
  protected readonly slotNames = ['momentum', 'velocity'];
  private productVariable: tf.Variable<tf.Rank.R0> | undefined;
  private now: { u: tf.Scalar; next: tf.Scalar; product: tf.Scalar } | undefined;

  constructor(options: AdamOptions = {}) {
    super(options);
  }

  /** The product of all momentum coefficients so far. */
  get product(): tf.Variable<tf.Rank.R0> {
    this.productVariable ??= tf.tidy(() => tf.variable(tf.scalar(1), false));
    return this.productVariable;
  }

  override build(weights: readonly tf.Variable[]): void {
    super.build(weights);
    void this.product;
  }

  protected override startStep(step: tf.Scalar): void {
    const coefficient = (at: tf.Scalar): tf.Scalar =>
      tf.mul(tf.sub(1, tf.mul(tf.pow(tf.scalar(0.96), at), 0.5)), this.beta1);
    const u = coefficient(step);
    this.product.assign(tf.mul(this.product, u));
    this.now = { u, next: coefficient(tf.add(step, 1)), product: this.product };
  }

  update(weight: tf.Variable, gradient: tf.Tensor, slots: Slots, rate: tf.Scalar, step: tf.Scalar): void {
    const { u, next, product } = this.now!;
    moveMean(slots.momentum!, gradient, this.beta1);
    moveMean(slots.velocity!, tf.square(gradient), this.beta2);
    const ahead = tf.div(tf.mul(next, slots.momentum!), tf.sub(1, tf.mul(product, next)));
    const here = tf.div(tf.mul(tf.sub(1, u), gradient), tf.sub(1, product));
    const size = tf.div(slots.velocity!, biasCorrection(this.beta2, step));
    const divisor = tf.add(tf.sqrt(size), this.epsilon);
    weight.assign(tf.sub(weight, tf.div(tf.mul(tf.add(ahead, here), rate), divisor)));
  }

  protected override get sharedSlots(): readonly tf.Variable[] {
    return [this.product];
  }

  override dispose(): void {
    super.dispose();
    this.productVariable?.dispose();
    this.productVariable = undefined;
  }
}
