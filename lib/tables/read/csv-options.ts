// The options of `readCsv`, checked.
import { received } from '../../core/messages.js';
import { unknownName } from '../../core/names.js';
import type { ColumnType } from '../column-types.js';

/** Options of `readCsv`. */
export interface CsvOptions {
  /**
   * What stands between two values; 'spaces': any number of spaces and tabs. Default: the one of `,` `;` tab `|` that the
   * first line has most of.
   */
  separator?: string;
  /** Is the first line the columns' names? Default true; without, the columns are `column_1`, `column_2`, …. */
  header?: boolean;
  /** Names for the columns, in their order, in place of the file's. */
  names?: readonly string[];
  /** What stands before a number's fraction. Default `.`; `,` in many European files. */
  decimal?: '.' | ',';
  /** What groups a number's digits, as in 1,000,000. Default: nothing does. */
  thousands?: string;
  /** The text's encoding: 'euc-kr' (also CP949), 'shift_jis', 'windows-1252', …. Default 'utf-8'; marks of UTF-16 are seen. */
  encoding?: string;
  /** Texts that stand for a missing value, besides the empty one, NA, N/A, NaN, null and None. */
  missing?: readonly string[];
  /** Types of some columns, in place of those that are found: `{ phone: 'text' }` keeps leading zeros. */
  types?: Readonly<Record<string, Exclude<ColumnType, 'other'>>>;
  /** How dates are written that do not begin with the year, in strftime's letters: '%d/%m/%Y'. */
  dateFormat?: string;
  /** Lines to leave out at the beginning. Default 0. */
  skip?: number;
  /** What stands behind this in a line is left out, and lines that begin with it. Default: nothing is. */
  comment?: string;
  /** Leaves out spaces before a value. Default false. */
  skipInitialSpace?: boolean;
  /** Read at most so many rows. Default: all. */
  rows?: number;
  /** Rows with fewer or more values than there are columns: an error that names the line, or filled up and cut. Default 'error'. */
  ragged?: 'error' | 'fill';
}

const known: (keyof CsvOptions)[] = [
  'separator',
  'header',
  'names',
  'decimal',
  'thousands',
  'encoding',
  'missing',
  'types',
  'dateFormat',
  'skip',
  'comment',
  'skipInitialSpace',
  'rows',
  'ragged',
];

type Check = readonly [name: keyof CsvOptions, expected: string, fits: (value: unknown) => boolean];

const isText = (value: unknown): boolean => typeof value === 'string';
const isCount = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0;
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
const isOneOf =
  (...choices: unknown[]) =>
  (value: unknown): boolean =>
    choices.includes(value);
const isLetter = (value: unknown): boolean =>
  typeof value === 'string' && value.length === 1 && value.charCodeAt(0) < 128 && !/["\r\n]/.test(value);

const checks: readonly Check[] = [
  [
    'separator',
    "one character, such as ',' or '\\t', or 'spaces'",
    (value) => value === 'spaces' || isLetter(value),
  ],
  ['header', 'true or false', (value) => typeof value === 'boolean'],
  ['names', "a list of names, such as ['age', 'fare']", isTexts],
  ['decimal', "'.' or ','", isOneOf('.', ',')],
  ['thousands', "one character, such as ','", isLetter],
  ['encoding', "an encoding's name, such as 'euc-kr'", isText],
  ['missing', "a list of texts, such as ['?']", isTexts],
  ['types', "types by column, such as { phone: 'text' }", isTypes],
  ['dateFormat', "a format, such as '%d/%m/%Y'", isText],
  ['skip', 'a whole number of at least 0', isCount],
  ['comment', "a text, such as '#'", (value) => isText(value) && value !== ''],
  ['skipInitialSpace', 'true or false', (value) => typeof value === 'boolean'],
  ['rows', 'a whole number of at least 0', isCount],
  ['ragged', "'error' or 'fill'", isOneOf('error', 'fill')],
];

export function checkCsvOptions(where: string, options: CsvOptions): void {
  if (typeof options !== 'object' || options === null)
    throw new Error(
      `${where}: expected options, such as { separator: ';' }. Received: ${received(options)}.`,
    );
  for (const name of Object.keys(options))
    if (!known.some((one) => one === name)) throw unknownName(`option of ${where}`, name, known);
  for (const [name, expected, fits] of checks) {
    const value = options[name];
    if (value !== undefined && !fits(value))
      throw new Error(`${where}: ${name} must be ${expected}. Received: ${received(value)}.`);
  }
}

function isTypes(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).every(isOneOf('number', 'boolean', 'text', 'date'));
}
