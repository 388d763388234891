// Rows in the order of a column's values, then of the next one's.
import type { DataFrame } from 'nodejs-polars';
import { inner } from '../polars.js';

/** Rows with equal values stay in their order; missing values come last. */
export function sorted(
  frame: DataFrame,
  by: readonly string[],
  descending: boolean | readonly boolean[],
): DataFrame {
  // Polars' package takes one direction for all: sorting by the last column first gives the same.
  return by.reduceRight<DataFrame>((rows, name, i) => {
    const down = typeof descending === 'boolean' ? descending : (descending[i] ?? false);
    return rows.sort(inner(name), down, true, true);
  }, frame);
}
