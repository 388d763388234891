// Penalties on weights that are added to the loss.
import { Regularizer, register } from '../layers/tfjs-bases.js';
import { unknownName } from '../names.js';
import { tf } from '../tf.js';

type TfjsRegularizer = ReturnType<typeof tf.regularizers.l1l2>;

/**
 * Sum of absolute weights times `l1`. Keras: `L1`.
 * @example layers.dense({ units: 512, kernelRegularizer: regularizers.l1(1e-5) })
 */
export const l1 = (factor: number | { l1?: number } = 0.01): TfjsRegularizer =>
  tf.regularizers.l1({ l1: typeof factor === 'number' ? factor : (factor.l1 ?? 0.01) });

/**
 * Sum of squared weights times `l2`. Keras: `L2`.
 * @example layers.dense({ units: 512, kernelRegularizer: regularizers.l2(1e-5) })
 */
export const l2 = (factor: number | { l2?: number } = 0.01): TfjsRegularizer =>
  tf.regularizers.l2({ l2: typeof factor === 'number' ? factor : (factor.l2 ?? 0.01) });

/**
 * Both. Keras: `L1L2`.
 * @example layers.dense({ units: 512, kernelRegularizer: regularizers.l1l2({ l1: 1e-5, l2: 1e-4 }) })
 */
export const l1l2 = ({ l1 = 0, l2 = 0 }: { l1?: number; l2?: number } = {}): TfjsRegularizer =>
  tf.regularizers.l1l2({ l1, l2 });

/**
 * Pulls a layer's rows (or columns) to right angles. Keras: `OrthogonalRegularizer`.
 * @example layers.dense({ units: 64, kernelRegularizer: regularizers.orthogonal({ factor: 0.01 }) })
 */
export const orthogonal = (options: { factor?: number; mode?: 'rows' | 'columns' } = {}): TfjsRegularizer =>
  new OrthogonalRegularizer(options) as unknown as TfjsRegularizer;

class OrthogonalRegularizer extends Regularizer {
  static readonly className = 'OrthogonalRegularizer';
  readonly factor: number;
  readonly mode: 'rows' | 'columns';

  constructor({ factor = 0.01, mode = 'rows' }: { factor?: number; mode?: 'rows' | 'columns' } = {}) {
    super();
    this.factor = factor;
    this.mode = mode;
  }

  override apply(weight: tf.Tensor): tf.Scalar {
    return tf.tidy(() => {
      const matrix = this.mode === 'rows' ? weight : tf.transpose(weight);
      const unit = tf.div(
        matrix,
        tf.sqrt(tf.maximum(tf.sum(tf.square(matrix), 1, true), 1e-12)),
      ) as tf.Tensor2D;
      const count = matrix.shape[0]!;
      const products = tf.mul(tf.matMul(unit, unit, false, true), tf.sub(1, tf.eye(count)));
      const pairs = Math.max(1, (count * (count - 1)) / 2);
      return tf.mul(tf.sum(tf.abs(products)), (this.factor * 0.5) / pairs);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { factor: this.factor, mode: this.mode };
  }
}
register(OrthogonalRegularizer);

const byName = { l1, l2, l1l2, orthogonal };

/** A regularizer's name, as layers take it. */
export type RegularizerName = keyof typeof byName | 'l1_l2';

/**
 * What tfjs' layers take, for a name or a regularizer.
 * @internal
 */
export function toRegularizer(given: RegularizerName | TfjsRegularizer): TfjsRegularizer {
  if (typeof given !== 'string') return given;
  const make = byName[given.replace('_', '') as keyof typeof byName];
  if (!make) throw unknownName('regularizer', given, Object.keys(byName));
  return make();
}
