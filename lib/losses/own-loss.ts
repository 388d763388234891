// A loss class of one's own: extend `losses.Loss`, compute in `call`.

import { toSnakeCase } from '../core/names.js';
import { choice, optional } from '../core/options.js';
import { settings, text } from '../core/settings.js';
import { tf } from '../tf.js';
import { lossOf } from './define.js';
import type { Loss as AnyLoss, LossOptions, Reduction } from './loss.js';
import { alignRanks, toFloat } from './weighing.js';

/** A loss that a class of one's own describes; called, it gives the mean over the samples. */
export interface UserLoss extends Omit<AnyLoss, 'call'> {
  (yTrue: tf.Tensor, yPred: tf.Tensor, sampleWeight?: tf.Tensor): tf.Scalar;
  /** A value for each sample, or for each of its steps. */
  call(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor;
  /** What makes it again. */
  getConfig(): Record<string, unknown>;
}

abstract class OwnLoss {
  declare readonly reduction: Reduction;
  declare readonly name: string;
  declare readonly className: string;
  readonly targets = 'like outputs';

  constructor(given: LossOptions = {}) {
    const { name, reduction } = settings(
      'losses.Loss',
      { reduction: reductions, name: optional(text('')) },
      given,
    );
    const className = new.target.name;
    const judge = (yTrue: tf.Tensor, yPred: tf.Tensor, weights?: tf.Tensor): tf.Scalar =>
      tf.tidy(() => lossOf(made as never, { yTrue, yPred, weights }));
    // A function with the class's methods: it is called, as Keras' are, and has `call`.
    const made = Object.setPrototypeOf(judge, new.target.prototype) as OwnLoss & { call: AnyLoss['call'] };
    const own = new.target.prototype.call;
    const fixed = { name: name ?? toSnakeCase(className), className, reduction, targets: 'like outputs' };
    for (const [key, value] of Object.entries(fixed))
      Object.defineProperty(made, key, { value, configurable: true, writable: true, enumerable: true });
    Object.defineProperty(made, 'call', {
      value: (yTrue: tf.Tensor, yPred: tf.Tensor) =>
        toFloat(own.apply(made, alignRanks(toFloat(yTrue), toFloat(yPred)))),
      configurable: true,
    });
    // biome-ignore lint/correctness/noConstructorReturn: a subclass's fields go onto the function
    return made;
  }

  abstract call(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor;

  getConfig(): Record<string, unknown> {
    return { name: this.name, reduction: toSnakeCase(this.reduction) };
  }

  get config(): Record<string, unknown> {
    return this.getConfig();
  }
}

const reductions = choice<Reduction>(
  ['sumOverBatchSize', 'mean', 'sum', 'meanWithSampleWeight', 'none'],
  'sumOverBatchSize',
);

/** Whether it is of a class of the user's own. */
export const isOwnLoss = (loss: unknown): boolean => loss instanceof OwnLoss;

/**
 * Base of loss classes of one's own. Keras: `Loss`.
 * @example
 * class Cubed extends losses.Loss {
 *   override call(yTrue: tf.Tensor, yPred: tf.Tensor) {
 *     return tf.mean(tf.pow(tf.abs(tf.sub(yTrue, yPred)), 3), -1);
 *   }
 * }
 * new Cubed()(tf.tensor2d([[0], [1]]), tf.tensor2d([[1], [1]])).print(); // 0.5
 */
export const Loss: abstract new (options?: LossOptions) => UserLoss = OwnLoss as never;

/** Any loss, as `compile` takes it; called, it gives the mean over the samples. */
export type Loss = AnyLoss;
