// What each column holds, in one row a column: pandas' numbers.
import type { DataFrame, Series } from 'nodejs-polars';
import { type CellValue, numbersOf, typeOf, valuesOf } from '../column-types.js';
import { columnFrom } from '../from-values.js';
import { columnOf, inner, namesOf, outer, polars } from '../polars.js';

const heads = [
  'column',
  'type',
  'count',
  'missing',
  'mean',
  'std',
  'min',
  '25%',
  '50%',
  '75%',
  'max',
  'unique',
  'top',
  'freq',
];

type Facts = Record<string, CellValue>;

/** Columns that say nothing of any of the table's columns are left out. */
export function describe(frame: DataFrame): DataFrame {
  const rows = namesOf(frame).map((name) => factsOf(frame, columnOf(frame, name)));
  const shown = heads.filter((head) => rows.length === 0 || rows.some((row) => row[head] !== undefined));
  return polars().DataFrame(
    shown.map((head) =>
      columnFrom(
        'describe',
        head,
        rows.map((row) => row[head] ?? null),
      ),
    ),
  );
}

function factsOf(frame: DataFrame, series: Series): Facts {
  const type = typeOf(series.dtype);
  const missing = series.nullCount();
  const common: Facts = { column: outer(series.name), type, count: series.length - missing, missing };
  if (type === 'number') return { ...common, ...numberFacts(series) };
  return type === 'text' || type === 'boolean' ? { ...common, ...kindFacts(frame, series) } : common;
}

function numberFacts(series: Series): Facts {
  const numbers = numbersOf(series.dropNulls().sort());
  if (numbers.length === 0) return {};
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  const squares = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    mean,
    std: numbers.length < 2 ? null : Math.sqrt(squares / (numbers.length - 1)),
    min: numbers[0]!,
    '25%': quantile(numbers, 0.25),
    '50%': quantile(numbers, 0.5),
    '75%': quantile(numbers, 0.75),
    max: numbers.at(-1)!,
  };
}

/** Between two values, on the line from one to the other. @param sorted from the least to the greatest */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)]!;
  return below + (sorted[Math.ceil(place)]! - below) * (place % 1);
}

/** The value that is there most often; of several, the one that comes first. */
function kindFacts(frame: DataFrame, series: Series): Facts {
  const counts = countsOf(frame, outer(series.name)).filter(([value]) => value !== null);
  const [first] = counts;
  return {
    unique: counts.length,
    top: first === undefined ? null : String(first[0]),
    freq: first?.[1] ?? null,
  };
}

/** Each value and how often it is there, the most frequent first; of several, in the order in which they first come. */
export function countsOf(frame: DataFrame, name: string): [CellValue, number][] {
  const pl = polars();
  const place = pl.col('\0place');
  const counts = frame
    .select(inner(name))
    .withRowIndex('\0place')
    .groupBy(inner(name))
    .agg(place.min().as('\0first'), place.count().as('\0count'))
    .sort('\0first')
    .sort('\0count', true, true, true);
  const numbers = numbersOf(counts.getColumn('\0count'));
  return valuesOf(columnOf(counts, name)).map((value, i) => [value, numbers[i]!]);
}

/** The value that is there most often, missing ones aside. */
export function commonest(frame: DataFrame, name: string): [CellValue, number] | undefined {
  return countsOf(frame, name).find(([value]) => value !== null);
}
