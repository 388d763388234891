// Puts a loss together from its parts.
import { tf } from '../tf.js';
import type { Loss, LossFunction } from './loss.js';

export function loss(
  name: string,
  call: LossFunction,
  config: Record<string, unknown> = {},
  targets: Loss['targets'] = 'like outputs',
): Loss {
  const mean = (yTrue: tf.Tensor, yPred: tf.Tensor): tf.Scalar =>
    tf.tidy(() => tf.mean(call(yTrue, yPred)) as tf.Scalar);
  return Object.assign(Object.defineProperty(mean, 'name', { value: name }), { call, config, targets });
}

/** Whether it is one of `losses`, not a function of one's own. */
export function isLoss(value: unknown): value is Loss {
  return typeof value === 'function' && 'targets' in value;
}
