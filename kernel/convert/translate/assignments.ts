// Values for names, for parts of lists, and for several names at once.
import { type Doc, oneLine } from '../code/layout.js';
import type { Expression, StatementOf } from '../python/syntax.js';
import { isConstant, namesOf } from '../python/walk.js';
import { markShared } from './aliases.js';
import { type Code, call, code, levels, list, object, quoted } from './code.js';
import { columnKind } from './columns.js';
import { Untranslated } from './context.js';
import {
  elementOf,
  isTensor,
  joined,
  type Kind,
  type KindName,
  kindOf,
  listOf,
  mixed,
  number,
  settled,
  tupleOf,
  typeOf,
  unknown,
} from './kinds.js';
import { camelCase } from './names.js';
import { pathOf } from './paths.js';
import { giveField, givePlace, isIgnored, isParameter, noteTensor, places, shown } from './places.js';
import type { Variable } from './scope.js';
import type { StatementContext } from './statement-context.js';
import { iterableList } from './values.js';

export function assign(node: StatementOf<'assign'>, context: StatementContext): Doc[] {
  if (!node.value) return [];
  const [first, ...others] = [...node.targets].reverse();
  const loaded = dataset(first!, node.value, context);
  if (loaded && others.length === 0) return loaded;
  if (isAlias(first!, node.value, context)) return [];
  if (isInputSpec(first!, node.value, context)) {
    context.note(
      'What a layer takes is asked where it is built and called: write a test in `build` for more.',
    );
    return [];
  }
  const taken = takenOut(first!, node.value, context);
  if (taken && others.length === 0) return taken;
  const source = asSettings(first!, node.value, context);
  const made = context.expression(several(first!, source));
  // Names of activations and such are no other texts.
  const value = source === node.value ? made : { ...made, doc: [made.doc, ' as const'] };
  if (value.doc === '') return [];
  const docs = give(first!, value, context, node.value);
  return [
    ...docs,
    ...others.flatMap((target) => {
      const given = give(target, again(first!, value, context), context, node.value!);
      markShared(target, value.kind, first!, context.scope);
      return given;
    }),
  ];
}

/** `self.input_spec = InputSpec(ndim=3)`. */
function isInputSpec(target: Expression, value: Expression, context: StatementContext): boolean {
  if (target.type !== 'attribute' || target.name !== 'input_spec') return false;
  const all = value.type === 'list' || value.type === 'tuple' ? value.items : [value];
  return all.every(
    (one) =>
      isConstant(one, 'None') ||
      (one.type === 'call' && /^keras\.(layers\.)?InputSpec$/.test(pathOf(one.callee, context.scope) ?? '')),
  );
}

/** `y = table.pop("y")`: the column, and the table without it. */
function takenOut(target: Expression, value: Expression, context: StatementContext): Doc[] | undefined {
  if (value.type !== 'call' || value.callee.type !== 'attribute' || value.callee.name !== 'pop')
    return undefined;
  const { object: from } = value.callee;
  const [key, ...more] = value.args;
  if (from.type !== 'name' || key?.value.type !== 'text' || more.length > 0 || key.name !== undefined)
    return undefined;
  const owner = context.expression(from);
  const isOwn = context.scope.own(from.name) !== undefined && !isParameter(from.name, context);
  if (owner.kind.name !== 'table' || !isOwn) return undefined;
  const name = quoted(key.value.value);
  const column: Code = {
    doc: [object(owner), call('.column', [name])],
    level: levels.call,
    kind: columnKind,
  };
  return [
    ...give(target, column, context, value),
    [owner.doc, ' = ', object(owner), call('.drop', [name]), ';'],
  ];
}

/** `args = {"kernel_size": 3}`, passed on as `**args`: arguments have our names. */
function asSettings(target: Expression, value: Expression, { facts }: StatementContext): Expression {
  if (target.type !== 'name' || value.type !== 'dict' || !facts.settings.has(target.name)) return value;
  const entries = value.entries.map(({ key, value: one }) => {
    if (key?.type !== 'text') return { key, value: one };
    const isName = one.type === 'text' && /activation|initializer|regularizer|constraint/.test(key.value);
    return {
      key: { ...key, value: camelCase(key.value) },
      value: isName ? { ...one, value: camelCase(one.value) } : one,
    };
  });
  return { ...value, entries };
}

