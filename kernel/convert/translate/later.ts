// Names that a function uses before the cell that gives them their values: Python looks for them when it is called, but
// a cell's names are those that are there when the cell is read. They are declared first, and given their values later.
import type { Body } from '../python/syntax.js';
import { namesStoredIn, usesIn } from '../python/walk.js';
import type { Facts } from './facts.js';
import { type Kind, unknown } from './kinds.js';
import type { Scope } from './scope.js';

/** For each cell the names that its functions use and that only later cells give values. */
export function namesOfLaterCells(cells: readonly Body[]): string[][] {
  const stored = cells.map(({ statements }) => namesStoredIn(statements));
  return cells.map(({ statements }, place) => {
    const uses = usesIn(statements);
    const inner = new Set(uses.filter(({ isInner }) => isInner).map(({ name }) => name));
    return [...inner].filter(
      (name) =>
        stored.slice(place + 1).some((names) => names.has(name)) &&
        stored.slice(0, place + 1).every((names) => !names.has(name)) &&
        uses.every((use) => use.name !== name || use.isInner),
    );
  });
}

/** Makes the names known, and gives the lines that declare them. */
export const declareLater = (names: readonly string[], scope: Scope, facts: Facts): string[] =>
  names
    .filter((name) => !scope.find(name) && !scope.isKnown(name))
    .map((name) => {
      const variable = scope.add(name, kindOf(name, facts));
      variable.isLater = true;
      return `let ${variable.spelling}: any; // A later cell gives its value.`;
    });

function kindOf(name: string, { functions, classes }: Facts): Kind {
  if (classes.has(name)) return { name: 'function', className: name };
  const known = functions.get(name);
  return known ? { name: 'function', gives: known.gives } : unknown;
}
