// Tables of numbers: from comma-separated text to shuffled train and test tensors, split as Keras splits.
import { MersenneTwister } from '../random/mersenne-twister.js';
import { tf } from '../tf.js';
import { type DataSet, type DataSetFacts, dataSet, type Split } from './data-set.js';
import { DataFormatError } from './errors.js';

/** Options of the data sets that are tables. */
export interface TableOptions {
  /** The share of rows kept for the test, from 0 up to but without 1. */
  readonly testSplit?: number;
  /** The seed of the shuffle before the split; the same seed gives NumPy's, and so Keras', order. Default: 113. */
  readonly seed?: number;
  /** Columns of `x` shifted and scaled to mean 0 and standard deviation 1, both measured on the training rows. Default: false. */
  readonly normalize?: boolean;
}

/** A data set that is a table; `all` keeps its rows as published, unshuffled and unscaled. */
export interface TableDataSet extends DataSet {
  readonly all: Split;
}

/** Numbers row by row; the last column is the target. */
export interface Table {
  readonly rows: readonly (readonly number[])[];
  readonly columns: number;
}

/** Makes the target's tensor from the last column. */
export type Targets = (values: number[]) => tf.Tensor;

/** Reads lines of comma-separated numbers. */
export function parseTable(text: string, columns: number): Table {
  const rows = text
    .trim()
    .split(/\r?\n/)
    .map((line, index) => parseRow(line, index, columns));
  return { rows, columns };
}

/** Shuffles, splits and shapes a table as `keras.datasets.boston_housing.load_data` does. */
export function splitTable(
  facts: DataSetFacts,
  table: Table,
  targets: Targets,
  options: TableOptions & { readonly testSplit: number },
): TableDataSet {
  requireTestSplit(options.testSplit);
  const order = Array.from(table.rows.keys());
  new MersenneTwister(options.seed ?? 113).shuffle(order);
  const shuffled = order.map((index) => table.rows[index]!);
  const trainRows = Math.trunc(shuffled.length * (1 - options.testSplit));
  const train = shuffled.slice(0, trainRows);
  const scale = options.normalize ? standardScale(train) : (value: number) => value;
  const split = (rows: Table['rows']) => toSplit(rows, table.columns - 1, targets, scale);
  const all = toSplit(table.rows, table.columns - 1, targets, (value) => value);
  return { ...dataSet(facts, split(train), split(shuffled.slice(trainRows))), all };
}

type Scale = (value: number, column: number) => number;

function toSplit(rows: Table['rows'], features: number, targets: Targets, scale: Scale): Split {
  const x = new Float32Array(rows.length * features);
  rows.forEach((row, index) => {
    for (let column = 0; column < features; column++) {
      x[index * features + column] = scale(row[column]!, column);
    }
  });
  return {
    x: tf.tensor2d(x, [rows.length, features], 'float32'),
    y: targets(rows.map((row) => row[features]!)),
  };
}

function standardScale(rows: Table['rows']): Scale {
  const moments = rows[0]!.map((_, column) => {
    const values = rows.map((row) => row[column]!);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    return { mean, deviation: Math.sqrt(variance) || 1 };
  });
  return (value, column) => (value - moments[column]!.mean) / moments[column]!.deviation;
}

function parseRow(line: string, index: number, columns: number): number[] {
  const values = line.split(',').map(Number);
  if (values.length === columns && values.every(Number.isFinite)) return values;
  throw new DataFormatError(
    `Row ${index} is broken. Expected ${columns} numbers, received "${line.slice(0, 60)}".`,
  );
}

function requireTestSplit(share: number): void {
  if (share >= 0 && share < 1) return;
  throw new Error(`testSplit must be a share of the rows, 0 ≤ testSplit < 1. Received: ${share}.`);
}