/** `mnist = keras.datasets.mnist`: another name for a module, a class or a function. */
function isAlias(target: Expression, value: Expression, context: StatementContext): boolean {
  if (target.type !== 'name' || (value.type !== 'attribute' && value.type !== 'name')) return false;
  const path = pathOf(value, context.scope);
  if (path === undefined || isValue(value, context)) return false;
  // In a block it may be the other thing: `g = np.tanh` beside `g = f`.
  if (!context.isStraight && context.uses.stores(target.name) > 1) return false;
  context.scope.import(target.name, path);
  return true;
}

function isValue(node: Expression, context: StatementContext): boolean {
  try {
    context.expression(node);
    return true;
  } catch (error) {
    if (error instanceof Untranslated) return false;
    throw error;
  }
}

/** A model of several outputs predicts a list. */
function several(target: Expression, value: Expression): Expression {
  const isSeveral = target.type === 'tuple' && value.type === 'call' && value.callee.type === 'attribute';
  if (!isSeveral || value.callee.name !== 'predict') return value;
  return { ...value, callee: { ...value.callee, name: 'predict_all' } };
}

const again = (target: Expression, value: Code, context: StatementContext): Code =>
  target.type === 'name' ? context.expression(target) : value;

/** @param source what the value was written as */
function give(target: Expression, value: Code, context: StatementContext, source: Expression): Doc[] {
  const docs = given(target, value, context, source);
  const variable = target.type === 'name' && context.isStraight ? context.scope.own(target.name) : undefined;
  if (variable) delete variable.isShared;
  markShared(target, value.kind, source, context.scope);
  return docs;
}

function given(target: Expression, value: Code, context: StatementContext, source: Expression): Doc[] {
  switch (target.type) {
    case 'name':
      return giveName(target.name, value, context, source);
    case 'tuple':
    case 'list':
      return giveSeveral(target, value, context, source);
    case 'attribute':
      return giveField(target, value, context);
    case 'subscript':
      return givePlace(target, value, context);
    default:
      throw new Untranslated('a value for something that is no name');
  }
}

function giveName(name: string, given: Code, context: StatementContext, source: Expression): Doc[] {
  const value = asFirst(given, context, source);
  const known = context.scope.own(name);
  const isKnown = known !== undefined && known.path === undefined && known.isDeclared;
  const isOuter = context.scope.isOuter(name);
  if (isOuter && !isKnown)
    throw new Untranslated(
      `\`${name}\` outside of the function: give it a value before, \`let ${name}: any\``,
    );
  // In a block a tensor stays one: `largest = x[i]` of a number that was read.
  if (isKnown && known.kind.name === 'tensor' && value.kind.name === 'number' && !context.isStraight)
    return [[known.spelling, ' = ', call('tf.scalar', [shown(value)]), ';']];
  if (isOuter)
    known!.kind = known!.kind.name === value.kind.name ? settled(joined(known!.kind, value.kind)) : unknown;
  if (isOuter) return [[known!.spelling, ' = ', shown(value), ';']];
  learn(name, value.kind, context);
  if (isKnown && !mayDeclareAgain(name, known.kind, value.kind, context, source)) {
    const isOther = known.kind.name === 'unknown' || known.kind.name === 'none';
    // What a data set gives, and whether a tensor is a picture, changes with each step.
    const isStep = known.kind.name === value.kind.name && /^(dataset|tensor|table)$/.test(value.kind.name);
    const kind = settled(value.kind);
    if (isOther || isStep) known.kind = context.isStraight ? kind : inBlock(known.kind, kind);
    if (joined(known.kind, value.kind).name === 'mixed') known.kind = mixed;
    noteTensor(known, value.kind, context);
    return [[known.spelling, ' = ', shown(value), ';']];
  }
  const isOther = isKnown && !context.uses.isFresh(name, source.to);
  const kind = context.uses.isConstant(name, context.around) ? value.kind : settled(value.kind);
  const variable =
    isOther || (isKnown && isSameCell(name, context))
      ? context.scope.renew(name, kind)
      : context.scope.add(name, kind);
  declaredIn.set(variable, context.cell);
  variable.block = context.within;
  if (value.kind.name === 'number') variable.numberAt = source.to;
  return [[...declaration(name, variable.spelling, value.kind, context), ' = ', shown(value), ';']];
}

/** In a block that may not run a tensor becomes no single number. */
const inBlock = (before: Kind, now: Kind): Kind =>
  isTensor(before) && ((!before.isScalar && now.isScalar) || before.rank !== now.rank)
    ? kindOf(now.name)
    : now;

/** `z = 0.`, to which tensors are added: a tensor from the first. */
const asFirst = (value: Code, { facts }: StatementContext, source: Expression): Code =>
  value.kind.name === 'number' && facts.tensorsLater.has(source.to)
    ? code(call('tf.scalar', [shown(value)]), kindOf('tensor'))
    : value;

