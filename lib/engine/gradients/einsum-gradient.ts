// The gradient, which TensorFlow.js lacks, of Einstein's sums.
import { tf } from '../../tf.js';
import type { Rules } from '../gradient-rule.js';

export const einsumGradient = {
  Einsum: {
    saveAllInputs: true,
    gradFunc: (dy, saved, { equation }) => {
      const [terms, result] = (equation as string).replace(/\s/g, '').split('->') as [string, string];
      const labels = terms.split(',');
      const gradients = saved.map((x, i) => [
        i,
        () => operandGradient(dy as tf.Tensor, result, x, labels[i]!, saved[1 - i], labels[1 - i] ?? ''),
      ]);
      return Object.fromEntries(gradients) as Record<string, () => tf.Tensor>;
    },
  },
} satisfies Rules;

/** The result and the other operand, summed to the axes of `x`; along axes that only `x` has, all are the same. */
function operandGradient(
  dy: tf.Tensor,
  result: string,
  x: tf.Tensor,
  own: string,
  other: tf.Tensor | undefined,
  others: string,
): tf.Tensor {
  const shared = [...own].filter((label) => result.includes(label) || others.includes(label)).join('');
  const kept = [...own].map((label, axis) => (shared.includes(label) ? x.shape[axis]! : 1));
  return tf.broadcastTo(tf.reshape(summed(dy, result, other, others, shared), kept), x.shape);
}

function summed(
  dy: tf.Tensor,
  result: string,
  other: tf.Tensor | undefined,
  others: string,
  shared: string,
): tf.Tensor {
  if (!other) return alone(dy, result, shared);
  if (result === '') return tf.mul(dy, alone(other, others, shared));
  return tf.einsum(`${result},${others}->${shared}`, dy, other);
}

// Of one tensor whose axes stay as they are, the plain engine gives that tensor itself, not a copy.
const alone = (x: tf.Tensor, from: string, to: string): tf.Tensor =>
  from === to ? tf.clone(x) : tf.einsum(`${from}->${to}`, x);
