// Keras' names beside ours, as `npm run keras:names` generates them from the installed package and our types.
import type { Place } from '../translate/arguments.js';
import { kerasTable } from './keras-table.js';

export interface Row {
  /** Python's names of what it takes, in order. */
  readonly parameters: readonly string[];
  /** Our name; undefined where it is not here. */
  readonly ours: string | undefined;
  readonly places: readonly Place[];
  readonly renamed: Readonly<Record<string, string>>;
  /** Arguments that have no meaning here. */
  readonly ignored: ReadonlySet<string>;
  readonly isAsync: boolean;
  readonly isClass: boolean;
  /** Why it is not here. */
  readonly reason: string | undefined;
}

let rows: Map<string, string> | undefined;

/** @param path as `layers.Dense`, `Model.fit` */
export function rowOf(path: string): Row | undefined {
  rows ??= new Map(
    kerasTable
      .trim()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf('|')), line]),
  );
  const line = rows.get(path);
  return line === undefined ? undefined : parsed(line);
}

/** @param name ours, as `layers.dense`; the row of the first of Keras' names for it */
export function rowOfOurs(name: string): Row | undefined {
  const line = new RegExp(`^[^|\n]*\\|[^|\n]*\\|${name.replaceAll('.', '\\.')}\\|.*$`, 'm').exec(kerasTable);
  return line ? parsed(line[0]) : undefined;
}

/** `layers.Dense|units,activation|layers.dense|{units,activation}|async|renamed=ours,…|ignored,…|reason`. */
function parsed(line: string): Row {
  const [, parameters = '', ours = '', places = '', flags = '', renamed = '', ignored = '', reason = ''] =
    line.split('|');
  return {
    parameters: words(parameters),
    ours: ours || undefined,
    places: places.split(';').filter(Boolean).map(placeOf),
    renamed: Object.fromEntries(words(renamed).map((pair) => pair.split('='))),
    ignored: new Set(words(ignored)),
    isAsync: flags.includes('async'),
    isClass: flags.includes('class'),
    reason: reason || undefined,
  };
}

const words = (list: string): string[] => list.split(',').filter(Boolean);
const placeOf = (text: string): Place => (text.startsWith('{') ? new Set(words(text.slice(1, -1))) : text);
