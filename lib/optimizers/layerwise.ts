// Optimizers that measure a weight's step by the weight's own size, for large batches and large models.
import { tf } from '../tf.js';
import { type AdamOptions, biasCorrection, moveMean } from './adam.js';
import { Optimizer, type OptimizerOptions, type Slots } from './optimizer.js';

const norm = (values: tf.Tensor): tf.Tensor => tf.sqrt(tf.sum(tf.square(values)));
const rootMeanSquare = (values: tf.Tensor): tf.Tensor => tf.sqrt(tf.mean(tf.square(values)));

/** Adam's direction, as long as the weight is (You et al., 2019). */
export class Lamb extends Optimizer {
  static readonly className = 'Lamb';
  protected readonly slotNames = ['momentum', 'velocity'];
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;

  constructor(options: AdamOptions = {}) {
    super(options, 0.001);
    this.beta1 = options.beta1 ?? 0.9;
    this.beta2 = options.beta2 ?? 0.999;
    this.epsilon = options.epsilon ?? 1e-7;
  }

  protected override get slotGroups(): string[][] {
    return [['momentum', 'velocity']];
  }

  update(weight: tf.Variable, gradient: tf.Tensor, slots: Slots, rate: tf.Scalar, step: tf.Scalar): void {
    const { momentum, velocity } = slots as { momentum: tf.Variable; velocity: tf.Variable };
    moveMean(momentum, gradient, this.beta1);
    moveMean(velocity, tf.square(gradient), this.beta2);
    const size = tf.add(tf.sqrt(tf.div(velocity, biasCorrection(this.beta2, step))), this.epsilon);
    const change = tf.div(tf.div(momentum, biasCorrection(this.beta1, step)), size);
    const [own, its] = [norm(weight), norm(change)];
    // No trust to speak of between nothing and something: one to one.
    const apart = tf.logicalAnd(tf.greater(own, 0), tf.greater(its, 0));
    const ratio = tf.where(apart, tf.div(own, tf.maximum(its, 1e-38)), tf.onesLike(own));
    weight.assign(tf.sub(weight, tf.mul(change, tf.mul(ratio, rate))));
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), beta_1: this.beta1, beta_2: this.beta2, epsilon: this.epsilon };
  }
}

export interface AdafactorOptions extends OptimizerOptions {
  /** How the decay of the mean square grows with the step. Default -0.8. */
  beta2Decay?: number;
  /** Keeps the divisor from zero. Default 1e-30. */
  epsilon1?: number;
  /** Least size of a weight that a step is measured by. Default 0.001. */
  epsilon2?: number;
  /** Greatest root mean square of a step, before the rate. Default 1. */
  clipThreshold?: number;
  /** Lets a fixed rate fall with the root of the step. Default true. */
  relativeStep?: boolean;
}

/** The mean square by rows and columns instead of for each weight: less memory (Shazeer & Stern, 2018). */
export class Adafactor extends Optimizer {
  static readonly className = 'Adafactor';
  protected readonly slotNames = ['rows', 'columns', 'velocity'];
  readonly beta2Decay: number;
  readonly epsilon1: number;
  readonly epsilon2: number;
  readonly clipThreshold: number;
  readonly relativeStep: boolean;

  constructor(options: AdafactorOptions = {}) {
    super(options, 0.001);
    this.beta2Decay = options.beta2Decay ?? -0.8;
    this.epsilon1 = options.epsilon1 ?? 1e-30;
    this.epsilon2 = options.epsilon2 ?? 0.001;
    this.clipThreshold = options.clipThreshold ?? 1;
    this.relativeStep = options.relativeStep ?? true;
  }

  /** Vectors are kept whole; Keras, too, gives them rows and columns of nothing. */
  protected override slotStart(name: string, shape: number[]): tf.Tensor {
    if (name === 'velocity') return tf.zeros(shape);
    if (shape.length < 2) return tf.scalar(0);
    return tf.zeros(name === 'rows' ? shape.slice(0, -1) : [...shape.slice(0, -2), shape.at(-1)!]);
  }

  update(weight: tf.Variable, gradient: tf.Tensor, slots: Slots, rate: tf.Scalar, step: tf.Scalar): void {
    const most = tf.minimum(rate, tf.rsqrt(step));
    const pace = tf.mul(tf.maximum(rootMeanSquare(weight), this.epsilon2), most);
    this.observe(tf.add(tf.square(gradient), this.epsilon1), slots, step, weight.rank > 1);
    const change = tf.div(gradient, tf.sqrt(slots.velocity!));
    const clipped = tf.div(change, tf.maximum(tf.div(rootMeanSquare(change), this.clipThreshold), 1));
    weight.assign(tf.sub(weight, tf.mul(clipped, pace)));
  }

  private observe(
    square: tf.Tensor,
    { rows, columns, velocity }: Slots,
    step: tf.Scalar,
    isMatrix: boolean,
  ): void {
    const fresh = tf.pow(step, this.beta2Decay);
    const move = (mean: tf.Variable, value: tf.Tensor): void =>
      mean.assign(tf.add(mean, tf.mul(tf.sub(value, mean), fresh)));
    if (!isMatrix) {
      move(velocity!, square);
      return;
    }
    move(rows!, tf.mean(square, -1));
    move(columns!, tf.mean(square, -2));
    const shares = tf.div(rows!, tf.mean(rows!, -1, true));
    velocity!.assign(tf.mul(tf.expandDims(shares, -1), tf.expandDims(columns!, -2)));
  }

  override getConfig(): tf.serialization.ConfigDict {
    return {
      ...super.getConfig(),
      beta_2_decay: this.beta2Decay,
      epsilon_1: this.epsilon1,
      epsilon_2: this.epsilon2,
      clip_threshold: this.clipThreshold,
      relative_step: this.relativeStep,
    };
  }
}
