// Parts of things that get other values, or are deleted: fields, places of lists and arrays, keys, columns.

import { type Doc, oneLine } from '../code/layout.js';
import type { Expression, Of, StatementOf } from '../python/syntax.js';
import { isAppearance } from './appearance.js';
import { type Code, call, levels, list, object, quoted, within } from './code.js';
import { isColumn } from './columns.js';
import { Untranslated } from './context.js';
import type { ClassFacts } from './facts.js';
import { numberSet } from './in-place.js';
import { isList, isPlain, isTensor, isVague, type Kind, kindOf, settled, unknown } from './kinds.js';
import { camelCase, isIdentifier } from './names.js';
import { binaryOf, noteUnknown } from './operators.js';
import { pathOf } from './paths.js';
import type { Variable } from './scope.js';
import type { StatementContext } from './statement-context.js';
import { itemSet } from './subscripts.js';
import { iterableList } from './values.js';

export const shown = ({ doc, level }: Code): Doc => within({ doc, level, kind: unknown }, levels.assign);

export function noteTensor({ kind, numberAt }: Variable, given: Kind, { facts }: StatementContext): void {
  if (kind.name === 'number' && numberAt !== undefined && given.name === 'tensor')
    facts.becomesTensor(numberAt);
}

export const isIgnored = (item: Expression): boolean => item.type === 'name' && item.name === '_';

/** Places that are there already: what several values at once are given to. */
export function places(target: Expression, context: StatementContext): Doc {
  if (target.type === 'tuple' || target.type === 'list')
    return list(
      target.items.map((item) => (isIgnored(item) && !context.scope.own('_') ? '' : places(item, context))),
    );
  if (target.type === 'starred') return ['...', places(target.value, context)];
  if (target.type !== 'subscript') return context.expression(target).doc;
  const owner = context.expression(target.object);
  if (isOfTensor(target, owner) || /^(map|table|own)$/.test(owner.kind.name))
    throw new Untranslated('several parts at once: give each its value on a line of its own');
  return itemPlace(target, owner, context);
}

const isNamed = ({ doc }: Code): boolean => /^[\w.]+$/.test(oneLine(doc));

/** A place of a list, of an object, or of what is not known, as something that can be given a value. */
function itemPlace(target: Of<'subscript'>, owner: Code, context: StatementContext): Doc {
  const [index] = target.index;
  if (target.index.length !== 1 || index!.type === 'slice')
    throw new Untranslated('a value for a range: lists have splice');
  if (owner.kind.name !== 'list') return context.expression(target).doc;
  const key = context.expression(index!);
  if (key.kind.name === 'slice') throw new Untranslated('a value for a range: lists have splice');
  const fromBehind = /^-(\d+)$/.exec(oneLine(key.doc))?.[1];
  if (fromBehind === undefined && (key.kind.name !== 'number' || key.kind.isCount))
    return [object(owner), '[', key.doc, ']'];
  if (!isNamed(owner)) throw new Untranslated('a place from behind of what has no name: give the list one');
  const length: Doc = [owner.doc, '.length'];
  if (fromBehind !== undefined) return [owner.doc, '[', length, ` - ${fromBehind}]`];
  return [owner.doc, '[(', within(key, levels.sum), ' + ', length, ') % ', length, ']'];
}

export function giveField(
  target: Extract<Expression, { type: 'attribute' }>,
  value: Code,
  context: StatementContext,
): Doc[] {
  const path = pathOf(target, context.scope);
  if (path !== undefined && isAppearance(path)) return [];
  if (path !== undefined) throw new Untranslated('a setting of a module: it has no counterpart here');
  const owner = context.expression(target.object);
  if (isTensor(owner.kind)) throw new Untranslated('tensors do not change: make a new one');
  if (owner.kind.name === 'table')
    throw new Untranslated('a table does not change: withColumn, rename or select give a new one');
  const facts =
    owner.kind.className === undefined ? undefined : context.facts.classes.get(owner.kind.className);
  const property = context.facts.propertyOwner(owner.kind.className, target.name);
  if (property) learnSetter(property, target.name, value.kind, context);
  const isOwn = property === undefined || context.facts.attached.some((one) => one.name === target.name);
  if (facts && isOwn && owner.kind.name === 'own')
    context.facts.learn(facts.fields, target.name, settled(value.kind));
  const spelling = owner.kind.name === 'own' ? context.facts.member(target.name) : camelCase(target.name);
  return [[object(owner), `.${spelling} = `, shown(value), ';']];
}

