// A table, as those see it who take samples of any kind: a split, `fit`, a chart.
import type { tf } from '../tf.js';

/**
 * What every table can do: rows with named columns, to be split, drawn and learnt from. `table`, `readCsv` and their like
 * make one.
 * @example table({ age: [31, 22] }).takeRows([1]).records() // [{ age: 22 }]
 */
export abstract class RowTable {
  /** How many rows there are. */
  abstract readonly rowCount: number;
  /** The columns' names, in their order. */
  abstract readonly columns: readonly string[];
  /** The rows at these places, in this order. */
  abstract takeRows(places: ArrayLike<number>): this;
  /** All columns as numbers, [rows, columns]. The caller disposes of it. @param what names the data in errors */
  abstract toTensor(columns?: readonly string[] | string, what?: string): tf.Tensor2D;
  /** One object a row. */
  abstract records(): readonly Readonly<Record<string, unknown>>[];
  /** The same columns with other numbers. @param values [rows, columns] */
  abstract withNumbers(values: tf.Tensor): this;
}
