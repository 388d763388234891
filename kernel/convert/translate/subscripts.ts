// What stands between square brackets: places and ranges, by what is taken from.
import type { Doc } from '../code/layout.js';
import type { Expression, Of } from '../python/syntax.js';
import { isConstant } from '../python/walk.js';
import { type Code, call, code, levels, list, object, quoted, within } from './code.js';
import { columnKind, filtered, isColumn } from './columns.js';
import { type Context, Untranslated } from './context.js';
import { numberRead } from './in-place.js';
import {
  elementOf,
  isList,
  isTensor,
  isVague,
  type Kind,
  kindOf,
  listOf,
  number,
  tensor,
  text,
  unknown,
  unranked,
} from './kinds.js';
import { isIdentifier } from './names.js';
import { calledOn } from './own-operators.js';
import { keyOfSettings } from './settings.js';
import { keyOfRange, ranged } from './slices.js';
import { refuseLists } from './values.js';

export function subscript(node: Of<'subscript'>, context: Context): Code {
  const read = numberRead(node, context);
  if (read) return read;
  const parent = parentOf(node, context);
  if (parent) return parent;
  const value = context.expression(node.object);
  const { name } = value.kind;
  if (isTensor(value.kind)) return ofTensor(value, node.index, context);
  if (name === 'table') return ofTable(value, node.index, context);
  const own = name === 'own' ? context.facts.methodOf(value.kind.className, '__getitem__') : undefined;
  const [place] = node.index;
  if (own && !own.isAsync && node.index.length === 1 && place!.type !== 'slice')
    return calledOn(value, '__getitem__', [context.expression(place!)], context)!;
  if (node.index.length !== 1 || node.isTuple) {
    if (name === 'unknown') {
      context.note('Taken as a tensor, since it is asked for several places at once.');
      return ofTensor(value, node.index, context);
    }
    throw new Untranslated('several places at once, of what is no tensor');
  }
  const [index] = node.index;
  if (index!.type === 'slice') return range(value, index, context);
  return item(value, index!, context);
}

/** Values of a column where a mask is true, or at several places. */
function ofColumn(value: Code, place: Code): Code {
  const taken =
    place.kind.className === 'mask'
      ? '((all, kept: boolean[]) => all.filter((_, i) => kept[i]!))('
      : '((all, places: number[]) => places.map((i) => all[i]!))(';
  return code([taken, value.doc, ', ', place.doc, ')'], value.kind);
}

/** `path.parents[0]`: the folder around, or one of those around it. */
function parentOf({ object: parents, index }: Of<'subscript'>, context: Context): Code | undefined {
  const [place] = index;
  if (parents.type !== 'attribute' || parents.name !== 'parents' || place?.type !== 'number')
    return undefined;
  const path = context.expression(parents.object);
  if (path.kind.name !== 'path') return undefined;
  context.import('node:path', 'dirname');
  const folders = Array.from({ length: Number(place.text) + 1 });
  return code(
    folders.reduce<Doc>((doc) => call('dirname', [doc]), path.doc),
    path.kind,
  );
}

function item(value: Code, index: Expression, context: Context): Code {
  const { name } = value.kind;
  if (name === 'dict' || name === 'history') return ofDict(value, index, context);
  if (name === 'map') {
    const key = context.expression(index);
    if (isList(key.kind)) refuseLists(key.kind);
    return code([object(value), '.get(', key.doc, ')!'], elementOf(value.kind));
  }
  if (name === 'column') throw new Untranslated('a place of a column: use table.column(name)[i]');
  const negative = negativeOf(index);
  const kind = placeKind(value, index);
  if (negative !== undefined) return code([object(value), `.at(-${negative})!`], kind);
  const place = context.expression(index);
  if (place.kind.name === 'slice') return ranged(value, place.doc, context);
  if (isColumn(value.kind) && place.kind.name === 'list') return ofColumn(value, place);
  // A tensor of one number.
  if (name === 'list' && place.kind.name === 'tensor')
    return code([object(value), '[', object(place), '.dataSync()[0]!]!'], kind);
  if (name === 'unknown' && index.type === 'text') return ofDict(value, index, context);
  // A place that may be one from behind.
  const isOpen = place.kind.name === 'number' && !place.kind.isCount && !isColumn(value.kind);
  if (isOpen && /^(list|tuple|shape|text)$/.test(name))
    return code([object(value), '.at(', place.doc, ')!'], kind);
  return code([object(value), '[', place.doc, ']'], kind);
}

