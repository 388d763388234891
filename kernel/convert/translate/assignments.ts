// Values for names, for parts of lists, and for several names at once.
import { type Doc, oneLine } from '../code/layout.js';
import type { Expression, StatementOf } from '../python/syntax.js';
import { namesOf } from '../python/walk.js';
import { type Code, call, code, levels, list, object, quoted, within } from './code.js';
import { columnKind, isColumn } from './columns.js';
import { Untranslated } from './context.js';
import type { ClassFacts } from './facts.js';
import {
  elementOf,
  isTensor,
  isVague,
  joined,
  type Kind,
  type KindName,
  kindOf,
  listOf,
  mixed,
  number,
  typeOf,
  unknown,
} from './kinds.js';
import { camelCase, isIdentifier } from './names.js';
import { binaryOf } from './operators.js';
import { pathOf } from './paths.js';
import type { Variable } from './scope.js';
import type { StatementContext } from './statement-context.js';
import { itemSet } from './subscripts.js';

export function assign(node: StatementOf<'assign'>, context: StatementContext): Doc[] {
  if (!node.value) return [];
  const [first, ...others] = [...node.targets].reverse();
  const loaded = dataset(first!, node.value, context);
  if (loaded && others.length === 0) return loaded;
  if (isAlias(first!, node.value, context)) return [];
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
    ...others.flatMap((target) => give(target, again(first!, value, context), context, node.value!)),
  ];
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

const shown = ({ doc, level }: Code): Doc => within({ doc, level, kind: unknown }, levels.assign);

