// Numbers in files and in variables: all of a file's are looked at before the first variable changes, so that a file
// that does not fit leaves the model as it was.
import { tf } from '../tf.js';
import type { Dataset } from './hdf5/hdf5.js';

/** A variable, and what a file has for it. */
export interface StoredValue {
  readonly variable: tf.Variable;
  /** Undefined where the file has nothing. */
  readonly dataset: Dataset | undefined;
  /** Where files hold the variable in a type of its own. */
  readonly fileType?: 'int8' | undefined;
  /** For errors: `weight 0 of layer 'dense'`. */
  readonly what: string;
}

/** Puts all values in, or none. */
export function assignAll(values: readonly StoredValue[]): void {
  for (const { variable, dataset, fileType, what } of values) {
    if (!dataset) throw new Error(`${what} is missing`);
    checkQuantized(variable, dataset, fileType, what);
    if (dataset.shape.join() !== variable.shape.join())
      throw new Error(`${what} has the shape [${dataset.shape}], but the model's is [${variable.shape}]`);
  }
  tf.tidy(() => {
    for (const { variable, dataset } of values) variable.assign(tf.cast(tensorOf(dataset!), variable.dtype));
  });
}

/** Whole numbers mean nothing without their scale: they fit quantized layers alone, and floats fit others alone. */
function checkQuantized(
  { dtype }: tf.Variable,
  { values }: Dataset,
  fileType: 'int8' | undefined,
  what: string,
): void {
  const isWhole = values instanceof Int8Array;
  if (fileType === 'int8' && !isWhole)
    throw new Error(
      `${what} holds floats, but the layer is quantized to int8. Load it into a model in floats, and quantize that`,
    );
  if (dtype === 'float32' && isWhole)
    throw new Error(
      `${what} holds whole numbers of 8 bits, but the layer is in floats. Quantize the model first: model.quantize('int8')`,
    );
}

/** @param fileType where it is narrower than the tensor's */
export function datasetOf(weight: tf.Tensor, fileType?: 'int8'): Dataset {
  const values = weight.dataSync();
  if (fileType === 'int8') return { shape: [...weight.shape], values: Int8Array.from(values) };
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
