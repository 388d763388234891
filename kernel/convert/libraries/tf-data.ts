// TensorFlow's data sets: TensorFlow.js' own have the same names. A pair of samples and targets is { xs, ys } here.
import type { Doc } from '../code/layout.js';
import type { Expression } from '../python/syntax.js';
import { isConstant } from '../python/walk.js';
import { type Code, call, code, levels, object, within } from '../translate/code.js';
import { type Context, Untranslated } from '../translate/context.js';
import {
  count,
  elementOf,
  isTensor,
  type Kind,
  listOf,
  tensor,
  text,
  tupleOf,
  typeOf,
} from '../translate/kinds.js';
import { isIdentifier } from '../translate/names.js';
import { Scope } from '../translate/scope.js';
import { type Handlers, type Methods, only, refused, required } from './handler.js';

/** A data set, by what it gives. A pair is marked as the object that it is. */
export const datasetOf = (of: Kind): Kind => ({ name: 'dataset', of });
const pairOf = (x: Kind, y: Kind): Kind => ({ name: 'dict', of: tensor, items: [x, y] });
/** Samples and targets, a tensor each. */
export const pairsOf: Kind = pairOf(tensor, tensor);
const isPair = (kind: Kind | undefined): boolean => kind?.name === 'dict' && kind.items?.length === 2;
const partsOf = (pair: Kind): [Kind, Kind] => [pair.items?.[0] ?? tensor, pair.items?.[1] ?? tensor];

export const datasets: Handlers = {
  'data.Dataset.from_tensor_slices': (given, context) => {
    const [only] = given.plain;
    if (!only || given.plain.length > 1) return undefined;
    const parts = only.type === 'tuple' && only.items.length === 2 ? only.items : undefined;
    if (!parts) {
      const value = context.expression(only);
      return code(slices(value), datasetOf(itemOf(value)));
    }
    const [xs, ys] = parts.map((one) => context.expression(one)) as [Code, Code];
    return zippedPairs(xs, ys);
  },
  'data.Dataset.zip': (given, context) => {
    const nodes = given.plain.length === 1 ? itemsOf(given.plain[0]!) : given.plain;
    if (nodes.length !== 2 || given.named.size > 0) return undefined;
    const sets = nodes.map((one) => context.expression(one)) as [Code, Code];
    if (!sets.every(({ kind }) => kind.name === 'dataset')) return undefined;
    const kinds = sets.map(({ kind }) => kind.of ?? tensor) as [Kind, Kind];
    if (!kinds.some(isPair)) return zipped(sets[0].doc, sets[1].doc, pairOf(...kinds));
    const lists: Doc[] = sets.map((one) => (isPair(one.kind.of) ? [anyOf(one), asList] : one.doc));
    const of = tupleOf(kinds.map((kind) => (isPair(kind) ? tupleOf(partsOf(kind)) : kind)));
    return code(
      call('tf.data.zip', [{ open: '[', items: lists.map((doc) => ({ doc })), close: ']' }]),
      datasetOf(of),
    );
  },
  'data.TextLineDataset': (given, context) => {
    if (given.plain.length !== 1 || given.named.size > 0) return undefined;
    const files = required(given, 0, 'filenames', context);
    const isOne = files.kind.name === 'text' || files.kind.name === 'path';
    if (!isOne && files.kind.name !== 'list') return undefined;
    context.import('node:fs', 'readFileSync');
    const paths: Doc = isOne ? ['[', files.doc, ']'] : object(files);
    const lines = "readFileSync(path, 'utf8').split(/\\r?\\n/)";
    // What stands behind the last end of a line is no line unless something does.
    const whole = `${lines}.filter((line, i, all) => line !== '' || i < all.length - 1)`;
    return code(call('tf.data.array', [[paths, `.flatMap((path) => ${whole})`]]), datasetOf(text));
  },
  'data.Dataset.range': refused('`tf.data.array(Array.from({ length: n }, (_, i) => i))`'),
  'data.Dataset.from_generator': refused(
    '`tf.data.generator(function* () { … })`, or the generator itself to `fit`',
  ),
};

