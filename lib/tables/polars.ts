// Polars, which holds and computes the tables. It is loaded by the first table: a notebook without one does not pay.
import { createRequire } from 'node:module';
import type { DataFrame, Series } from 'nodejs-polars';

type Polars = typeof import('nodejs-polars');

let loaded: Polars | undefined;

/*
 * A data frame of Polars' package answers `frame.height` with the column of that name, where there is one. So columns have
 * other names inside: with a mark that no method has.
 */
const mark = ':';

/** A column's name within a data frame. */
export const inner = (name: string): string => mark + name;

/** A column's name as the user knows it. */
export const outer = (name: string): string => name.slice(mark.length);

/** The columns' names as the user knows them. */
export const namesOf = (frame: DataFrame): string[] => frame.columns.map(outer);

/** @param name as the user knows it */
export const columnOf = (frame: DataFrame, name: string): Series => frame.getColumn(inner(name));

/** A data frame as Polars reads it, with marked names. */
export function marked(frame: DataFrame): DataFrame {
  const columns = Object.keys(frame).map((name) => (Reflect.get(frame, name) as Series).rename(inner(name)));
  return polars().DataFrame(columns);
}

/** The same columns under the user's names, to be written. */
export function unmarked(frame: DataFrame): DataFrame {
  return polars().DataFrame(frame.columns.map((name) => frame.getColumn(name).rename(outer(name))));
}

/** @throws where Polars' native part is missing */
export function polars(): Polars {
  loaded ??= load();
  return loaded;
}

function load(): Polars {
  try {
    return createRequire(import.meta.url)('nodejs-polars') as Polars;
  } catch (cause) {
    throw new Error(
      `Tables: expected Polars, which computes them, for ${process.platform} on ${process.arch}. ` +
        `Received: ${(cause as Error).message.split('\n')[0]}. ` +
        "Install it anew, with the packages' optional parts: npm install --include=optional.",
      { cause },
    );
  }
}

/** The data frame that a table is made with: Polars' types stay out of a cell's checker. */
export function insideOf(frame: object): DataFrame {
  if (polars().DataFrame.isDataFrame(frame)) return frame;
  throw new Error(
    'Table: expected a data frame. Received: something else. Make tables by table(…) or readCsv(…).',
  );
}
