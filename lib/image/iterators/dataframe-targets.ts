// What a table's rows are trained towards: classes by name, or the numbers of its columns.
import { notice } from '../../core/notice.js';
import { tf } from '../../tf.js';
import { byCodePoint } from '../loading/directory.js';
import type { DataframeFlowOptions, TableClassMode, TableRow } from './dataframe-options.js';
import { type ClassMode, classTargets, multiHotRows, requireClassMode } from './targets.js';

export interface TableTargets {
  /** The rows that have a target. */
  readonly rows: readonly TableRow[];
  readonly classes: readonly string[];
  of(rows: readonly TableRow[], x: tf.Tensor4D): tf.Tensor | tf.Tensor[] | undefined;
}

const modes = ['categorical', 'binary', 'sparse', 'input', 'raw', 'multiOutput'];

/** The targets that a class mode asks for. */
export function tableTargets(
  rows: readonly TableRow[],
  mode: TableClassMode,
  options: DataframeFlowOptions,
): TableTargets {
  const { yCol = 'class' } = options;
  const byClass = mode === 'categorical' || mode === 'binary' || mode === 'sparse';
  if (byClass) return classes(rows, mode, String(yCol), options.classes);
  requireClassMode(mode, modes, 0);
  if (options.classes) notice(`classes are not used: classMode is ${JSON.stringify(mode)}.`);
  const none = { rows, classes: [] };
  switch (mode) {
    case 'raw':
      return { ...none, of: (chosen) => columns(chosen, yCol) };
    case 'multiOutput':
      return { ...none, of: outputs(yCol) };
    default:
      return { ...none, of: (_, x) => classTargets(mode, new Int32Array(), 0, x) };
  }
}

/** Numbers of one column, [rows], or of several side by side, [rows, columns]. */
function columns(rows: readonly TableRow[], yCol: string | readonly string[]): tf.Tensor {
  if (typeof yCol === 'string') return column(rows, yCol);
  const values = rows.map((row) => yCol.map((name) => numberOf(row, name)));
  return tf.tensor2d(values, [rows.length, yCol.length]);
}

/** A tensor for each column: a model with several outputs has a target for each. */
function outputs(yCol: string | readonly string[]): (rows: readonly TableRow[]) => tf.Tensor[] {
  if (typeof yCol !== 'string') return (rows) => yCol.map((name) => column(rows, name));
  throw new Error(
    `classMode 'multiOutput' needs a column for each output. Expected yCol: ['…', '…'], received ${JSON.stringify(yCol)}.`,
  );
}

/** A column of numbers, or of lists of numbers that are all as long. */
function column(rows: readonly TableRow[], name: string): tf.Tensor {
  const lists = rows.map((row) => (Array.isArray(row[name]) ? row[name] : undefined));
  if (lists.every((list) => list === undefined)) return tf.tensor1d(numbers(rows, name));
  const length = lists[0]?.length;
  const good = lists.every((list) => list?.length === length && list?.every(Number.isFinite));
  if (good) return tf.tensor2d(lists as number[][]);
  throw new Error(`Column "${name}" needs lists of numbers of one length, or numbers, in every row.`);
}

function classes(
  rows: readonly TableRow[],
  mode: ClassMode,
  column: string,
  wanted: readonly string[] | undefined,
): TableTargets {
  const named = rows.map((row) => ({ row, names: classNames(row, column, mode) }));
  const all = [...new Set(wanted ?? named.flatMap(({ names }) => names).sort(byCodePoint))];
  requireClassMode(mode, modes, all.length);
  const numberOfClass = new Map(all.map((name, index) => [name, index]));
  const labels = new Map(
    named.map(({ row, names }) => [row, names.flatMap((name) => numberOfClass.get(name) ?? [])]),
  );
  return {
    rows: rows.filter((row) => labels.get(row)!.length > 0),
    classes: all,
    of(chosen, x) {
      const chosenLabels = chosen.map((row) => labels.get(row)!);
      if (mode === 'categorical') return multiHotRows(chosenLabels, all.length);
      const first = Int32Array.from(chosenLabels, ([label]) => label!);
      return classTargets(mode, first, all.length, x);
    },
  };
}

/** A row's class; its classes where 'categorical' is given a list. */
function classNames(row: TableRow, column: string, mode: ClassMode): readonly string[] {
  const value = row[column];
  if (typeof value === 'string') return [value];
  const isList = Array.isArray(value) && value.every((name) => typeof name === 'string');
  if (isList && mode === 'categorical') return value;
  throw new Error(
    `A class is not a string. Expected a class name in column "${column}"` +
      `${mode === 'categorical' ? ', or a list of them' : ''}, received ${JSON.stringify(value)}. ` +
      "For numbers to predict use classMode: 'raw'.",
  );
}

/** A column of numbers. @throws Error for anything else */
export function numbers(rows: readonly TableRow[], column: string): Float32Array {
  return Float32Array.from(rows, (row) => numberOf(row, column));
}

function numberOf(row: TableRow, column: string): number {
  const value = row[column];
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new Error(
    `Column "${column}" needs a finite number in every row, received ${JSON.stringify(value)}.`,
  );
}
