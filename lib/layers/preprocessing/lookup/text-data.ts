// Texts and terms as users give them: alone, in lists, in tensors, in batches.
import { received } from '../../../core/messages.js';
import { tf } from '../../../tf.js';

/** Texts: one, lists of them, or a tensor of strings. @inline */
export type Texts = string | readonly string[] | readonly (readonly string[])[] | tf.Tensor;
/** Whole numbers: one, lists of them, or a tensor. @inline */
export type WholeNumbers = number | readonly number[] | readonly (readonly number[])[] | tf.Tensor;

/** Terms in a row, and their shape. */
export interface Terms<T> {
  readonly values: readonly T[];
  readonly shape: readonly number[];
}

export function termsOf<T extends string | number>(
  layer: string,
  kind: 'string' | 'number',
  data: unknown,
): Terms<T> {
  const tensor = data instanceof tf.Tensor ? data : fromLists(layer, kind, data);
  if ((tensor.dtype === 'string') !== (kind === 'string'))
    throw new Error(
      `${layer}: expected ${kind === 'string' ? 'texts' : 'whole numbers'}. Received: a tensor of ${tensor.dtype}.`,
    );
  return { values: Array.from(tensor.dataSync() as Iterable<unknown>) as T[], shape: tensor.shape };
}

function fromLists(layer: string, kind: 'string' | 'number', data: unknown): tf.Tensor {
  const isOne = typeof data === kind;
  if (!isOne && !Array.isArray(data) && !ArrayBuffer.isView(data))
    throw new Error(
      `${layer}: expected ${kind === 'string' ? 'a text, a list of texts' : 'a whole number, a list of them'} or a tensor. Received: ${received(data)}.`,
    );
  return tf.tensor(data as tf.TensorLike, undefined, kind === 'string' ? 'string' : 'int32');
}

/** Samples to measure: a list of tensors is a list of batches. Keras takes a batch with one axis as one document. */
export function documentsOf<T extends string | number>(
  layer: string,
  kind: 'string' | 'number',
  data: unknown,
): T[][] {
  if (Array.isArray(data) && data.length > 0 && data.every((one) => one instanceof tf.Tensor))
    return data.flatMap((batch) => {
      const { values, shape } = termsOf<T>(layer, kind, batch);
      return rowsOf(values, shape.length < 2 ? [1, values.length] : shape);
    });
  const { values, shape } = termsOf<T>(layer, kind, data);
  return rowsOf(values, shape.length < 2 ? [values.length, 1] : shape);
}

export function rowsOf<T>(values: readonly T[], [count = 0]: readonly number[]): T[][] {
  const width = count === 0 ? 0 : values.length / count;
  return Array.from({ length: count }, (_, i) => values.slice(i * width, (i + 1) * width));
}