function placeKind({ kind }: Code, index: Expression) {
  if (kind.name === 'tuple' && kind.items && index.type === 'number')
    return kind.items[Number(index.text)] ?? unknown;
  if (kind.name === 'scores') return number;
  return elementOf(kind);
}

function negativeOf(index: Expression): number | undefined {
  if (index.type !== 'unary' || index.operator !== '-' || index.operand.type !== 'number') return undefined;
  const place = Number(index.operand.text);
  return Number.isInteger(place) ? place : undefined;
}

function ofDict(value: Code, index: Expression, context: Context): Code {
  const kind = value.kind.of ?? unknown;
  if (value.kind.className === 'settings') {
    const key = keyOfSettings(context.expression(index), context);
    return code([object(value), '[', key.doc, ']'], kind);
  }
  if (index.type === 'text' && isIdentifier(index.value)) {
    const isHistory = value.kind.name === 'dict' && value.kind.className === 'history';
    return code([object(value), '.', index.value, isHistory ? '!' : ''], kind);
  }
  const key = index.type === 'text' ? quoted(index.value) : context.expression(index).doc;
  return code([object(value), '[', key, ']'], kind);
}

function range(value: Code, node: Of<'slice'>, context: Context): Code {
  const { lower, upper, step } = node;
  const kind =
    value.kind.name === 'text'
      ? text
      : value.kind.name === 'tuple'
        ? listOf(elementOf(value.kind))
        : value.kind;
  const isText = value.kind.name === 'text';
  if (isVague(value.kind) && upper)
    context.note('Taken as a range of a list or a text; that of an array is `ops.getItem(x, [[1, 3]])`.');
  if (step && isReverse(step) && !lower && !upper) {
    if (isText) return code(['[...', within(value, levels.call), "].reverse().join('')"], text);
    return code(['[...', within(value, levels.call), '].reverse()'], kind);
  }
  if (step && !isOne(step) && (isText || !isPositive(step)))
    return ranged(value, keyOfRange(node, context), context);
  const from = lower ? context.expression(lower).doc : '0';
  const ends: Doc[] = upper ? [from, context.expression(upper).doc] : [from];
  const cut = !lower && !upper ? value.doc : call([object(value), '.slice'], ends);
  if (step === undefined || isOne(step))
    return code(upper || lower ? cut : call([object(value), '.slice'], []), kind);
  return code(
    [
      cut,
      '.filter((_: unknown, i: number) => i % ',
      within(context.expression(step), levels.product + 1),
      ' === 0)',
    ],
    kind,
  );
}

const isReverse = (step: Expression): boolean => negativeOf(step) === 1;
const isPositive = (step: Expression): boolean => step.type === 'number' && Number(step.text) > 0;
const isOne = (step: Expression): boolean => step.type === 'number' && step.text === '1';

/** `x[0, 1:3, ...]` by `ops.getItem`. */
function ofTensor(value: Code, index: readonly Expression[], context: Context): Code {
  const kind = value.kind.name === 'symbolic' ? value.kind : tensor;
  const only = index.length === 1 ? index[0]! : undefined;
  const chosen = only && only.type !== 'slice' ? context.expression(only) : undefined;
  // A model whose outputs have names.
  if (chosen?.kind.name === 'text')
    return code(['(', value.doc, ' as unknown as Record<string, tf.Tensor>)[', chosen.doc, ']!'], tensor);
  if (chosen?.kind.isMask && value.kind.name === 'tensor') {
    return chosenBy(value, chosen, context);
  }
  if (chosen && (isTensor(chosen.kind) || chosen.kind.name === 'list'))
    return gathered(value, chosen, context);
  if (chosen?.kind.name === 'tuple') return atPlaces(value, chosen, context, kind);
  const isNew = (one: Expression): boolean => isConstant(one, 'None') || isNewAxis(one);
  const plain = index.filter((one) => !isNew(one));
  const isWhole = plain.every((one) => isAll(one) || isEllipsis(one));
  const taken = isWhole
    ? code(value.doc, unranked(value.kind), value.level)
    : taking(value, plain, context, kind);
  if (plain.length === index.length) return taken;
  return index.reduce<Code>(
    (made, one, i) => (isNew(one) ? expanded(made, axisOf(index, i), context) : made),
    taken,
  );
}

