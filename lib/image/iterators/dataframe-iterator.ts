// Batches from a table whose rows name image files and what belongs to them.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { notice } from '../../core/notice.js';
import { tf } from '../../tf.js';
import { isImageName, type Portion } from '../loading/directory.js';
import { channelsOf } from '../transform/pixels.js';
import type { Batch, Processing } from './batch.js';
import type { DataframeFlowOptions, TableRow } from './dataframe-options.js';
import { numbers, tableTargets } from './dataframe-targets.js';
import { ImageIterator } from './image-iterator.js';
import { loadingOf } from './loading-options.js';

/** An endless stream of batches from a table of files. */
export class ImageDataframeIterator<B extends Batch = Batch> extends ImageIterator<B> {
  /** The class number of every class name. */
  readonly classIndices: Readonly<Record<string, number>>;
  /** The images' file names. */
  readonly filenames: readonly string[];

  constructor(
    table: readonly TableRow[],
    portion: Portion,
    processing: Processing,
    options: DataframeFlowOptions,
  ) {
    const { directory = '', xCol = 'filename', weightCol } = options;
    const mode = options.classMode === undefined ? 'categorical' : options.classMode;
    const named = withFiles(table, directory, xCol, options.validateFilenames ?? true);
    const targets = tableTargets(named, mode, options);
    const rows = part(targets.rows, portion);
    if (rows.length === 0)
      throw new Error(`The table gives no images: ${table.length} rows, none usable. Check ${xCol}.`);
    const names = rows.map((row) => String(row[xCol]));
    const { height, width, colorMode } = loadingOf(options);
    super(
      {
        samples: rows.length,
        height,
        width,
        channels: channelsOf[colorMode],
        source: (row) => ({ path: join(directory, names[row]!) }),
        nameOf: (row) => join(directory, names[row]!),
        batch(x, places) {
          const chosen = Array.from(places, (place) => rows[place]!);
          const y = targets.of(chosen, x);
          if (!y) return [x];
          return (weightCol ? [x, y, tf.tensor1d(numbers(chosen, weightCol))] : [x, y]) as Batch;
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
    throw new Error(
      `Row ${index} names no file. Expected text in column "${xCol}", received ${JSON.stringify(row[xCol])}; ` +
        `the row has ${Object.keys(row).join(', ')}.`,
    );
  });
  if (!validate) return table;
  const usable = table.filter((row) => isImage(join(directory, row[xCol] as string)));
  const left = table.length - usable.length;
  if (left > 0)
    notice(`Left out ${left} of ${table.length} rows: their file does not exist or is not an image.`);
  return usable;
}

function isImage(path: string): boolean {
  return isImageName(path) && (statSync(path, { throwIfNoEntry: false })?.isFile() ?? false);
}

function part(rows: readonly TableRow[], [from, to]: Portion): readonly TableRow[] {
  return rows.slice(Math.trunc(from * rows.length), Math.trunc(to * rows.length));
}
