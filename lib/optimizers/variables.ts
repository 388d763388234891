// Variables that an optimizer keeps, and those that it changes.

import { tf } from '../tf.js';
import { holdWeakly } from '../weak-variables.js';

/** @inline */
export interface NamedTensor {
  name: string;
  tensor: tf.Tensor;
}

/** Each gradient with the variable it belongs to. */
export function pairUp(
  gradients: tf.NamedTensorMap | NamedTensor[],
): { weight: tf.Variable; gradient: tf.Tensor }[] {
  const list = Array.isArray(gradients)
    ? gradients
    : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }));
  const known = tf.engine().registeredVariables;
  // A weight that the loss does not depend on has no gradient.
  return list
    .filter(({ tensor }) => tensor != null)
    .map(({ name, tensor }) => ({ weight: known[name]!, gradient: tensor }));
}

/** A variable that is not trained itself. */
export function hidden<R extends tf.Rank>(start: () => tf.Tensor<R>): tf.Variable<R> {
  return tf.tidy(() => holdWeakly(tf.variable(start(), false))) as tf.Variable<R>;
}
