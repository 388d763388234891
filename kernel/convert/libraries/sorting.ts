// Python's order: of numbers, of texts, and of lists place by place.
import type { Doc } from '../code/layout.js';
import type { Expression } from '../python/syntax.js';
import { isConstant } from '../python/walk.js';
import type { Given } from '../translate/arguments.js';
import { type Code, code, levels, within } from '../translate/code.js';
import type { Context } from '../translate/context.js';
import { count, elementOf, isList, isVague, type Kind, text, unknown } from '../translate/kinds.js';
import { pathOf } from '../translate/paths.js';
import { arrowOf } from '../translate/values.js';
import { only } from './handler.js';

const functionOf = (doc: Doc, gives: Kind): Code => code(doc, { name: 'function', gives }, levels.assign);

/** What `key=` names, of values of a kind; undefined where it would not be a function here. */
export function keyOf(node: Expression, of: Kind, context: Context): Code | undefined {
  if (node.type === 'lambda')
    return arrowOf(node.parameters, node.body, context, of.name === 'unknown' ? [] : [of]);
  if (node.type === 'name' && !context.scope.find(node.name)) {
    if (node.name === 'len') return functionOf('(one: any) => one.length', count);
    if (node.name === 'str') return of.name === 'text' ? functionOf('(one: any) => one', text) : undefined;
    if (node.name === 'int' || node.name === 'float') return functionOf('Number', { name: 'number' });
    if (node.name === 'abs') return functionOf('Math.abs', { name: 'number' });
  }
  if (node.type === 'attribute' && pathOf(node, context.scope) === undefined)
    return methodAsKey(node, context);
  const path = node.type === 'call' ? pathOf(node.callee, context.scope) : undefined;
  if (node.type === 'call' && path === 'operator.itemgetter' && node.args.length === 1) {
    const [place] = node.args;
    if (place!.value.type !== 'number') return undefined;
    return functionOf(
      `(one: any) => one[${place!.value.text}]`,
      of.items?.[Number(place!.value.text)] ?? unknown,
    );
  }
  const by = context.expression(node);
  return by.kind.name === 'function' ? by : undefined;
}

/** `counts.get`, `str.lower`. */
function methodAsKey(
  { object, name }: Extract<Expression, { type: 'attribute' }>,
  context: Context,
): Code | undefined {
  const isText = object.type === 'name' && object.name === 'str' && !context.scope.find('str');
  if (isText && name === 'lower') return functionOf('(one: string) => one.toLowerCase()', text);
  if (isText || name !== 'get') return undefined;
  const { doc, kind } = context.expression(object);
  const gives = kind.of ?? unknown;
  if (kind.name === 'map') return functionOf(['(one: any) => ', doc, '.get(one)!'], gives);
  return kind.name === 'dict' ? functionOf(['(one: any) => (', doc, ' as any)[one]'], gives) : undefined;
}

/** `.sort(…)` for `sorted(values, key=…, reverse=True)`; undefined where the order is not known here. */
export function sorting(given: Given, of: Kind, context: Context): Doc | undefined {
  only(given, 'key', 'reverse');
  const [key, reverse] = [given.named.get('key'), given.named.get('reverse')];
  if (reverse && reverse.type !== 'constant') return undefined;
  const isReverse = isConstant(reverse, 'True');
  const [a, b] = isReverse ? ['b', 'a'] : ['a', 'b'];
  if (!key || isConstant(key, 'None')) {
    if (of.name === 'number') return `.sort((a, b) => ${a} - ${b})`;
    if (of.name === 'text') return isReverse ? '.sort().reverse()' : '.sort()';
    // No two keys of a dictionary are the same: what they stand for is never compared.
    if (isList(of))
      return hasLists(of) && !isItems(given) ? undefined : ['.sort((a, b) => { ', byPlaces(a, b), ' })'];
    if (/^(own|dict|map|set|tensor)$/.test(of.name)) return undefined;
    if (isVague(of)) context.note('Sorted as numbers or texts are.');
    return `.sort((a, b) => (${a} < ${b} ? -1 : ${a} > ${b} ? 1 : 0))`;
  }
  const by = keyOf(key, of, context);
  const gives = by?.kind.gives ?? unknown;
  if (!by || hasLists(gives) || /^(own|dict|map|set|tensor)$/.test(gives.name)) return undefined;
  const order = isList(gives)
    ? byPlaces(`key(${a})`, `key(${b})`)
    : `return key(${a}) < key(${b}) ? -1 : key(${a}) > key(${b}) ? 1 : 0;`;
  return ['.sort((a, b) => { const key = ', within(by, levels.assign), '; ', order, ' })'];
}

/** `sorted(rows.items())`. */
function isItems({ plain: [only] }: Given): boolean {
  return only?.type === 'call' && only.callee.type === 'attribute' && only.callee.name === 'items';
}

/** Lists of lists, whose order is asked for again. */
const hasLists = (kind: Kind): boolean =>
  isList(kind) && (kind.items ? kind.items.some(isList) : isList(elementOf(kind)));

const byPlaces = (a: string, b: string): string =>
  `const [one, other]: any[][] = [${a} as any, ${b} as any]; ` +
  'const i = one!.findIndex((x, place) => x !== other![place]); ' +
  'return i < 0 ? one!.length - other!.length : one![i] < other![i] ? -1 : 1;';
