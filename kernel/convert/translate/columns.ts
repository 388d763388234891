// Columns of tables, which are lists here: operators on them go value by value.
import type { Doc } from '../code/layout.js';
import { type Code, code, levels, object, within } from './code.js';
import { Untranslated } from './context.js';
import { boolean, type Kind, unknown } from './kinds.js';

/** The values of a column, of any type. */
export const columnKind: Kind = { name: 'list', className: 'column', of: unknown };
/** True or false for each row. */
export const maskKind: Kind = { name: 'list', className: 'mask', of: boolean };

export const isColumn = ({ className, name }: Kind): boolean =>
  name === 'list' && (className === 'column' || className === 'mask');

/** Each value on its own: `(one) => …`. */
export const each = (value: Code, result: Doc, kind: Kind): Code =>
  code([object(value), '.map((one: any) => ', result, ')'], kind);

const comparisons: Readonly<Record<string, string>> = {
  '==': '===',
  '!=': '!==',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};
const numbers = new Set(['+', '-', '*', '/', '**']);
const equalities = new Set(['===', '!==']);
/** What is missing is no number: less than none, and what is computed of it is none. */
const orNone = (value: Doc): Doc => ['(', value, ' ?? NaN)'];

/** `df.age > 30`, `df.price * 2`, `a & b` of what is true or false. */
export function onColumns(operator: string, left: Code, right: Code): Code {
  const isBoth = left.kind.name === 'list' && right.kind.name === 'list';
  const column = isColumn(left.kind) ? left : right;
  const logical = { '&': '&&', '|': '||' }[operator];
  const sign = comparisons[operator] ?? logical ?? (numbers.has(operator) ? operator : undefined);
  if (sign === undefined)
    throw new Untranslated(`\`${operator}\` of columns: use table.withColumn(name, (row) => …)`);
  if (logical !== undefined && !(left.kind.className === 'mask' && right.kind.className === 'mask'))
    throw new Untranslated(`\`${operator}\` of columns that are not known to be true or false`);
  const isAsItIs = logical !== undefined || equalities.has(sign);
  const as = (value: Doc): Doc => (isAsItIs ? value : orNone(value));
  const parts: [Doc, Doc] = isBoth
    ? [as('one'), as([object(right), '[i]'])]
    : column === left
      ? [as('one'), within(right, levels.call)]
      : [within(left, levels.call), as('one')];
  const isMask = logical !== undefined || operator in comparisons;
  const given = isBoth ? '(one: any, i: number)' : '(one: any)';
  return code(
    [object(column), `.map(${given} => `, parts[0], ` ${sign} `, parts[1], ')'],
    isMask ? maskKind : columnKind,
  );
}

/** `~mask`, `-column`. */
export function columnUnary(operator: string, value: Code): Code {
  if (operator === '~' && value.kind.className === 'mask') return each(value, '!one', maskKind);
  if (operator === '-' && value.kind.className === 'column')
    return each(value, ['-', orNone('one')], columnKind);
  throw new Untranslated('an operator on a column of a table');
}

/** Rows where a mask is true. */
export const filtered = (table: Code, mask: Code): Code =>
  code(
    [
      '((kept: boolean[]) => ',
      object(table),
      '.filter((_: unknown, i: number) => kept[i]!))(',
      mask.doc,
      ')',
    ],
    {
      name: 'table',
    },
  );