/** `x[x > 0]`: the numbers, or the rows, where a mask is true. */
function chosenBy(value: Code, mask: Code, context: Context): Code {
  if (context.scope.parent === undefined) {
    context.wait();
    return code(['await ', call('tf.booleanMaskAsync', [value.doc, mask.doc])], tensor, levels.unary);
  }
  // Without waiting, which a layer cannot.
  for (const name of ['take', 'reshape', 'nonzero']) context.facts.use(`ops.${name}`);
  const rows = 'ops.reshape(x, [-1, ...x.shape.slice(mask.rank)])';
  const places = 'ops.nonzero(ops.reshape(mask, [-1]))[0]!';
  const taken = `((x: tf.Tensor, mask: tf.Tensor) => ops.take(${rows}, ${places}, { axis: 0 }))`;
  return code(call(taken, [value.doc, mask.doc]), tensor);
}

/** `x[places]` of a tuple: each for its axis. */
function atPlaces(value: Code, places: Code, context: Context, kind: Kind): Code {
  if (!places.kind.items?.every(({ name }) => name === 'number' || name === 'slice'))
    throw new Untranslated('places that are a tuple of others than numbers and ranges');
  return code(call(context.facts.use('ops.getItem'), [value.doc, places.doc]), kind);
}

const expanded = (value: Code, axis: number, context: Context): Code =>
  code(call(context.facts.use('ops.expandDims'), [value.doc, String(axis)]), value.kind);

/** Which axis a new one is: counted from the end after an ellipsis. */
function axisOf(index: readonly Expression[], place: number): number {
  const before = index.slice(0, place);
  if (before.some(isEllipsis)) return -(index.length - place);
  return before.filter((one) => one.type === 'slice' || isConstant(one, 'None') || isNewAxis(one)).length;
}

function taking(value: Code, index: readonly Expression[], context: Context, kind: Code['kind']): Code {
  if (index.some((one) => isEllipsis(one))) {
    const at = index.findIndex(isEllipsis);
    const isPlace = index[1]?.type !== 'slice' && at === 0 && index.length === 2;
    if (isPlace && context.expression(index[1]!).kind.name !== 'slice')
      return code(
        call(context.facts.use('ops.take'), [value.doc, context.expression(index[1]!).doc, '{ axis: -1 }']),
        kind,
      );
    if (at === index.length - 1) return taking(value, index.slice(0, -1), context, kind);
    throw new Untranslated('`...` between places: name all axes in ops.getItem(x, […])');
  }
  const places = index.findIndex((one) => isPlaces(one, context));
  if (places >= 0 && index.every((one, i) => i === places || isAll(one)))
    return code(
      call(context.facts.use('ops.take'), [
        value.doc,
        context.expression(index[places]!).doc,
        `{ axis: ${places} }`,
      ]),
      kind,
    );
  const keys = index.map((one) => keyOf(one, context));
  return code(call(context.facts.use('ops.getItem'), [value.doc, list(keys)]), kind);
}

function keyOf(one: Expression, context: Context): Doc {
  if (one.type !== 'slice') {
    const place = context.expression(one);
    if (isTensor(place.kind) || place.kind.name === 'list')
      throw new Untranslated('places by a list beside ranges: use ops.take(x, places, { axis })');
    return place.doc;
  }
  const { lower, upper, step } = one;
  if (!lower && !upper && !step) return "'all'";
  const end = (bound: Expression | undefined): Doc => (bound ? context.expression(bound).doc : 'null');
  return list([end(lower), end(upper), ...(step ? [end(step)] : [])]);
}

/** `ops.setItem(x, key, value)` of what is written as `x[index] = value`. */
export const itemSet = (x: Doc, index: readonly Expression[], value: Doc, context: Context): Doc =>
  call(context.facts.use('ops.setItem'), [x, keyToSet(index, context), value]);

/** The key of `ops.setItem`: places may be tensors too. */
function keyToSet(index: readonly Expression[], context: Context): Doc {
  const whole = index.length > 1 && isEllipsis(index.at(-1)!) ? index.slice(0, -1) : index;
  if (whole.some((one) => isEllipsis(one) || isConstant(one, 'None') || isNewAxis(one)))
    throw new Untranslated(
      '`...` or a new axis before other places: name all axes in ops.setItem(x, […], value)',
    );
  const [only] = whole;
  if (whole.length === 1 && only!.type !== 'slice') {
    const chosen = context.expression(only!);
    // True and false, or places.
    if (chosen.kind.name === 'tensor') return chosen.doc;
  }
  return list(
    whole.map((one): Doc => {
      if (one.type === 'slice') return keyOf(one, context);
      const place = context.expression(one);
      if (/^(number|tensor|slice)$/.test(place.kind.name)) return place.doc;
      return call(context.facts.use('ops.convertToTensor'), [place.doc, "{ dtype: 'int32' }"]);
    }),
  );
}