/** A property's setter takes what it is given. */
function learnSetter({ setters }: ClassFacts, name: string, kind: Kind, { facts }: StatementContext): void {
  const setter = setters.get(name);
  const [value] = setter?.parameters ?? [];
  if (setter && value) facts.learn(setter.kinds, value.name, kind);
}

export function givePlace(target: Of<'subscript'>, value: Code, context: StatementContext): Doc[] {
  const path = pathOf(target.object, context.scope);
  if (path === 'os.environ') return environment(target.index, value, context);
  if (path !== undefined && isAppearance(path)) return [];
  if (path !== undefined) throw new Untranslated('a setting of a module: it has no counterpart here');
  const owner = context.expression(target.object);
  const { name } = owner.kind;
  if (isOfTensor(target, owner)) return giveItems(target, owner, value, context);
  if (name === 'table') return giveColumn(target, owner, value, context);
  const [index] = target.index;
  if (target.index.length !== 1 || index!.type === 'slice')
    throw new Untranslated('a value for a range: lists have splice');
  const key = context.expression(index!);
  if (isColumn(owner.kind) && isColumn(key.kind))
    throw new Untranslated(
      'values of a column where a mask is true: table.withColumn(name, (row) => …), since columns are copies',
    );
  learnKeys(owner.kind, index!, key.kind, value.kind, context);
  if (name === 'map') return [[object(owner), call('.set', [keyDoc(key), shown(value)]), ';']];
  const own = name === 'own' ? context.facts.methodOf(owner.kind.className, '__setitem__') : undefined;
  if (own && !own.isAsync) {
    const method = context.facts.member('__setitem__');
    return [[object(owner), call(`.${method}`, [shown(key), shown(value)]), ';']];
  }
  const isOpen = key.kind.name === 'number' && !key.kind.isCount;
  if (name === 'list' && isOpen && !isNamed(owner))
    return [[object(owner), call('.splice', [key.doc, '1', shown(value)]), ';']];
  return [[itemPlace(target, owner, context), ' = ', shown(value), ';']];
}

/** A dictionary with keys that are computed becomes a Map: it keeps their order and types, and has none of its own. */
function learnKeys(
  { name, madeAt = [] }: Kind,
  index: Expression,
  key: Kind,
  value: Kind,
  { facts }: StatementContext,
): void {
  const isOfData = isPlain(value) || isList(value) || /^(dict|map|set)$/.test(value.name);
  if (name !== 'dict' || index.type === 'text' || !(isOfData || key.name === 'number')) return;
  for (const place of madeAt) facts.becomesMap(place);
}

/** @throws where a Map would take two of the same for different keys */
export function keyDoc(key: Code): Doc {
  if (isList(key.kind))
    throw new Untranslated('a list as a key, which JavaScript knows by what it is, not by what is in it');
  return shown(key);
}

/** `df["age"] = values`: the variable gets a table with that column. */
function giveColumn(
  { object: changed, index }: Extract<Expression, { type: 'subscript' }>,
  owner: Code,
  value: Code,
  context: StatementContext,
): Doc[] {
  const [key] = index;
  const isKnown = ['list', 'number', 'text', 'boolean', 'tensor'].includes(value.kind.name);
  const isOwn =
    changed.type === 'name' && context.scope.own(changed.name) && !isParameter(changed.name, context);
  if (!isOwn || index.length !== 1 || key!.type !== 'text' || !isKnown)
    throw new Untranslated('a table does not change: `table.withColumn(name, (row) => …)` gives a new one');
  const values: Doc =
    value.kind.name === 'tensor' ? ['Array.from(', object(value), '.dataSync())'] : shown(value);
  return [[owner.doc, ' = ', object(owner), call('.withColumn', [quoted(key!.value), values]), ';']];
}

