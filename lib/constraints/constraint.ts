// Limits on weights: the classes.
import { classNameOf } from '../core/serializable.js';
import { tf } from '../tf.js';

/** Keras' `epsilon()`: keeps a division by a norm from being one by zero. */
const epsilon = 1e-7;

/** The axes that a norm is taken over. */
export type NormAxis = number | number[];

/**
 * Brings a weight within its limits: `apply(weight)` gives it after each update. Base of constraints of one's own too. Keras:
 * `Constraint`.
 * @example
 * class Centred extends constraints.Constraint {
 *   override apply(weight: tf.Tensor) { return tf.sub(weight, tf.mean(weight)); }
 * }
 * layers.dense({ units: 4, kernelConstraint: new Centred() })
 */
export abstract class Constraint {
  /** The name by which files know it. */
  static readonly className: string = 'Constraint';

  abstract apply(weight: tf.Tensor): tf.Tensor;

  getClassName(): string {
    return classNameOf(this);
  }

  /** What makes it again. */
  getConfig(): Record<string, unknown> {
    return {};
  }
}

export class NonNeg extends Constraint {
  static override readonly className = 'NonNeg';

  apply(weight: tf.Tensor): tf.Tensor {
    return tf.relu(weight);
  }
}

export class UnitNorm extends Constraint {
  static override readonly className = 'UnitNorm';
  readonly axis: NormAxis;

  constructor({ axis = 0 }: { axis?: NormAxis } = {}) {
    super();
    this.axis = axis;
  }

  apply(weight: tf.Tensor): tf.Tensor {
    return tf.tidy(() => tf.div(weight, tf.add(normsOf(weight, this.axis), epsilon)));
  }

  override getConfig(): Record<string, unknown> {
    return { axis: this.axis };
  }
}

export class MinMaxNorm extends Constraint {
  static override readonly className = 'MinMaxNorm';
  readonly minValue: number;
  readonly maxValue: number;
  readonly rate: number;
  readonly axis: NormAxis;

  constructor(options: { minValue?: number; maxValue?: number; rate?: number; axis?: NormAxis } = {}) {
    super();
    const { minValue = 0, maxValue = 1, rate = 1, axis = 0 } = options;
    this.minValue = minValue;
    this.maxValue = maxValue;
    this.rate = rate;
    this.axis = axis;
  }

  apply(weight: tf.Tensor): tf.Tensor {
    return tf.tidy(() => {
      const norms = normsOf(weight, this.axis);
      const within = tf.clipByValue(norms, this.minValue, this.maxValue);
      const desired = tf.add(tf.mul(within, this.rate), tf.mul(norms, 1 - this.rate));
      return tf.mul(weight, tf.div(desired, tf.add(norms, epsilon)));
    });
  }

  override getConfig(): Record<string, unknown> {
    const { minValue, maxValue, rate, axis } = this;
    return { minValue, maxValue, rate, axis };
  }
}

export class MaxNorm extends Constraint {
  static override readonly className = 'MaxNorm';
  readonly maxValue: number;
  readonly axis: NormAxis;

  constructor({ maxValue = 2, axis = 0 }: { maxValue?: number; axis?: NormAxis } = {}) {
    super();
    this.maxValue = maxValue;
    this.axis = axis;
  }

  apply(weight: tf.Tensor): tf.Tensor {
    return tf.tidy(() => {
      const norms = normsOf(weight, this.axis);
      return tf.mul(weight, tf.div(tf.clipByValue(norms, 0, this.maxValue), tf.add(norms, epsilon)));
    });
  }

  override getConfig(): Record<string, unknown> {
    return { maxValue: this.maxValue, axis: this.axis };
  }
}

const normsOf = (weight: tf.Tensor, axis: NormAxis): tf.Tensor =>
  tf.sqrt(tf.sum(tf.square(weight), axis, true));