/** Where a variable was declared: each cell may declare it anew. */
const declaredIn = new WeakMap<object, number>();

/** A class or a function that the same cell declares again is another from there on. */
export function declaredAgain(name: string, kind: Kind, context: StatementContext): Variable {
  const known = context.scope.own(name);
  const isAgain =
    context.isStraight &&
    (known?.kind.name === 'function' || known?.kind.name === 'property') &&
    known.path === undefined &&
    isSameCell(name, context);
  const variable = isAgain ? context.scope.renew(name, kind) : context.scope.add(name, kind);
  declaredIn.set(variable, context.cell);
  return variable;
}

function isSameCell(name: string, context: StatementContext): boolean {
  const known = context.scope.own(name);
  return known !== undefined && (declaredIn.get(known) ?? -1) === context.cell;
}

const general: ReadonlySet<KindName> = new Set(['unknown', 'mixed', 'none']);

/** A variable of an earlier cell, or one that from here on holds something of another kind. */
function mayDeclareAgain(
  name: string,
  before: Kind,
  now: Kind,
  context: StatementContext,
  source: Expression,
): boolean {
  // Further down in the block that declares it, it may be another variable.
  const { within } = context;
  if (!context.isStraight && (within === undefined || context.scope.own(name)?.block !== within))
    return false;
  // Batches that are changed are of another type.
  const isSame =
    (before.name === now.name && now.name !== 'batches') || general.has(before.name) || general.has(now.name);
  if (!isSameCell(name, context)) return context.uses.isFresh(name, source.to) || !isSame;
  return !isSame;
}

/** `const x`, `let x: tf.Tensor`. */
function declaration(name: string, spelling: string, kind: Kind, context: StatementContext): Doc[] {
  const isChanged = (isTensor(kind) || kind.name === 'table') && context.uses.isPlaced(name);
  const isConst = context.uses.isConstant(name, context.around) && !isChanged;
  // Its methods tell nothing of what they give.
  const steps = kind.name === 'dataset' ? 'tf.data.Dataset<any>' : empty(kind);
  if (isConst) return [`const ${spelling}${steps === undefined ? '' : `: ${steps}`}`];
  // With other columns a table is of another type.
  const other = kind.name === 'table' ? 'any' : undefined;
  const wide = isTensor(kind) ? typeOf(kind) : kind.name === 'model' ? modelType(name, kind, context) : other;
  const type = wide ?? (kind.name === 'none' ? 'any' : steps);
  return [`let ${spelling}${type === undefined ? '' : `: ${type}`}`];
}

/** A sequential model is typed so where nothing else is given to the name. */
function modelType(name: string, kind: Kind, { scope, facts }: StatementContext): string | undefined {
  const all = scope.parent === undefined ? facts.variables.get(name) : undefined;
  return (all && typeOf(all)) ?? typeOf(kind);
}

/** An empty list or object says nothing of what it will hold. */
function empty({ name, isEmpty }: Kind): string | undefined {
  if (!isEmpty) return undefined;
  return { list: 'any[]', dict: 'Record<string, any>' }[name as string];
}

function learn(name: string, kind: Kind, context: StatementContext): void {
  if (context.scope.parent === undefined) context.facts.learn(context.facts.variables, name, kind);
}

type Several = Extract<Expression, { items: unknown }>;

/** `first, *rest, last = values`: JavaScript has what is left at the end alone. */
function restLast(target: Several, value: Code): [Several, Code] {
  const { items } = target;
  const at = items.findIndex(({ type }) => type === 'starred');
  const after = items.length - 1 - at;
  const rest = items[at];
  if (rest?.type !== 'starred' || after === 0) return [target, value];
  const taken = `[...all.slice(0, ${at}), ...all.slice(-${after}), all.slice(${at}, -${after})]`;
  const of = elementOf(value.kind);
  const kind = tupleOf(items.map((_, i) => (i === items.length - 1 ? listOf(of) : of)));
  const others = items.filter((one) => one !== rest);
  return [
    { ...target, items: [...others, rest.value] },
    code([`((all: any[]) => ${taken})(`, value.doc, ')'], kind),
  ];
}