/** `os.environ["KERAS_BACKEND"] = "tensorflow"`. */
function environment(index: readonly Expression[], value: Code, context: StatementContext): Doc[] {
  const [key] = index;
  const name = key?.type === 'text' && isIdentifier(key.value) ? `.${key.value}` : undefined;
  return [['process.env', name ?? ['[', context.expression(key!).doc, ']'], ' = ', shown(value), ';']];
}

/** `x[…]` of a tensor, and `x[i, j]` of what is not known: only an array has several places at once. */
const isOfTensor = ({ index }: Extract<Expression, { type: 'subscript' }>, { kind }: Code): boolean =>
  isTensor(kind) || (kind.name === 'unknown' && index.length > 1);

/** `x[0, 1:3] = value`: the variable gets a tensor with other numbers there. */
function giveItems(target: Of<'subscript'>, owner: Code, value: Code, context: StatementContext): Doc[] {
  const { object: changed } = target;
  if (owner.kind.name !== 'tensor' && owner.kind.name !== 'unknown')
    throw new Untranslated('variables and symbolic tensors do not change in parts');
  const isField = changed.type === 'attribute' && context.expression(changed.object).kind.name === 'own';
  if (changed.type !== 'name' && !isField)
    throw new Untranslated('tensors do not change: `ops.setItem(x, [i], value)` makes another');
  if (changed.type === 'name' && isParameter(changed.name, context))
    throw new Untranslated(
      'a change of the caller’s array: return `ops.setItem(x, [i], value)` and use that',
    );
  const variable = changed.type === 'name' ? context.scope.own(changed.name) : undefined;
  if (variable?.isShared)
    throw new Untranslated(
      'a change of an array that something else holds too, or a part of it, and that would change with it: take a copy first, `b = a.copy()`',
    );
  const quick = variable && numberSet(variable, target.index, value, context);
  if (quick) return [quick];
  const buffer = variable?.buffer;
  const made = itemSet(buffer?.spelling ?? owner.doc, target.index, within(value, levels.assign), context);
  if (!buffer) return [[owner.doc, ' = ', made, ';']];
  buffer.isUsed = true;
  return [[made, ';']];
}

/** Of the function around, and not given another value in it. */
export const isParameter = (name: string, { scope, uses }: StatementContext): boolean =>
  uses.stores(name) === 0 && (scope.facts?.parameters.some((one) => one.name === name) ?? false);

const plainUpdates = new Set(['+', '-', '*', '/', '**']);

export function update(node: StatementOf<'update'>, context: StatementContext): Doc[] {
  const [target, value] = [context.expression(node.target), context.expression(node.value)];
  if (target.kind.name === 'table' || target.kind.name === 'column')
    throw new Untranslated('a table does not change: `table.withColumn(name, (row) => …)` gives a new one');
  if (isColumn(target.kind)) {
    const changed = binaryOf(node.operator, target, value, context);
    if (node.target.type === 'subscript') return givePlace(node.target, changed, context);
    return [[target.doc, ' = ', shown(changed), ';']];
  }
  if (target.kind.name === 'list' && node.operator === '+')
    return [[object(target), call('.push', [['...', within(iterableList(value), levels.assign)]]), ';']];
  if (node.target.type === 'subscript') {
    const changed = updatedPlace(node.target, node.operator, target, value, context);
    if (changed) return changed;
  }
  if (target.level === levels.unary && node.target.type === 'attribute')
    throw new Untranslated('a change of a property that has to be waited for');
  const isText = target.kind.name === 'text';
  const isNumber = target.kind.name === 'number' || (isText && node.operator === '+') || isVague(target.kind);
  if (isNumber && plainUpdates.has(node.operator) && !isTensor(value.kind) && value.kind.name !== 'boolean') {
    if (isVague(target.kind) && isVague(value.kind)) noteUnknown(node.operator, context);
    return [[target.doc, ` ${node.operator}= `, within(value, levels.assign), ';']];
  }
  const changed = binaryOf(node.operator, target, value, context);
  if (node.target.type === 'name') {
    const known = context.scope.find(node.target.name);
    if (known && known.kind.name === 'number' && isTensor(changed.kind)) {
      noteTensor(known, changed.kind, context);
      known.kind = changed.kind;
    } else if (known?.kind.isScalar && !changed.kind.isScalar) known.kind = kindOf(known.kind.name);
  }
  return [[target.doc, ' = ', within(changed, levels.assign), ';']];
}

