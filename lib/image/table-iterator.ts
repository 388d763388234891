// Batches from a table whose rows name picture files and what belongs to them.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { notice } from '../notice.js';
import { tf } from '../tf.js';
import type { Batch, Processing } from './batch.js';
import { isPictureName, type Portion } from './directory.js';
import { type LoadingOptions, loadingOf } from './loading-options.js';
import { PictureIterator } from './picture-iterator.js';
import { CHANNELS } from './pixels.js';
import { numbers, tableTargets } from './table-targets.js';
import type { ClassMode } from './targets.js';

export type TableRow = Readonly<Record<string, unknown>>;

/**
 * As for folders, and `raw`: y holds the numbers of the column, or columns, `yCol`; `multiOutput`: y is a list with a
 * tensor for each of the columns `yCol`. For `categorical` a row's class may be a list of classes.
 * @inline
 */
export type TableClassMode = ClassMode | 'raw' | 'multiOutput';

/** Options of `ImageDataGenerator.flowFromTable`. */
export interface TableFlowOptions extends LoadingOptions {
  /** The folder that file names start from. Default: the current one. */
  readonly directory?: string;
  /** The column with the file names. Default: 'filename'. */
  readonly xCol?: string;
  /** The column with the class names; for 'raw' the column, or columns, with numbers; for 'multiOutput' a list of columns. Default: 'class'. */
  readonly yCol?: string | readonly string[];
  /** The column with sample weights. Default: none. */
  readonly weightCol?: string;
  /** The classes to take, in the order of their numbers. Default: all, by name. */
  readonly classes?: readonly string[];
  /** What y is. Default: 'categorical'. */
  readonly classMode?: TableClassMode;
  /** Leaves out rows whose file does not exist or is no picture by its name. Default: true. */
  readonly validateFilenames?: boolean;
}

/** An endless stream of batches from a table of files. */
export class TableIterator<B extends Batch = Batch> extends PictureIterator<B> {
  /** The class number of every class name. */
  readonly classIndices: Readonly<Record<string, number>>;
  /** The pictures' file names. */
  readonly filenames: readonly string[];

  constructor(
    table: readonly TableRow[],
    portion: Portion,
    processing: Processing,
    options: TableFlowOptions,
  ) {
    const { directory = '', xCol = 'filename', weightCol } = options;
    const mode = options.classMode === undefined ? 'categorical' : options.classMode;
    const named = withFiles(table, directory, xCol, options.validateFilenames ?? true);
    const targets = tableTargets(named, mode, options);
    const rows = part(targets.rows, portion);
    if (rows.length === 0)
      throw new Error(`The table gives no pictures: ${table.length} rows, none usable. Check ${xCol}.`);
    const names = rows.map((row) => String(row[xCol]));
    const { height, width, colorMode } = loadingOf(options);
    super(
      {
        samples: rows.length,
        height,
        width,
        channels: CHANNELS[colorMode],
        source: (row) => ({ path: join(directory, names[row]!) }),
        nameOf: (row) => join(directory, names[row]!),
        batch(x, places) {
          const chosen = Array.from(places, (place) => rows[place]!);
          const y = targets.of(chosen, x);
          if (!y) return [x] as unknown as B;
          return (weightCol ? [x, y, tf.tensor1d(numbers(chosen, weightCol))] : [x, y]) as B;
        },
      },
      processing,
      options,
    );
    this.classIndices = Object.fromEntries(targets.classes.map((name, index) => [name, index]));
    this.filenames = names;
    const belonging = targets.classes.length > 0 ? ` belonging to ${targets.classes.length} classes` : '';
    notice(`Found ${rows.length} image filenames${belonging}.`);
  }
}

function withFiles(
  table: readonly TableRow[],
  directory: string,
  xCol: string,
  validate: boolean,
): readonly TableRow[] {
  table.forEach((row, index) => {
    if (typeof row[xCol] === 'string') return;
    throw new TypeError(
      `Row ${index} names no file. Expected text in column "${xCol}", received ${JSON.stringify(row[xCol])}; ` +
        `the row has ${Object.keys(row).join(', ')}.`,
    );
  });
  if (!validate) return table;
  const usable = table.filter((row) => isPicture(join(directory, row[xCol] as string)));
  const left = table.length - usable.length;
  if (left > 0)
    notice(`Left out ${left} of ${table.length} rows: their file does not exist or is no picture.`);
  return usable;
}

function isPicture(path: string): boolean {
  return isPictureName(path) && (statSync(path, { throwIfNoEntry: false })?.isFile() ?? false);
}

function part(rows: readonly TableRow[], [from, to]: Portion): readonly TableRow[] {
  return rows.slice(Math.trunc(from * rows.length), Math.trunc(to * rows.length));
}
