// Rows that are no rows: empty lines, which are left out, and rows with too few or too many values.
import type { DataFrame } from 'nodejs-polars';
import { polars } from '../polars.js';
import type { CsvOptions } from './csv-options.js';
import { type ScannedRows, scanRows } from './scan-rows.js';
import type { Opened } from './source.js';

/** A text on its way into a table. */
export interface ReadText {
  readonly where: string;
  readonly opened: Opened;
  readonly options: CsvOptions;
  /** What Polars reads: a path, or UTF-8. */
  readonly input: string | Buffer;
  /** The beginning. */
  readonly start: string;
  readonly separator: string;
  /** All of it, as UTF-8. */
  bytes(): Promise<Uint8Array>;
}

/** Polars fills short rows up, and takes an empty line for a row: both end with a missing value. */
export async function tidyRows(text: ReadText, frame: DataFrame): Promise<DataFrame> {
  const last = frame.columns.at(-1);
  if (last === undefined || frame.getColumn(last).nullCount() === 0) return frame;
  const { lines, widths } = await rowsOf(text);
  if (widths.length < frame.height) return frame;
  const short = widths.findIndex((width, row) => row < frame.height && width > 0 && width < frame.width);
  if (short >= 0 && text.options.ragged !== 'fill')
    throw raggedRow(text, { line: lines[short]!, width: widths[short]!, columns: frame.width });
  const isRow = widths.slice(0, frame.height).map((width) => width > 0);
  return isRow.every(Boolean) ? frame : frame.filter(polars().Series('rows', isRow));
}

/** The rows below the header. */
async function rowsOf(text: ReadText): Promise<ScannedRows> {
  const { separator, options } = text;
  const rows = scanRows(await text.bytes(), {
    separator: separator.charCodeAt(0),
    skip: options.skip ?? 0,
    ...(options.comment === undefined ? {} : { comment: options.comment }),
  });
  if (options.header === false) return rows;
  const header = rows.widths.findIndex((width) => width > 0);
  return { lines: rows.lines.slice(header + 1), widths: rows.widths.slice(header + 1) };
}

/** What Polars found wrong, in the user's words. */
export async function describeFailure(text: ReadText, error: Error): Promise<Error> {
  const { where, opened } = text;
  if (error.message.includes('no data'))
    return new Error(
      `${where}: expected at least a line of names in ${opened.name}. Received: an empty file.`,
      {
        cause: error,
      },
    );
  if (error.message.includes('more fields')) return (await longRow(text)) ?? plainFailure(text, error);
  if (error.message.includes('not properly escaped')) return openQuote(text, error);
  return plainFailure(text, error);
}

async function longRow(text: ReadText): Promise<Error | undefined> {
  const bytes = await text.bytes();
  const { lines, widths } = scanRows(bytes, {
    separator: text.separator.charCodeAt(0),
    skip: text.options.skip ?? 0,
  });
  const columns = widths.find((width) => width > 0) ?? 0;
  const long = widths.findIndex((width) => width > columns);
  return long < 0 ? undefined : raggedRow(text, { line: lines[long]!, width: widths[long]!, columns });
}

function raggedRow(
  { where, opened, separator }: ReadText,
  { line, width, columns }: { line: number; width: number; columns: number },
): Error {
  const quoting = width > columns ? `, put a value that holds '${separator}' in double quotes,` : '';
  return new Error(
    `${where}: expected ${columns} values in each row of ${opened.name}. Received: ${width} in line ${line}. ` +
      `Mend the line${quoting} or read it with { ragged: 'fill' }, which fills short rows up and cuts long ones.`,
  );
}

function openQuote({ where, opened }: ReadText, error: Error): Error {
  return new Error(
    `${where}: expected a second " for each " in ${opened.name}. Received: one that is never closed. ` +
      'Close it; a " within a value is written "".',
    { cause: error },
  );
}

function plainFailure({ where, opened }: ReadText, error: Error): Error {
  const reason = error.message.split('\n')[0]!.replace(/\.$/, '');
  return new Error(
    `${where}: expected rows and columns in ${opened.name}. Received: ${reason}. Look at the file in a text editor.`,
    { cause: error },
  );
}