/** `x[i] += value` of an array, a Map, or a list whose place may be one from behind. */
function updatedPlace(
  target: Of<'subscript'>,
  operator: string,
  before: Code,
  value: Code,
  context: StatementContext,
): Doc[] | undefined {
  const owner = context.expression(target.object);
  const [index] = target.index;
  const key = target.index.length === 1 && index!.type !== 'slice' ? context.expression(index!) : undefined;
  if (key) learnKeys(owner.kind, index!, key.kind, value.kind, context);
  const isApart =
    isOfTensor(target, owner) ||
    owner.kind.name === 'map' ||
    (owner.kind.name === 'own' &&
      context.facts.methodOf(owner.kind.className, '__setitem__') !== undefined) ||
    (owner.kind.name === 'list' && !isList(before.kind) && key?.kind.name === 'number' && !key.kind.isCount);
  return isApart ? givePlace(target, binaryOf(operator, before, value, context), context) : undefined;
}

/** `del d[key]`, `del xs[i]`; a name that is deleted is not asked for again. */
export function deleted({ targets }: StatementOf<'delete'>, context: StatementContext): Doc[] {
  const all = targets.flatMap((one) => (one.type === 'tuple' || one.type === 'list' ? one.items : [one]));
  return all.flatMap((one): Doc[] => {
    if (one.type === 'name') return [];
    if (one.type !== 'subscript' || one.index.length !== 1)
      throw new Untranslated('`del` of a part of what is not known');
    return [deletedPlace(one, context.expression(one.object), context)];
  });
}

function deletedPlace(target: Of<'subscript'>, owner: Code, context: StatementContext): Doc {
  const [index] = target.index;
  const { name } = owner.kind;
  if (name === 'list' && index!.type === 'slice') {
    const { lower, upper, step } = index!;
    const [from, to] = [lower, upper].map((one) => one && context.expression(one));
    const isCounted = [from, to].every((one) => one === undefined || one.kind.isCount);
    if (step || !isCounted) throw new Untranslated('`del` of places from behind: lists have splice');
    const start = from ? within(from, levels.sum + 1) : '0';
    const count: Doc[] = to ? [from ? [within(to, levels.sum), ' - ', start] : to.doc] : [];
    return [object(owner), call('.splice', [start, ...count]), ';'];
  }
  if (index!.type === 'slice') throw new Untranslated('`del` of a range of what is no list');
  const key = context.expression(index!);
  if (name === 'map') return [object(owner), call('.delete', [keyDoc(key)]), ';'];
  if (name === 'list') return [object(owner), call('.splice', [key.doc, '1']), ';'];
  const isOwn = target.object.type === 'name' && context.scope.own(target.object.name) !== undefined;
  if (name === 'table' && key.kind.name === 'text' && isOwn && !isParameterOf(target, context))
    return [owner.doc, ' = ', object(owner), call('.drop', [key.doc]), ';'];
  if (name !== 'dict') throw new Untranslated('`del` of a part of what is not known');
  return ['delete (', owner.doc, ' as Record<string, any>)[', key.doc, '];'];
}

const isParameterOf = ({ object: owner }: Of<'subscript'>, context: StatementContext): boolean =>
  owner.type === 'name' && isParameter(owner.name, context);
