// `readCsv`: text with rows and columns into a table.
import type { DataFrame, DataType, Series } from 'nodejs-polars';
import type { CellValue } from '../column-types.js';
import { typeOf } from '../column-types.js';
import { columnOf, inner, marked, namesOf, polars } from '../polars.js';
import { Table } from '../table.js';
import { columnNames } from './column-names.js';
import { type CsvOptions, checkCsvOptions } from './csv-options.js';
import { decoded, encodingOf, notEncoded } from './encoding.js';
import { checkTypedColumns, forcedType } from './forced-types.js';
import { checkText } from './recognize.js';
import { describeFailure, type ReadText, tidyRows } from './rows.js';
import { endsByReturn, guessSeparator, hasAmbiguousDates } from './sniff.js';
import { type Opened, openSource, type TableSource } from './source.js';
import { isUntidy, separatorOf, tidied } from './tidied-lines.js';
import { isExact, typed, withoutMissingWords, withoutNaN } from './typed.js';

const where = 'readCsv';
/** Polars guesses types by so many rows. */
const guessedRows = 1000;

/**
 * Reads a table from CSV: a file, an address, bytes or the text itself. Numbers, truth values, dates (that begin with
 * the year) and missing values are found by themselves, as are `;`, tab and `|` between values. `.gz` is unpacked.
 *
 * @param source `'people.csv'`, `'https://…/people.csv'`, or text of several lines
 * @throws when the file is not there, is not in the encoding, or a row has too few or too many values; each with its line
 * @example
 * const people = await readCsv('name,age\nKim,31\nLee,');
 * people.describe();
 */
export async function readCsv<Columns extends object = Record<string, CellValue>>(
  source: TableSource,
  options: CsvOptions = {},
): Promise<Table<Columns>> {
  checkCsvOptions(where, options);
  const opened = await openSource(where, source);
  checkText(where, opened);
  const text = await prepare(opened, options);
  return new Table<Columns>(await frameOf(text, options));
}

/** UTF-8, and what its beginning shows. */
async function prepare(opened: Opened, options: CsvOptions): Promise<ReadText> {
  const encoding = encodingOf(where, opened.head, options.encoding);
  const isWritten = encoding === 'utf-8';
  const known = isWritten ? opened.bytes : await constant(decoded(where, opened, encoding));
  const lines = await tidiedLines(known, options);
  const inUtf8 = isWritten && lines === undefined;
  const bytes = lines ? await constant(Promise.resolve(lines)) : known;
  const head = inUtf8 ? opened.head : (await bytes()).subarray(0, opened.head.length);
  const start = Buffer.from(head).toString('utf8');
  return {
    opened,
    where,
    bytes,
    input: inUtf8 && opened.path ? opened.path : Buffer.from(await bytes()),
    start,
    separator: options.separator === undefined ? guessSeparator(start) : separatorOf(options.separator),
    options,
  };
}

/** The text as Polars reads it, where that is another; undefined where it is the same. */
async function tidiedLines(
  bytes: () => Promise<Uint8Array>,
  options: CsvOptions,
): Promise<Uint8Array | undefined> {
  const { separator, comment, skipInitialSpace } = options;
  if (separator !== 'spaces' && comment === undefined && !skipInitialSpace) return undefined;
  const text = Buffer.from(await bytes()).toString('utf8');
  const between = separator === undefined ? guessSeparator(text.slice(0, 1 << 18)) : separatorOf(separator);
  return isUntidy(text, options) ? Buffer.from(tidied(text, options, between)) : undefined;
}

async function constant<T>(value: Promise<T>): Promise<() => Promise<T>> {
  const known = await value;
  return async () => known;
}

async function frameOf(text: ReadText, options: CsvOptions): Promise<DataFrame> {
  const raw = await tidyRows(text, await readColumns(text));
  const names = columnNames(where, namesOf(raw), options);
  checkTypedColumns(where, names, options);
  const columns = raw.getColumns() as Series[];
  return polars().DataFrame(
    columns.map((column, i) =>
      forcedType(text, finished(column, names[i]!, options).rename(inner(names[i]!))),
    ),
  );
}

/** What Polars reads; where its guess of a type fails further down, everything as text. */
async function readColumns(text: ReadText): Promise<DataFrame> {
  const guess = text.options.decimal === ',' ? 0 : guessedRows;
  const first = await attempt(text, guess, {});
  if (first === undefined) return (await attempt(text, 0, {})) ?? Promise.reject(await failed(text));
  const texts = columnsKeptAsText(first, text.options);
  if (texts.length === 0) return first;
  const types = Object.fromEntries(texts.map((name) => [name, polars().Utf8]));
  return (await attempt(text, guess, types)) ?? first;
}

/** Whole numbers that would lose digits, and what the user wants as text. */
function columnsKeptAsText(frame: DataFrame, options: CsvOptions): string[] {
  const names = columnNames(where, namesOf(frame), options);
  return namesOf(frame).filter((raw, i) => {
    const column = columnOf(frame, raw);
    if (column.dtype.variant === 'String') return false;
    return options.types?.[names[i]!] === 'text' || (column.dtype.variant === 'Int64' && !isExact(column));
  });
}

/** Undefined where a value is not of the guessed type. */
async function attempt(
  text: ReadText,
  inferSchemaLength: number,
  dtypes: Record<string, DataType>,
): Promise<DataFrame | undefined> {
  const { options, input, separator, start } = text;
  try {
    const frame = polars().readCSV(input, {
      sep: separator,
      hasHeader: options.header ?? true,
      inferSchemaLength,
      tryParseDates: inferSchemaLength > 0 && !hasAmbiguousDates(start) && options.dateFormat === undefined,
      ignoreErrors: false,
      truncateRaggedLines: options.ragged === 'fill',
      dtypes,
      skipRows: options.skip ?? 0,
      ...(options.comment === undefined ? {} : { commentPrefix: options.comment }),
      ...(options.rows === undefined ? {} : { nRows: options.rows }),
      ...(endsByReturn(start) ? { eolChar: '\r' } : {}),
    });
    return marked(frame);
  } catch (error) {
    const message = (error as Error).message;
    if (/invalid utf-?8/i.test(message)) throw notEncoded(where, text.opened, 'utf-8', error);
    if (inferSchemaLength > 0 && !/more fields|no data|not properly escaped/.test(message)) return undefined;
    throw await describeFailure(text, error as Error);
  }
}

async function failed(text: ReadText): Promise<Error> {
  return describeFailure(text, new Error('the types of its columns cannot be told'));
}

function finished(column: Series, name: string, options: CsvOptions): Series {
  const { variant } = column.dtype;
  if (variant === 'Float64') return withoutNaN(column);
  if (variant === 'Time') return column.cast(polars().Utf8);
  if (typeOf(column.dtype) !== 'text') return column;
  const known = withoutMissingWords(column, options.missing);
  return options.types?.[name] === 'text' ? known : typed(known, options);
}
