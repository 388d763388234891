// Numbers in files and in variables: all of a file's are looked at before the first variable changes, so that a file
// that does not fit leaves the model as it was.
import { tf } from '../tf.js';
import type { Dataset } from './hdf5/hdf5.js';

/** A variable, and what a file has for it. */
export interface StoredValue {
  readonly variable: tf.Variable;
  /** Undefined where the file has nothing. */
  readonly dataset: Dataset | undefined;
  /** For errors: `weight 0 of layer 'dense'`. */
  readonly what: string;
}

/** Puts all values in, or none. */
export function assignAll(values: readonly StoredValue[]): void {
  for (const { variable, dataset, what } of values) {
    if (!dataset) throw new Error(`${what} is missing`);
    if (dataset.shape.join() !== variable.shape.join())
      throw new Error(`${what} has the shape [${dataset.shape}], but the model's is [${variable.shape}]`);
  }
  tf.tidy(() => {
    for (const { variable, dataset } of values) variable.assign(tf.cast(tensorOf(dataset!), variable.dtype));
  });
}

export function datasetOf(weight: tf.Tensor): Dataset {
  const values = weight.dataSync();
  const numbers = weight.dtype === 'int32' ? Int32Array.from(values) : Float32Array.from(values);
  return { shape: [...weight.shape], values: numbers };
}

export function tensorOf({ shape, values }: Dataset): tf.Tensor {
  const numbers = values instanceof Float32Array ? values : Float32Array.from(values as Float64Array, Number);
  return tf.tensor(numbers, shape, 'float32');
}

/** Whether two lists of values are the same numbers. */
export function areEqual(first: readonly Dataset[], second: readonly Dataset[]): boolean {
  return (
    first.length === second.length &&
    first.every(({ shape, values }, i) => {
      const other = second[i]!;
      return shape.join() === other.shape.join() && values.every((value, k) => value === other.values[k]);
    })
  );
}