function giveSeveral(all: Several, given: Code, context: StatementContext, source: Expression): Doc[] {
  const isCut = all.items.some(({ type }) => type === 'starred');
  const isWhole = /^(dict|map|set)$/.test(given.kind.name) || (isCut && given.kind.name === 'text');
  const isArray =
    given.kind.name === 'tensor' &&
    (source.type === 'subscript' || (source.type === 'name' && !isParameter(source.name, context)));
  const [target, value] = restLast(all, isWhole || isArray ? iterableList(given) : given);
  if (source.type === 'call' && isTensor(value.kind) && oneLine(value.doc).includes('.apply('))
    return giveSeveral(
      target,
      { ...value, doc: [value.doc, ` as unknown as ${typeOf(value.kind)}[]`], kind: listOf(value.kind) },
      context,
      target,
    );
  const names = namesOf(target).filter((name) => name !== '_');
  const isPlain = target.items.every((item) => ['name', 'tuple', 'list', 'starred'].includes(item.type));
  const declared = names.filter((name) => {
    const known = context.scope.own(name);
    return (
      known !== undefined &&
      known.path === undefined &&
      known.isDeclared &&
      (isSameCell(name, context) || !context.isStraight || context.scope.isOuter(name))
    );
  });
  if (isPlain && declared.length === 0) {
    const parts = pattern(target, value.kind, context);
    const isConst = names.every((name) => context.uses.isConstant(name, context.around));
    const kinds = (value.kind.items ?? []).map((one) => empty(one));
    const isVague = kinds.length === target.items.length && kinds.every((one) => one !== undefined);
    const types = isVague ? `: [${kinds.join(', ')}]` : '';
    return [[isConst ? 'const ' : 'let ', parts, types, ' = ', shown(value), ';']];
  }
  const missing = names.filter((name) => !declared.includes(name));
  const before = missing.map((name): Doc => {
    const variable = context.scope.add(name, unknown);
    declaredIn.set(variable, context.cell);
    return `let ${variable.spelling};`;
  });
  return [...before, [places(target, context), ' = ', shown(value), ';']];
}

/** Names declared by a pattern. */
function pattern(target: Expression, kind: Kind, context: StatementContext): Doc {
  if (target.type === 'name') {
    learn(target.name, kind, context);
    const isConst = context.uses.isConstant(target.name, context.around);
    const variable = context.scope.add(target.name, isConst ? kind : settled(kind));
    declaredIn.set(variable, context.cell);
    variable.block = context.within;
    return variable.spelling;
  }
  if (target.type !== 'tuple' && target.type !== 'list')
    throw new Untranslated('a value for something that is no name');
  const items = target.items.map((item, i) => {
    if (isIgnored(item)) return '';
    if (item.type === 'starred') return ['...', pattern(item.value, listOf(elementOf(kind)), context)];
    return pattern(item, kind.items?.[i] ?? elementOf(kind), context);
  });
  return list(items);
}

/** `(x_train, y_train), (x_test, y_test) = mnist.load_data()`. */
function dataset(target: Expression, value: Expression, context: StatementContext): Doc[] | undefined {
  if (value.type !== 'call' || target.type !== 'tuple' || target.items.length !== 2) return undefined;
  if (!/^keras\.datasets\.\w+\.load_data$/.test(pathOf(value.callee, context.scope) ?? '')) return undefined;
  const isHalf = (half: Expression): boolean =>
    isIgnored(half) || ((half.type === 'tuple' || half.type === 'list') && half.items.length === 2);
  if (!target.items.every(isHalf)) return undefined;
  const loaded = context.expression(value);
  // Texts are lists of word numbers.
  const isOfTexts = /\.(imdb|reuters)\./.test(pathOf(value.callee, context.scope) ?? '');
  const x = isOfTexts ? listOf(listOf(number)) : kindOf('tensor');
  const halves = target.items.flatMap((half, i): Doc[] => {
    const names = half.type === 'tuple' || half.type === 'list' ? half.items : [];
    if (names.length === 0) return [];
    const parts = names.flatMap((item, j): Doc[] => {
      if (item.type !== 'name') throw new Untranslated('a value for something that is no name');
      if (item.name.startsWith('_')) return [];
      if (isSameCell(item.name, context)) context.scope.renew(item.name, kindOf('tensor'));
      return [[['x', 'y'][j]!, ': ', pattern(item, j === 0 ? x : kindOf('tensor'), context)]];
    });
    return [[['train', 'test'][i]!, ': ', { open: '{', items: parts.map((doc) => ({ doc })), close: '}' }]];
  });
  const isConst = namesOf(target).every((name) => context.uses.isConstant(name, context.around));
  const taken: Doc = { open: '{', items: halves.map((doc) => ({ doc })), close: '}' };
  return [[isConst ? 'const ' : 'let ', taken, ' = ', loaded.doc, ';']];
}
