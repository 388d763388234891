// Class numbers from all that says of which class a sample is.
import { tf } from '../tf.js';
import { describe } from './describe.js';
import { type Dense, flatten, isTyped } from './flatten.js';
import { RowTable } from './row-table.js';
import type { Samples } from './samples.js';

/** Numbers and their shape, as exact as they came. @param who the function that asks, for its error message */
export function dense(values: Samples, who: string): Dense {
  if (values instanceof tf.Tensor)
    return { data: values.dataSync() as ArrayLike<number>, shape: values.shape };
  if (values instanceof RowTable) return ofTable(values, who);
  if (isTyped(values)) return { data: values, shape: [values.length] };
  if (Array.isArray(values)) return flatten(values, who, Float64Array);
  throw new Error(`${who} expects a tensor or an array of numbers. Received: ${describe(values)}.`);
}

function ofTable(table: RowTable, who: string): Dense {
  const tensor = table.toTensor(undefined, who);
  const { shape } = tensor;
  const data = tensor.dataSync();
  tensor.dispose();
  return { data, shape };
}

/**
 * From class numbers, from one-hot rows or from rows of probabilities. A single column of probabilities is a yes or
 * no, which is cut at 0.5.
 */
export function classNumbers(values: Samples, who: string): number[] {
  const { data, shape } = dense(values, who);
  const columns = shape.length > 1 ? shape[shape.length - 1]! : 0;
  if (columns > 1)
    return Array.from({ length: data.length / columns }, (_, row) => argMax(data, row * columns, columns));
  const flat = Array.from(data);
  return flat.every(Number.isInteger) ? flat : flat.map((value) => (value > 0.5 ? 1 : 0));
}

export function argMax(data: ArrayLike<number>, from: number, length: number): number {
  let best = 0;
  for (let i = 1; i < length; i++) if (data[from + i]! > data[from + best]!) best = i;
  return best;
}