function gathered(value: Code, chosen: Code, context: Context): Code {
  if (chosen.kind.name === 'tensor') {
    context.note(
      'Taken as places of rows; where it is a mask of true and false, use tf.booleanMaskAsync(x, mask).',
    );
  }
  return code(call(context.facts.use('ops.take'), [value.doc, chosen.doc, '{ axis: 0 }']), tensor);
}

/** Several places along an axis: a list, or what holds one. */
function isPlaces(one: Expression, context: Context): boolean {
  if (one.type === 'list') return true;
  if (one.type !== 'name' && one.type !== 'subscript') return false;
  const { name } = context.expression(one).kind;
  return name === 'list' || (name === 'tensor' && one.type === 'name');
}

const isNewAxis = (one: Expression): boolean => one.type === 'attribute' && one.name === 'newaxis';
const isEllipsis = (one: Expression): boolean => one.type === 'constant' && one.value === '...';
const isAll = (one: Expression): boolean => one.type === 'slice' && !one.lower && !one.upper && !one.step;

/** `df.iloc[…]`: rows by their places. */
function ofRows(value: Code, place: Code, context: Context): Code {
  if (place.kind.name === 'slice') return ranged(value, place.doc, context);
  if (place.kind.name === 'list')
    return code(call([object(value), '.takeRows'], [place.doc]), kindOf('table'));
  if (place.kind.name === 'tensor')
    return code(call([object(value), '.takeRows'], [[object(place), '.dataSync()']]), kindOf('table'));
  if (place.kind.name !== 'number')
    throw new Untranslated('rows of a table by what is not known to be places');
  return code(['(', object(value), '.records() as any[])', '.at(', place.doc, ')!'], {
    name: 'dict',
    className: 'row',
  });
}

/** `df.loc[mask]`, `df.loc[mask, 'age']`, `df.loc[:, ['age', 'fare']]`: rows here have no names. */
function ofMarked(value: Code, [rows, columns, ...more]: readonly Expression[], context: Context): Code {
  const isAll = rows!.type === 'slice' && !rows!.lower && !rows!.upper && !rows!.step;
  const mask = rows!.type === 'slice' ? undefined : context.expression(rows!);
  if (more.length > 0 || (!isAll && mask?.kind.className !== 'mask'))
    throw new Untranslated(
      'rows by their names: `iloc` and `table.slice` take places, `table.filter` a function',
    );
  const table: Code = { ...value, kind: kindOf('table') };
  const kept = mask ? filtered(table, mask) : table;
  return columns ? ofTable(kept, [columns], context) : kept;
}

/** A column by its name, columns by a list of names, rows by a range. */
function ofTable(value: Code, index: readonly Expression[], context: Context): Code {
  const [only] = index;
  if (value.kind.className === 'marked') return ofMarked(value, index, context);
  if (index.length !== 1) throw new Untranslated('rows and columns of a table at once: use slice and select');
  if (value.kind.className === 'rows' && only!.type !== 'slice')
    return ofRows(value, context.expression(only!), context);
  if (only!.type === 'list')
    return code(call([object(value), '.select'], [context.expression(only!).doc]), kindOf('table'));
  if (only!.type === 'slice' && only!.step && !isOne(only!.step))
    return ranged(value, keyOfRange(only!, context), context);
  if (only!.type === 'slice') {
    const ends = [only!.lower, only!.upper].map((end) => (end ? context.expression(end).doc : '0'));
    return code(call([object(value), '.slice'], only!.upper ? ends : [ends[0]!]), kindOf('table'));
  }
  const name = context.expression(only!);
  if (name.kind.name === 'slice') return ranged(value, name.doc, context);
  if (name.kind.className === 'mask') return filtered(value, name);
  if (name.kind.name === 'list') return code(call([object(value), '.select'], [name.doc]), kindOf('table'));
  if (name.kind.name !== 'text' && name.kind.name !== 'unknown')
    throw new Untranslated('rows that fulfil something: use table.filter((row) => …)');
  return code(call([object(value), '.column'], [name.doc]), columnKind);
}
