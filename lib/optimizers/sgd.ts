import { tf } from '../tf.js';
import { Optimizer, type OptimizerOptions, type Slots } from './optimizer.js';

/** Options of `optimizers.sgd`. */
export interface SgdOptions extends OptimizerOptions {
  /** Share of the last change that is added to the next one. Default 0. */
  momentum?: number;
  /** Takes the gradient where the momentum will have carried the weight. Default false. */
  nesterov?: boolean;
}

/** Stochastic gradient descent, with momentum if asked for. */
export class SGD extends Optimizer {
  static readonly className = 'SGD';
  protected readonly slotNames: readonly string[];
  readonly momentum: number;
  readonly nesterov: boolean;

  constructor(options: SgdOptions = {}) {
    super(options, 0.01);
    this.momentum = options.momentum ?? 0;
    this.nesterov = options.nesterov ?? false;
    this.slotNames = this.momentum === 0 ? [] : ['momentum'];
  }

  update(weight: tf.Variable, gradient: tf.Tensor, slots: Slots, rate: tf.Scalar): void {
    const change = tf.mul(gradient, rate);
    const velocity = slots.momentum;
    if (!velocity) {
      weight.assign(tf.sub(weight, change));
      return;
    }
    velocity.assign(tf.sub(tf.mul(velocity, this.momentum), change));
    const move = this.nesterov ? tf.sub(tf.mul(velocity, this.momentum), change) : velocity;
    weight.assign(tf.add(weight, move));
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), momentum: this.momentum, nesterov: this.nesterov };
  }
}
