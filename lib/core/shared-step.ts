// A step that several processes take together, while it computes: what goes by the whole batch sums over all of its parts.
import { tf } from '../tf.js';

/** A batch that several processes take together, as a step on this one's rows sees it. */
export interface Sharing {
  /** Of the batch's rows, those that this process takes, as a part of 1; 0: its row stands in for none. */
  readonly share: number;
  /** The sum of all processes' vectors, which have one length. @param label apart from that of every other sum of a step */
  sum(vector: tf.Tensor1D, label: string): tf.Tensor1D;
}

let current: { readonly sharing: Sharing; sums: number } | undefined;

/** Runs a step that all processes take. */
export function asSharedStep<T>(sharing: Sharing, step: () => T): T {
  current = { sharing, sums: 0 };
  try {
    return step();
  } finally {
    current = undefined;
  }
}

/** Whether a step is being taken by several processes. */
export const isSharedStep = (): boolean => current !== undefined;

/**
 * The sum over all processes of a tensor that each has of its own rows. Backwards, each process's loss depends on it, and counts
 * by its share of the rows; gradients are weighed by this process's share afterwards, so that it is taken out here.
 */
export function sumOfAll(own: tf.Tensor): tf.Tensor {
  if (!current) return own;
  const { sharing } = current;
  const { share } = sharing;
  const label = `sum ${current.sums++}`;
  const add = (tensor: tf.Tensor, by: number, name: string): tf.Tensor =>
    tf.reshape(sharing.sum(tf.reshape(tf.mul(tensor, by), [-1]), name), tensor.shape);
  const run = tf.customGrad((given) => ({
    value: add(given as tf.Tensor, share > 0 ? 1 : 0, label),
    gradFunc: (dy: tf.Tensor) => tf.mul(add(dy, share, `gradient of ${label}`), share > 0 ? 1 / share : 0),
  }));
  return run(own);
}
