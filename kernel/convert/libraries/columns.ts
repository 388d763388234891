// Methods and properties of pandas' columns, which are lists here.
import type { Doc } from '../code/layout.js';
import type { Given } from '../translate/arguments.js';
import { type Code, call, code, levels, object, within } from '../translate/code.js';
import { columnKind, each, maskKind } from '../translate/columns.js';
import type { Context } from '../translate/context.js';
import { count, isList, listOf, number, unknown } from '../translate/kinds.js';
import { alone, type Methods, only, required, textOf } from './handler.js';

const typeChanges: Readonly<Record<string, string>> = {
  float: 'Number(one ?? NaN)',
  float32: 'Math.fround(one ?? NaN)',
  float64: 'Number(one ?? NaN)',
  int: 'Math.trunc(one)',
  int32: 'Math.trunc(one)',
  int64: 'Math.trunc(one)',
  str: "String(one ?? 'nan')",
};

/** Without what is missing, which pandas leaves out of its sums. */
const known = (value: Code): Doc => [object(value), '.filter((one: any) => one !== null)'];

const numbers = (value: Code): Doc => ['(', known(value), ' as number[])'];

/** One number of all that are known. */
const folded = (value: Code, step: Doc): Code =>
  code([numbers(value), '.reduce((all, one) => ', step, ')'], number);

/** Of a sample: by one less than there are. */
const variance =
  '((known) => ((mean) => known.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (known.length - 1))(known.reduce((sum, one) => sum + one, 0) / known.length))';

/** Between the two in order that it lies between. */
const quantile =
  '((known, part) => ((place) => known[Math.floor(place)]! + (place % 1) * (known[Math.ceil(place)]! - known[Math.floor(place)]!))((known.length - 1) * part))';

const quantileOf = (value: Code, part: Doc): Code =>
  code([`${quantile}(`, numbers(value), '.toSorted((a, b) => a - b), ', part, ')'], number);

/** Missing is null in a file's column, and no number in what is computed. */
const isMissing = '(one === null || Number.isNaN(one))';
const missing = alone((value) => each(value, isMissing, maskKind));
const present = alone((value) => each(value, ['!', isMissing], maskKind));

export const columnMethods: Methods = {
  unique: (value) => code(['[...new Set(', value.doc, ')]'], columnKind),
  nunique: (value) => code(['new Set(', known(value), ').size'], count),
  tolist: (value) => code(value.doc, listOf(value.kind.of ?? unknown), value.level),
  to_list: (value) => code(value.doc, listOf(value.kind.of ?? unknown), value.level),
  to_numpy: (value) => value,
  copy: (value) => code(['[...', value.doc, ']'], value.kind),
  map: (value, given, context) => mapped(value, given, 'arg', context),
  apply: (value, given, context) => mapped(value, given, 'func', context),
  isin: (value, given, context) => {
    const values = required(given, 0, 'values', context);
    const asked = { list: '.includes(one)', set: '.has(one)' }[values.kind.name as string];
    if (asked === undefined) return undefined;
    const isName = typeof values.doc === 'string' && /^\w+$/.test(values.doc);
    if (isName) return each(value, [values.doc, asked], maskKind);
    const all = call('new Set<any>', [values.doc]);
    return code(['((all) => ', object(value), '.map((one: any) => all.has(one)))(', all, ')'], maskKind);
  },
  astype: (value, given) => {
    const [node] = given.plain;
    const name = textOf(node) ?? (node?.type === 'name' || node?.type === 'attribute' ? node.name : '');
    const change = typeChanges[name];
    return change === undefined ? undefined : each(value, change, columnKind);
  },
  sample: (value, given, context) => {
    only(given);
    const size = required(given, 0, 'n', context);
    context.facts.use('random.permutation');
    const taken = ['Array.from(random.permutation(all.length)).slice(0, ', size.doc, ').map((i) => all[i]!)'];
    return code(['((all) => ', ...taken, ')(', value.doc, ')'], columnKind);
  },
  sum: (value) => code([known(value), '.reduce((sum: number, one: any) => sum + one, 0)'], number),
  mean: (value) =>
    code(
      [
        '((known) => known.reduce((sum: number, one: any) => sum + one, 0) / known.length)(',
        known(value),
        ')',
      ],
      number,
    ),
  min: (value) => folded(value, 'Math.min(all, one)'),
  max: (value) => folded(value, 'Math.max(all, one)'),
  // The most frequent first; of two alike, the one that comes first.
  value_counts: alone((value) =>
    code(
      [
        '((counts) => new Map([...counts].sort((a, b) => b[1] - a[1])))(',
        known(value),
        '.reduce((all, one) => all.set(one, (all.get(one) ?? 0) + 1), new Map<any, number>()))',
      ],
      { name: 'map' },
    ),
  ),
  count: alone((value) => code([known(value), '.length'], count)),
  var: alone((value) => code([`${variance}(`, numbers(value), ')'], number)),
  std: alone((value) => code([`Math.sqrt(${variance}(`, numbers(value), '))'], number)),
  median: alone((value) => quantileOf(value, '0.5')),
  quantile: (value, given, context) => {
    only(given, 'q');
    const part = required(given, 0, 'q', context);
    return part.kind.name === 'number' ? quantileOf(value, part.doc) : undefined;
  },
  isnull: missing,
  isna: missing,
  notnull: present,
  notna: present,
  dropna: alone((value) => code(known(value), columnKind)),
  fillna: (value, given, context) => {
    only(given, 'value');
    const filling = required(given, 0, 'value', context);
    if (isList(filling.kind) || filling.kind.name === 'dict') return undefined;
    const isWritten = typeof filling.doc === 'string' && /^[\w.']+$/.test(filling.doc);
    const filled = (one: Doc): Code => each(value, [isMissing, ' ? ', one, ' : one'], columnKind);
    if (isWritten) return filled(filling.doc);
    return code(['((filling) => ', filled('filling').doc, ')(', filling.doc, ')'], columnKind);
  },
};

/** By a dictionary, or by a function. */
function mapped(value: Code, given: Given, name: string, context: Context): Code | undefined {
  only(given, name);
  const by = required(given, 0, name, context);
  if (by.kind.name === 'map') return each(value, [object(by), '.get(one)!'], columnKind);
  if (by.kind.name === 'dict') return each(value, ['(', by.doc, ' as any)[one]'], columnKind);
  if (by.kind.name !== 'function') return undefined;
  return code([object(value), '.map((one: any) => ', within(by, levels.call), '(one))'], columnKind);
}

/** `df.age`, and what of a column is no call. */
export function columnProperty(value: Code, name: string): Code | undefined {
  if (name === 'values' || name === 'iloc') return value;
  if (name === 'size') return code([object(value), '.length'], count);
  if (name === 'shape') return code(['[', object(value), '.length]'], { name: 'shape' });
  return undefined;
}
