// Numbers of terms as what the layer puts out: the numbers, or rows as wide as the vocabulary.
import type { Shape } from '../../../core/shape.js';
import { tf } from '../../../tf.js';
import { type LookupMode, leftOut } from './lookup-table.js';

export interface Encoding {
  readonly layer: string;
  readonly mode: LookupMode;
  readonly depth: number;
  readonly weights?: Float32Array | undefined;
}

/** Terms in rows, of which each may have its own length. */
export type Rows = readonly (readonly number[])[];

/** One row of numbers for each of these. */
export function encodeRows(rows: Rows, { mode, depth, weights }: Encoding): Float32Array {
  const values = new Float32Array(rows.length * depth);
  rows.forEach((row, i) => {
    for (const number of row) {
      if (number === leftOut) continue;
      const place = i * depth + number;
      values[place] = mode === 'multiHot' ? 1 : values[place]! + 1;
    }
  });
  return mode === 'tfIdf' ? values.map((value, i) => value * weights![i % depth]!) : values;
}

/** Numbers of a shape, one kind of term along its last axis. */
export function encodeBlock(
  numbers: readonly number[],
  shape: readonly number[],
  encoding: Encoding,
): tf.Tensor {
  const { mode, depth, layer } = encoding;
  if (mode === 'int') return tf.tensor(Int32Array.from(numbers), [...shape], 'int32');
  const outputs = encodedBlockShape(layer, [...shape], mode, depth) as number[];
  if (mode === 'oneHot')
    return tf.tensor(
      encodeRows(
        numbers.map((one) => [one]),
        encoding,
      ),
      outputs,
    );
  const width = shape.at(-1) ?? 1;
  const rows = Array.from({ length: width === 0 ? 0 : numbers.length / width }, (_, i) =>
    numbers.slice(i * width, (i + 1) * width),
  );
  return tf.tensor(encodeRows(rows, encoding), outputs);
}

/** The shape that {@link encodeBlock} gives. */
export function encodedBlockShape(layer: string, shape: Shape, mode: LookupMode, depth: number): Shape {
  if (mode === 'int') return [...shape];
  if (mode === 'oneHot')
    return [...(shape.length > 1 && shape.at(-1) === 1 ? shape.slice(0, -1) : shape), depth];
  if (shape.length <= 2) return [...shape.slice(0, -1), depth];
  throw new Error(
    `${layer}: outputMode '${mode}' takes one row of terms a sample. Received: the shape [${shape.map((size) => size ?? 'any')}].`,
  );
}