function giveName(name: string, given: Code, context: StatementContext, source: Expression): Doc[] {
  const value = asFirst(given, context, source);
  const known = context.scope.own(name);
  const isKnown = known !== undefined && known.path === undefined && known.isDeclared;
  // In a block a tensor stays one: `largest = x[i]` of a number that was read.
  if (isKnown && known.kind.name === 'tensor' && value.kind.name === 'number' && !context.isStraight)
    return [[known.spelling, ' = ', call('tf.scalar', [shown(value)]), ';']];
  learn(name, value.kind, context);
  if (isKnown && !mayDeclareAgain(name, known.kind, value.kind, context, source)) {
    const isOther = known.kind.name === 'unknown' || known.kind.name === 'none';
    // What a data set gives, and whether a tensor is a picture, changes with each step.
    const isStep = known.kind.name === value.kind.name && /^(dataset|tensor|table)$/.test(value.kind.name);
    if (isOther || isStep) known.kind = context.isStraight ? value.kind : inBlock(known.kind, value.kind);
    if (joined(known.kind, value.kind).name === 'mixed') known.kind = mixed;
    noteTensor(known, value.kind, context);
    return [[known.spelling, ' = ', shown(value), ';']];
  }
  const isOther = isKnown && !context.uses.isFresh(name, source.to);
  const variable =
    isOther || (isKnown && isSameCell(name, context))
      ? context.scope.renew(name, value.kind)
      : context.scope.add(name, value.kind);
  declaredIn.set(variable, context.cell);
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

function noteTensor({ kind, numberAt }: Variable, given: Kind, { facts }: StatementContext): void {
  if (kind.name === 'number' && numberAt !== undefined && given.name === 'tensor')
    facts.becomesTensor(numberAt);
}

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
  if (!context.isStraight) return false;
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

function giveSeveral(
  target: Extract<Expression, { items: unknown }>,
  value: Code,
  context: StatementContext,
  source: Expression,
): Doc[] {
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
      (isSameCell(name, context) || !context.isStraight)
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

const isIgnored = (item: Expression): boolean => item.type === 'name' && item.name === '_';

/** Names declared by a pattern. */
function pattern(target: Expression, kind: Kind, context: StatementContext): Doc {
  if (target.type === 'name') {
    learn(target.name, kind, context);
    const variable = context.scope.add(target.name, kind);
    declaredIn.set(variable, context.cell);
    return variable.spelling;
  }
  if (target.type === 'starred') return ['...', pattern(target.value, kind, context)];
  if (target.type !== 'tuple' && target.type !== 'list')
    throw new Untranslated('a value for something that is no name');
  const items = target.items.map((item, i) => {
    return isIgnored(item) ? '' : pattern(item, kind.items?.[i] ?? elementOf(kind), context);
  });
  return list(items);
}

/** Places that are there already. */
function places(target: Expression, context: StatementContext): Doc {
  if (target.type === 'tuple' || target.type === 'list')
    return list(
      target.items.map((item) => (isIgnored(item) && !context.scope.own('_') ? '' : places(item, context))),
    );
  if (target.type === 'starred') return ['...', places(target.value, context)];
  return context.expression(target).doc;
}

function giveField(
  target: Extract<Expression, { type: 'attribute' }>,
  value: Code,
  context: StatementContext,
): Doc[] {
  if (pathOf(target, context.scope) !== undefined)
    throw new Untranslated('a setting of a module: it has no counterpart here');
  const owner = context.expression(target.object);
  if (isTensor(owner.kind)) throw new Untranslated('tensors do not change: make a new one');
  if (owner.kind.name === 'table')
    throw new Untranslated('a table does not change: withColumn, rename or select give a new one');
  const facts =
    owner.kind.className === undefined ? undefined : context.facts.classes.get(owner.kind.className);
  const property = context.facts.propertyOwner(owner.kind.className, target.name);
  if (property) learnSetter(property, target.name, value.kind, context);
  const isOwn = property === undefined || context.facts.attached.some((one) => one.name === target.name);
  if (facts && isOwn && owner.kind.name === 'own') context.facts.learn(facts.fields, target.name, value.kind);
  const spelling = owner.kind.name === 'own' ? context.facts.member(target.name) : camelCase(target.name);
  return [[object(owner), `.${spelling} = `, shown(value), ';']];
}

/** A property's setter takes what it is given. */
function learnSetter({ setters }: ClassFacts, name: string, kind: Kind, { facts }: StatementContext): void {
  const setter = setters.get(name);
  const [value] = setter?.parameters ?? [];
  if (setter && value) facts.learn(setter.kinds, value.name, kind);
}

function givePlace(
  target: Extract<Expression, { type: 'subscript' }>,
  value: Code,
  context: StatementContext,
): Doc[] {
  const path = pathOf(target.object, context.scope);
  if (path === 'os.environ') return environment(target.index, value, context);
  if (path !== undefined) throw new Untranslated('a setting of a module: it has no counterpart here');
  const owner = context.expression(target.object);
  const { name } = owner.kind;
  if (isOfTensor(target, owner)) return giveItems(target, owner, value, context);
  if (name === 'table') return giveColumn(target, owner, value, context);
  const [index] = target.index;
  if (target.index.length !== 1 || index!.type === 'slice')
    throw new Untranslated('a value for a range: lists have splice');
  const key = context.expression(index!);
  if (key.kind.name === 'slice') throw new Untranslated('a value for a range: lists have splice');
  if (isColumn(owner.kind) && isColumn(key.kind))
    throw new Untranslated(
      'values of a column where a mask is true: table.withColumn(name, (row) => …), since columns are copies',
    );
  if (name === 'map') return [[object(owner), call('.set', [key.doc, value.doc]), ';']];
  return [[context.expression(target).doc, ' = ', shown(value), ';']];
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
function giveItems(
  target: Extract<Expression, { type: 'subscript' }>,
  owner: Code,
  value: Code,
  context: StatementContext,
): Doc[] {
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
  const buffer = changed.type === 'name' ? context.scope.own(changed.name)?.buffer : undefined;
  const made = itemSet(buffer?.spelling ?? owner.doc, target.index, within(value, levels.assign), context);
  if (!buffer) return [[owner.doc, ' = ', made, ';']];
  buffer.isUsed = true;
  return [[made, ';']];
}

/** Of the function around, and not given another value in it. */
const isParameter = (name: string, { scope, uses }: StatementContext): boolean =>
  uses.stores(name) === 0 && (scope.facts?.parameters.some((one) => one.name === name) ?? false);

const plainUpdates = new Set(['+', '-', '*', '/', '**', '<<', '>>', '&', '|', '^']);

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
    return [[object(target), call('.push', [['...', within(value, levels.assign)]]), ';']];
  if (node.target.type === 'subscript' && isOfTensor(node.target, context.expression(node.target.object)))
    return givePlace(node.target, binaryOf(node.operator, target, value, context), context);
  if (target.level === levels.unary && node.target.type === 'attribute')
    throw new Untranslated('a change of a property that has to be waited for');
  const isNumber = target.kind.name === 'number' || target.kind.name === 'text' || isVague(target.kind);
  if (isNumber && plainUpdates.has(node.operator) && !isTensor(value.kind))
    return [[target.doc, ` ${node.operator}= `, within(value, levels.assign), ';']];
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