/** Whether batches come from a series, anew and without waiting in each pass. */
export const isSeries = ({ name, className }: Kind): boolean =>
  name === 'batches' && (className === 'pairs' || className === 'windows');

/** Windows over a series as a data set, which functions may change. */
export const seriesAsDataset = (value: Code): Code =>
  code(
    call('tf.data.generator', [['() => ', object(value), '[Symbol.iterator]()']]),
    datasetOf(value.kind.className === 'pairs' ? pairsOf : tensor),
  );

/** Samples and their targets, one by one. */
export const zippedPairs = (xs: Code, ys: Code): Code =>
  zipped(slices(xs), slices(ys), pairOf(itemOf(xs), itemOf(ys)));

const asList = '.map(({ xs, ys }) => [xs, ys])';

const itemsOf = (node: Expression): readonly Expression[] =>
  node.type === 'tuple' || node.type === 'list' ? node.items : [];

const slices = (value: Code): Doc =>
  call('tf.data.array', [isTensor(value.kind) ? call('tf.unstack', [value.doc]) : value.doc]);

const itemOf = ({ kind }: Code): Kind => (isTensor(kind) ? tensor : elementOf(kind));

const zipped = (xs: Doc, ys: Doc, kind: Kind): Code =>
  code(
    call('tf.data.zip', [{ open: '{', items: [{ doc: ['xs: ', xs] }, { doc: ['ys: ', ys] }], close: '}' }]),
    datasetOf(kind),
  );

export const datasetMethods: Methods = {
  // What came one by one is a tensor from here on.
  batch: (value, given, context) => {
    only(given, 'batch_size', 'drop_remainder', 'num_parallel_calls', 'deterministic');
    const drops = given.plain[1] ?? given.named.get('drop_remainder');
    if (drops && drops.type !== 'constant') return undefined;
    const isWhole = isConstant(drops, 'True');
    const of = value.kind.of ?? tensor;
    const made = chained(value, 'batch', [
      required(given, 0, 'batch_size', context).doc,
      ...(isWhole ? ['false'] : []),
    ]);
    return code(made.doc, datasetOf(isPair(of) ? pairOf(tensor, tensor) : of.items ? of : tensor));
  },
  shuffle: (value, given, context) =>
    chained(value, 'shuffle', [required(given, 0, 'buffer_size', context).doc]),
  repeat: (value, given, context) =>
    chained(
      value,
      'repeat',
      given.plain.map((one) => context.expression(one).doc),
    ),
  take: (value, given, context) => chained(value, 'take', [required(given, 0, 'count', context).doc]),
  skip: (value, given, context) => chained(value, 'skip', [required(given, 0, 'count', context).doc]),
  cardinality: (value) => code([object(value), '.size'], count),
  prefetch: (value) => value,
  cache: (value) => value,
  map: (value, given, context) => {
    const change = given.plain[0] ?? given.named.get('map_func');
    return change && mapped(value, change, context);
  },
};

const chained = (value: Code, name: string, args: readonly Doc[]): Code =>
  code([object(value), call(`.${name}`, args)], value.kind);

/** A step that the checker is not told the values of: what is changed by a function names them itself. */
const anyOf = (value: Code): Doc =>
  typeof value.doc === 'string' && isIdentifier(value.doc)
    ? value.doc
    : ['(', within(value, levels.relational), ' as tf.data.Dataset<any>)'];

/** `data.map(f)`: what the function is given by place is one value here. */
function mapped(value: Code, change: Expression, context: Context): Code {
  const of = value.kind.of ?? tensor;
  const scope = new Scope(context.scope);
  const names = parametersOf(change, of, context);
  const spellings = names.map(([name, kind]) => scope.add(name, kind).spelling);
  const inner = context.inner(scope);
  const made = inner.expression(bodyOf(change, names));
  const isNamed = change.type !== 'lambda';
  if (isNamed && made.kind.name === 'unknown') throw new Untranslated('`map` by what gives nothing known');
  const [result, kind] = resultOf(made);
  const name = scope.isWaiting ? '.mapAsync' : '.map';
  const types = names.map(([, one]) => typeOf(one) ?? 'any');
  const taken: Doc = isPair(of)
    ? `({ xs: ${spellings[0]}, ys: ${spellings[1]} }: { xs: ${types[0]}; ys: ${types[1]} })`
    : of.items
      ? `([${spellings.join(', ')}]: [${types.join(', ')}])`
      : `(${spellings[0]}: ${types[0]})`;
  return code(
    [anyOf(value), call(name, [[scope.isWaiting ? 'async ' : '', taken, ' => ', result]])],
    datasetOf(kind),
  );
}

