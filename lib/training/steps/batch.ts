// What is done with all tensors of a batch, or of all rows, alike.
import { tf } from '../../tf.js';
import type { Batch, Rows } from './trainer.js';

export function mapBatch(batch: Batch, change: <T extends tf.Tensor>(tensor: T) => T): Batch {
  return {
    inputs: batch.inputs.map(change),
    targets: batch.targets.map(change),
    weights: batch.weights.map(change),
  };
}

/** `count` rows from `start` on, as tensors of their own. */
export function sliceRows(rows: Rows, start: number, count: number): Rows {
  return { ...mapBatch(rows, (tensor) => tf.slice(tensor, [start], [count])), count };
}

export function disposeBatch({ inputs, targets, weights }: Batch): void {
  tf.dispose([...inputs, ...targets, ...weights]);
}
