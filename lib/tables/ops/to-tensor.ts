// Columns as numbers, [rows, columns]: what models learn from. Missing values and texts are refused by name.
import type { DataFrame } from 'nodejs-polars';
import { tf } from '../../tf.js';
import { numbersOf, typeOf, valuesOf } from '../column-types.js';
import { columnOf } from '../polars.js';

export function tensorOf(frame: DataFrame, names: readonly string[], what: string): tf.Tensor2D {
  const columns = names.map((name) => columnNumbers(frame, name, what));
  const values = new Float32Array(frame.height * columns.length);
  columns.forEach((column, place) => {
    for (let row = 0; row < column.length; row++) values[row * columns.length + place] = column[row]!;
  });
  return tf.tensor2d(values, [frame.height, columns.length]);
}

/** @throws when a value is missing, or no number */
export function columnNumbers(frame: DataFrame, name: string, what: string): Float64Array {
  const series = columnOf(frame, name);
  const type = typeOf(series.dtype);
  if (type !== 'number' && type !== 'boolean') throw notNumbers(frame, name, what);
  const numbers = numbersOf(series);
  if (series.nullCount() > 0) throw missingValues(name, numbers, what);
  return numbers;
}

function notNumbers(frame: DataFrame, name: string, what: string): Error {
  const series = columnOf(frame, name);
  const type = typeOf(series.dtype);
  const values = valuesOf(series.head(1000));
  const row = strange(values);
  const shown = row < 0 ? type : `${type}, '${shownValue(values[row])}' in row ${row}`;
  return new Error(
    `${what}: expected numbers in column '${name}'. Received: ${shown}. ${remedyFor(type, name, values)}`,
  );
}

/** Among numbers that came as text, the one that is none; else the first. */
function strange(values: readonly unknown[]): number {
  const isPlain = (value: unknown): boolean => value === null || !Number.isNaN(Number(value));
  const mostly = values.filter(isPlain).length > values.length / 2;
  return values.findIndex((value) => value !== null && (!mostly || !isPlain(value)));
}

const shownValue = (value: unknown): string => (value instanceof Date ? value.toISOString() : String(value));

function remedyFor(type: string, name: string, values: readonly unknown[]): string {
  if (type === 'date')
    return `Make a number of it: withColumn('year', (row) => row['${name}'].getFullYear()), or leave it out: drop('${name}').`;
  const numbers = values.filter((value) => value !== null && !Number.isNaN(Number(value)));
  if (numbers.length > values.length / 2)
    return `The others look like numbers: read the file with { missing: [that text] }, or leave the column out: drop('${name}').`;
  return `Turn kinds into columns of 0 and 1: oneHot('${name}'); into class numbers: classNumbers('${name}'); or leave it out: drop('${name}').`;
}

function missingValues(name: string, numbers: Float64Array, what: string): Error {
  const missing = numbers.reduce((count, value) => count + Number(Number.isNaN(value)), 0);
  const first = numbers.findIndex((value) => Number.isNaN(value));
  return new Error(
    `${what}: expected a number in each row of column '${name}'. Received: ${missing} missing of ${numbers.length}, ` +
      `the first in row ${first}. Fill them: fillMissing({ '${name}': 'median' }), or leave their rows out: dropMissing('${name}').`,
  );
}
