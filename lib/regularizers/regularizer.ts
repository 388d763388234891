// The base of regularizers, and Keras' three plain ones.
import { classNameOf } from '../core/serializable.js';
import { tf } from '../tf.js';

/**
 * Charges a weight: `apply(weight)` is added to the loss. Base of regularizers of one's own too. Keras: `Regularizer`.
 * @example
 * class Sums extends regularizers.Regularizer {
 *   override apply(weight: tf.Tensor) { return tf.mul(tf.abs(tf.sum(weight)), 0.01); }
 * }
 * layers.dense({ units: 4, kernelRegularizer: new Sums() })
 */
export abstract class Regularizer {
  /** The name by which files know it. */
  static readonly className: string = 'Regularizer';

  /** One number. */
  abstract apply(weight: tf.Tensor): tf.Tensor;

  getClassName(): string {
    return classNameOf(this);
  }

  /** What makes it again. */
  getConfig(): Record<string, unknown> {
    return {};
  }
}

/** Keras writes one factor alone as `L1` or `L2`. */
export class L1L2 extends Regularizer {
  static override readonly className: string = 'L1L2';
  readonly l1: number;
  readonly l2: number;

  constructor({ l1, l2 }: { l1?: number | null; l2?: number | null } = {}) {
    super();
    this.l1 = l1 ?? 0;
    this.l2 = l2 ?? 0;
  }

  apply(weight: tf.Tensor): tf.Scalar {
    return tf.tidy(() => {
      const terms: tf.Tensor[] = [];
      if (this.l1 !== 0) terms.push(tf.mul(tf.sum(tf.abs(weight)), this.l1));
      if (this.l2 !== 0) terms.push(tf.mul(tf.sum(tf.square(weight)), this.l2));
      return (
        terms.length === 0 ? tf.scalar(0) : terms.reduce((sum, term) => tf.add(sum, term))
      ) as tf.Scalar;
    });
  }

  override getConfig(): Record<string, unknown> {
    return { l1: this.l1, l2: this.l2 };
  }
}

/** Pulls a matrix' rows (or columns) to right angles. */
export class OrthogonalRegularizer extends Regularizer {
  static override readonly className = 'OrthogonalRegularizer';
  readonly factor: number;
  readonly mode: 'rows' | 'columns';

  constructor({ factor = 0.01, mode = 'rows' }: { factor?: number; mode?: 'rows' | 'columns' } = {}) {
    super();
    this.factor = factor;
    this.mode = mode;
  }

  apply(weight: tf.Tensor): tf.Scalar {
    if (weight.rank !== 2) {
      throw new Error(
        `regularizers.orthogonal: the weight must have 2 axes. Received: shape [${weight.shape}].`,
      );
    }
    return tf.tidy(() => {
      const matrix = this.mode === 'rows' ? weight : tf.transpose(weight);
      const norms = tf.sqrt(tf.maximum(tf.sum(tf.square(matrix), 1, true), 1e-12));
      const unit = tf.div(matrix, norms) as tf.Tensor2D;
      const count = matrix.shape[0]!;
      const products = tf.mul(tf.matMul(unit, unit, false, true), tf.sub(1, tf.eye(count)));
      const pairs = Math.max(1, (count * (count - 1)) / 2);
      return tf.mul(tf.sum(tf.abs(products)), (this.factor * 0.5) / pairs);
    });
  }

  override getConfig(): Record<string, unknown> {
    return { factor: this.factor, mode: this.mode };
  }
}
