// Errors that Python raises where JavaScript goes on with undefined, NaN or Infinity: a `catch` would never see them.
import type { Body, Handler } from '../python/syntax.js';
import { Untranslated } from './context.js';
import type { StatementContext } from './statement-context.js';

type Tree = { readonly [key: string]: unknown };

/** What raises an error in Python alone, by the error. */
const raising: readonly (readonly [errors: RegExp, what: string, test: (node: Tree) => boolean])[] = [
  [
    /^(KeyError|IndexError|LookupError)$/,
    'a key or a place that is not there gives undefined: ask before, `key in dict`',
    ({ type }) => type === 'subscript',
  ],
  [
    /^(ZeroDivisionError|ArithmeticError)$/,
    'a division by zero gives Infinity or NaN: ask for the divisor before',
    ({ type, operator }) =>
      /^(binary|update)$/.test(type as string) && /^(\/|\/\/|%)$/.test(operator as string),
  ],
  [
    /^ValueError$/,
    'a text that is no number gives NaN, what is not found -1: ask for that',
    (node) => isCallOf(node, /^(int|float)$/) || isMethod(node, /^(index|remove)$/),
  ],
  [/^StopIteration$/, 'an iterator that ends says `done`', (node) => isCallOf(node, /^next$/)],
];

const isCallOf = ({ type, callee }: Tree, names: RegExp): boolean =>
  type === 'call' && (callee as Tree).type === 'name' && names.test((callee as Tree).name as string);
const isMethod = ({ type, callee }: Tree, names: RegExp): boolean =>
  type === 'call' && (callee as Tree).type === 'attribute' && names.test((callee as Tree).name as string);

/** @throws where a handler waits for an error that JavaScript would not throw */
export function onlyInPython(body: Body, { errors }: Handler, context: StatementContext): void {
  const named =
    errors === undefined
      ? []
      : (errors.type === 'tuple' ? errors.items : [errors]).map((one) =>
          one.type === 'name' ? one.name : '',
        );
  const isAny = errors === undefined || named.some((name) => /^(Base)?Exception$/.test(name));
  for (const [of, what, test] of raising) {
    if (!holds(body.statements, test)) continue;
    if (named.some((name) => of.test(name))) throw new Untranslated(`\`${named.join(', ')}\`: ${what}`);
    if (isAny && of.test('ValueError')) throw new Untranslated(`\`except\`: ${what}`);
    if (isAny && /KeyError/.test(of.source)) context.note(`catch sees no missing keys: ${what}.`);
  }
}

function holds(tree: unknown, test: (node: Tree) => boolean): boolean {
  if (Array.isArray(tree)) return tree.some((one) => holds(one, test));
  if (typeof tree !== 'object' || tree === null) return false;
  return test(tree as Tree) || Object.values(tree).some((one) => holds(one, test));
}
