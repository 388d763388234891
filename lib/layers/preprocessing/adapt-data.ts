// Data that layers measure before training.
import { received } from '../../core/messages.js';
import { RowTable } from '../../data/row-table.js';
import { tf } from '../../tf.js';

/** All samples, as a tensor, in nested lists or as a table; or a list of batches, each a tensor. @inline */
export type AdaptData = tf.Tensor | tf.TensorLike | RowTable | readonly tf.Tensor[];

/** The data in batches of float32. To be called in a tidy. */
export function batchesOf(layer: string, data: AdaptData): tf.Tensor[] {
  const batches = isBatches(data) ? [...data] : [data instanceof tf.Tensor ? data : tensorOf(layer, data)];
  if (batches.length > 0 && batches.every(({ size }) => size > 0))
    return batches.map((batch) => tf.cast(batch, 'float32'));
  throw new Error(`${layer}: adapt takes data to measure. Received: no samples.`);
}

function isBatches(data: AdaptData): data is readonly tf.Tensor[] {
  return Array.isArray(data) && data.length > 0 && data.every((one) => one instanceof tf.Tensor);
}

function tensorOf(layer: string, data: unknown): tf.Tensor {
  if (data instanceof RowTable) return data.toTensor(undefined, layer);
  if (Array.isArray(data) || ArrayBuffer.isView(data)) return tf.tensor(data as tf.TensorLike);
  throw new Error(
    `${layer}: adapt takes a tensor, a table, nested lists of numbers, or a list of tensors. Received: ${received(data)}. ` +
      "A data set's batches become a list by `await dataset.toArray()`.",
  );
}
