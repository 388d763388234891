// Nested arrays into one row of numbers and a shape: the one place where data that users pass is read.

import { tf } from '../tf.js';
import { describe } from './describe.js';

/** Numbers in a row, and the shape that they have. */
export interface Dense {
  readonly data: ArrayLike<number>;
  readonly shape: readonly number[];
}

/**
 * Reads arrays within arrays; the innermost may be typed arrays or tensors.
 * @param what names the data in errors, e.g. `fit: x`
 * @throws when the lists differ in length, or hold something else than numbers
 */
export function flatten<Row extends Float32Array | Float64Array>(
  data: readonly unknown[],
  what: string,
  Kind: new (length: number) => Row,
): { data: Row; shape: number[] } {
  const shape = shapeOf(data);
  const values = new Kind(shape.reduce((product, length) => product * length, 1));
  let place = 0;
  const fill = (part: unknown, axis: number): void => {
    if (axis === shape.length) {
      values[place++] = numberIn(part, what);
      return;
    }
    const list = listOf(part);
    if (list?.length !== shape[axis]) {
      throw new Error(
        `${what}: these arrays do not form a regular block of numbers, in rows of equal length. ` +
          `Expected ${shape[axis]} values in each array at depth ${axis + 1}, as in the first. Received: ${list?.length ?? 1}.`,
      );
    }
    for (let i = 0; i < list.length; i++) fill(list[i], axis + 1);
  };
  fill(data, 0);
  return { data: values, shape };
}

function shapeOf(data: unknown): number[] {
  const list = listOf(data);
  return list ? [list.length, ...(list.length > 0 ? shapeOf(list[0]) : [])] : [];
}

function listOf(part: unknown): ArrayLike<unknown> | undefined {
  if (Array.isArray(part) || isTyped(part)) return part;
  return part instanceof tf.Tensor && part.rank > 0 ? (part.arraySync() as unknown[]) : undefined;
}

export const isTyped = (value: unknown): value is ArrayLike<number> =>
  ArrayBuffer.isView(value) && !(value instanceof DataView);

function numberIn(value: unknown, what: string): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  if (value instanceof tf.Tensor && value.rank === 0) return Number(value.arraySync());
  throw new Error(`${what}: expected numbers. Received: ${describe(value)}.${hintFor(value)}`);
}

function hintFor(value: unknown): string {
  if (value === null || value === undefined)
    return ' Leave missing values out first, e.g. values.filter((value) => value != null).';
  const isName = typeof value === 'string' && Number.isNaN(Number(value));
  return isName ? ' Turn names into numbers first, e.g. names.indexOf(name).' : '';
}