/** Names for what the function is given, with their kinds. */
function parametersOf(change: Expression, of: Kind, context: Context): [string, Kind][] {
  const kinds = isPair(of) ? partsOf(of) : (of.items ?? [of]);
  if (change.type === 'lambda') {
    const { parameters } = change;
    if (parameters.length !== kinds.length || parameters.some(({ kind }) => kind !== 'plain'))
      throw new Untranslated('a function of other values than the data set gives');
    return parameters.map(({ name }, i) => [name, kinds[i]!]);
  }
  const facts = change.type === 'name' ? context.facts.functions.get(change.name) : undefined;
  const known = facts?.parameters.map(({ name }) => name) ?? (isPair(of) ? ['x', 'y'] : ['x']);
  if (known.length < kinds.length)
    throw new Untranslated('a function of other values than the data set gives');
  return kinds.map((kind, i) => [known[i]!, kind]);
}

/** What the function gives: its body, or a call of it. */
function bodyOf(change: Expression, names: readonly [string, Kind][]): Expression {
  if (change.type === 'lambda') return change.body;
  const { from, to } = change;
  const args = names.map(([name]) => ({ name: undefined, value: { from, to, type: 'name' as const, name } }));
  return { from, to, type: 'call', callee: change, args };
}

/** What a function gives, as TensorFlow.js' data sets have it. */
function resultOf(made: Code): [result: Doc, kind: Kind] {
  const { kind } = made;
  if (kind.name === 'tuple' && kind.items?.length === 2) {
    const [x, y] = kind.items as [Kind, Kind];
    const { doc } = made;
    const parts =
      typeof doc === 'object' && 'open' in doc && doc.open === '[' && doc.items.length === 2
        ? doc.items.map((item) => (typeof item === 'object' && 'doc' in item ? item.doc : item))
        : undefined;
    const pair = pairOf(x.name === 'unknown' ? tensor : x, y.name === 'unknown' ? tensor : y);
    if (parts) return [['({ xs: ', parts[0] as Doc, ', ys: ', parts[1] as Doc, ' })'], pair];
    const taken: Doc = ['const [xs, ys] = ', doc, ';'];
    return [{ statements: [taken, 'return { xs, ys };'] }, pair];
  }
  if (kind.name === 'tuple' || kind.name === 'list')
    throw new Untranslated('`map` to other than one value, or samples and targets');
  if (kind.name === 'dict') return [['(', made.doc, ')'], { name: 'dict', of: tensor, className: 'named' }];
  return [within(made, levels.assign), kind.name === 'unknown' ? tensor : kind];
}

/** `next(iter(data))`: its first value. */
export function firstOf(value: Code, context: Context): Code {
  const of = value.kind.of ?? tensor;
  context.wait();
  const first: Doc = ['(await ', anyOf(value), '.take(1).toArray())[0]!'];
  if (!isPair(of)) return code(isTensor(of) ? ['(', first, ' as tf.Tensor)'] : first, of);
  const pair: Doc = ['(Object.values(', first, ') as [tf.Tensor, tf.Tensor])'];
  return code(pair, tupleOf(partsOf(of)));
}

/** All of it at once, a tensor each: what a layer's `adapt` takes. */
export function inputsOf(value: Code, context: Context): Code {
  context.wait();
  const of = value.kind.of ?? tensor;
  const inputs: Doc = isPair(of) ? [anyOf(value), '.map(({ xs }) => xs)'] : object(value);
  const kind = isPair(of) ? partsOf(of)[0] : of;
  const type = kind.name === 'text' ? 'string[]' : 'tf.Tensor[]';
  return code(['(await ', inputs, `.toArray()) as ${type}`], listOf(kind), levels.relational);
}
