// A second look at columns that came as text: missing values by other words, and numbers, truth values and dates that
// Polars' own guess does not see.
import type { DataType, Expr, Series } from 'nodejs-polars';
import { polars } from '../polars.js';
import type { CsvOptions } from './csv-options.js';

/** What pandas takes for missing, besides the empty text. */
export const missingWords: readonly string[] = [
  '',
  '#N/A',
  '#N/A N/A',
  '#NA',
  '-1.#IND',
  '-1.#QNAN',
  '-NaN',
  '-nan',
  '1.#IND',
  '1.#QNAN',
  '<NA>',
  'N/A',
  'NA',
  'NULL',
  'NaN',
  'None',
  'n/a',
  'nan',
  'null',
];

/** Dates and times that cannot be mistaken: the year comes first. */
const dateFormats = ['%Y-%m-%d', '%Y/%m/%d', '%Y.%m.%d', '%Y%m%d'];
const timeFormats = [
  '%Y-%m-%d %H:%M:%S%.f',
  '%Y-%m-%dT%H:%M:%S%.f',
  '%Y-%m-%d %H:%M',
  '%Y-%m-%dT%H:%M',
  '%Y/%m/%d %H:%M:%S%.f',
  '%Y/%m/%d %H:%M',
  '%Y-%m-%dT%H:%M:%S%.f%#z',
];

/** So many values decide whether a reading of the whole column is worth a try. */
const sampleSize = 50;

export type TypingOptions = Pick<CsvOptions, 'decimal' | 'thousands' | 'missing' | 'dateFormat'>;

/** Text with `null` for what stands for a missing value. */
export function withoutMissingWords(series: Series, missing: readonly string[] = []): Series {
  const words = [...missingWords, ...missing];
  const pl = polars();
  const column = pl.col(series.name);
  // A value of blanks alone is as empty as an empty one.
  const plain = isPadded(series) ? change(series, column.str.strip()) : series;
  const isMissing = plain.isIn(words);
  if (isMissing.cast(pl.UInt32).sum() === 0) return series;
  const marked = pl.DataFrame([series, isMissing.rename('\0missing')]);
  const known = pl.when(pl.col('\0missing')).then(pl.lit(null)).otherwise(column);
  return marked.select(known.as(series.name)).getColumn(series.name);
}

/** The column as truth values, numbers or dates, where each value is one; else as it is. */
export function typed(series: Series, options: TypingOptions): Series {
  if (series.nullCount() === series.length) return series.cast(polars().Float64);
  return asBooleans(series) ?? asNumbers(series, options) ?? asDates(series, options.dateFormat) ?? series;
}

export function asBooleans(series: Series): Series | undefined {
  if (!sampleFits(series, (text) => /^(true|false)$/i.test(text.trim()))) return undefined;
  const pl = polars();
  const lower = pl.col(series.name).str.strip().str.toLowerCase();
  const values = pl.when(lower.eq(pl.lit('true'))).then(pl.lit(true));
  const either = pl
    .when(lower.eq(pl.lit('false')))
    .then(pl.lit(false))
    .otherwise(pl.lit(null));
  return unlessLost(series, change(series, values.otherwise(either)));
}

/** Whole numbers stay exact; beyond what a number of JavaScript's holds, they stay text. */
export function asNumbers(series: Series, options: TypingOptions): Series | undefined {
  const { decimal = '.', thousands } = options;
  if (!sampleFits(series, (text) => isNumber(plainNumber(text.trim(), decimal, thousands)))) return undefined;
  if (decimal === ',' && thousands !== '.' && hasPoint(series)) return undefined;
  const pl = polars();
  let text: Expr = pl.col(series.name).str.strip();
  if (thousands) text = text.str.replaceAll(thousands, '', true);
  if (decimal === ',') text = text.str.replaceAll(',', '.', true);
  const plain = change(series, text);
  const whole = tryCast(plain, pl.Int64);
  if (whole) return isExact(whole) ? whole : undefined;
  const numbers = tryCast(plain, pl.Float64);
  return numbers && !isTooLong(plain) ? withoutNaN(numbers) : undefined;
}

/** A column of whole numbers that Int64 does not hold: names, not quantities. */
function isTooLong(plain: Series): boolean {
  return plain
    .dropNulls()
    .head(sampleSize)
    .toArray()
    .every((text) => /^[+-]?\d{16,}$/.test(String(text)));
}

/** NaN is one more word for a missing value. */
export function withoutNaN(series: Series): Series {
  if (!Number.isNaN(series.sum())) return series;
  const pl = polars();
  return change(series, pl.col(series.name).fillNan(pl.lit(null)));
}

/** Are all within what a number of JavaScript's holds? */
export function isExact(series: Series): boolean {
  const limit = Number.MAX_SAFE_INTEGER;
  return (series.max() ?? 0) <= limit && (series.min() ?? 0) >= -limit;
}

function plainNumber(text: string, decimal: string, thousands: string | undefined): string {
  const digits = thousands ? text.replaceAll(thousands, '') : text;
  return decimal === '.' ? digits : digits.replace(',', '.');
}

function isNumber(text: string): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) || /^[+-]?(inf|infinity)$/i.test(text);
}

const hasPoint = (series: Series): boolean => sampleOf(series).some((text) => text.includes('.'));

export function asDates(series: Series, format?: string): Series | undefined {
  if (format !== undefined) return byFormat(series, format, format.includes('%H'));
  if (!sampleFits(series, (text) => /^\d{4}([-/.]?)\d{1,2}\1\d{1,2}/.test(text))) return undefined;
  return (
    firstOf(dateFormats, (one) => byFormat(series, one, false)) ??
    firstOf(timeFormats, (one) => byFormat(series, one, true))
  );
}

function firstOf<T>(formats: readonly string[], read: (format: string) => T | undefined): T | undefined {
  for (const format of formats) {
    const result = read(format);
    if (result !== undefined) return result;
  }
  return undefined;
}

function byFormat(series: Series, format: string, withTime: boolean): Series | undefined {
  const pl = polars();
  const text = pl.col(series.name).str;
  try {
    const read = withTime ? text.strptime(pl.Datetime('ms'), format) : text.strptime(pl.Date, format);
    if (change(series.head(sampleSize), read).nullCount() > series.head(sampleSize).nullCount())
      return undefined;
    return unlessLost(series, change(series, read));
  } catch {
    return undefined; // Polars refuses a format that it does not know
  }
}

function tryCast(series: Series, type: DataType): Series | undefined {
  return unlessLost(series, series.cast(type));
}

/** Unless a value could not be read, and became missing. */
function unlessLost(before: Series, after: Series): Series | undefined {
  return after.nullCount() === before.nullCount() ? after : undefined;
}

const isPadded = (series: Series): boolean => sampleOf(series).some((text) => text !== text.trim());

function sampleFits(series: Series, fits: (text: string) => boolean): boolean {
  return sampleOf(series).every(fits);
}

function sampleOf(series: Series): string[] {
  const start = series.head(1000).dropNulls().head(sampleSize);
  const known = start.length > 0 ? start : series.dropNulls().head(sampleSize);
  return (known.toArray() as unknown[]).map(String);
}

function change(series: Series, how: Expr): Series {
  const { name } = series;
  return polars().DataFrame([series]).select(how.as(name)).getColumn(name);
}
