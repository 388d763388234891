// Loops, branches, and errors.
import { type Block, type Doc, oneLine } from '../code/layout.js';
import type { Expression, StatementOf } from '../python/syntax.js';
import { namesOf } from '../python/walk.js';
import { type Code, call, code, levels, object, quoted, within } from './code.js';
import { Untranslated } from './context.js';
import { count, elementOf, isTensor, kindOf, number, settled, tensor, text, tupleOf } from './kinds.js';
import { isSteadyBound } from './loop-bounds.js';
import { pathOf } from './paths.js';
import { onlyInPython } from './python-errors.js';
import { refuseNames } from './settings.js';
import type { StatementContext } from './statement-context.js';
import { linesIn } from './texts.js';
import { iterableList, target } from './values.js';

export function branch(node: StatementOf<'if'>, context: StatementContext): Doc[] {
  const [first] = node.branches;
  const isMain =
    first!.test.type === 'compare' &&
    first!.test.operands[0]!.type === 'name' &&
    first!.test.operands[0]!.name === '__name__';
  if (isMain) return context.statements(first!.body);
  const parts = node.branches.flatMap(({ test, body }, i): Doc[] => [
    i === 0 ? 'if (' : ' else if (',
    context.condition(test).doc,
    ') ',
    context.blockOf(body),
  ]);
  return [[...parts, ...(node.otherwise ? [' else ', context.blockOf(node.otherwise)] : [])]];
}

export function whileLoop(node: StatementOf<'while'>, context: StatementContext): Doc[] {
  if (node.otherwise) throw new Untranslated('`else` after a loop');
  return [['while (', context.condition(node.test).doc, ') ', context.blockOf(node.body)]];
}

export function forLoop(node: StatementOf<'for'>, context: StatementContext): Doc[] {
  if (node.otherwise) throw new Untranslated('`else` after a loop');
  const { iterable } = node;
  const called =
    iterable.type === 'call' &&
    iterable.callee.type === 'name' &&
    context.scope.find(iterable.callee.name) === undefined
      ? iterable.callee.name
      : '';
  if (called === 'range' && node.target.type === 'name')
    return counting(node, iterable as Extract<Expression, { type: 'call' }>, context);
  const inner = called === 'enumerate' ? (iterable as Extract<Expression, { type: 'call' }>).args : [];
  const wrapped = /(^|\.)(tqdm|trange)$/.test(
    iterable.type === 'call' ? (pathOf(iterable.callee, context.scope) ?? '') : '',
  );
  const isAll = called === 'iter' && (iterable as Extract<Expression, { type: 'call' }>).args.length === 1;
  if (wrapped || isAll)
    return forLoop(
      { ...node, iterable: (iterable as Extract<Expression, { type: 'call' }>).args[0]!.value },
      context,
    );
  if (inner.length === 1) {
    const source = linesIn(context.expression(inner[0]!.value), context);
    const listed = asynchronous(source) ? source : iterableList(source);
    if (asynchronous(source)) return numbered(node, source, context);
    const kind = tupleOf([count, elementOf(listed.kind)]);
    return looped(node, code([object(listed), '.entries()'], { name: 'list', of: kind }), context, 'for (');
  }
  const taken = takenBatches(iterable, context);
  if (taken) return limited(node, taken, context);
  const source = linesIn(context.expression(iterable), context);
  if (source.kind.className === 'settings') refuseNames(context);
  const series = overSeries(node, source, context);
  if (series) return series;
  if (source.kind.name === 'batches') {
    context.wait();
    return overBatches(node, source, context);
  }
  if (source.kind.name === 'dataset') return overDataset(node, source, context);
  return looped(node, iterableList(source), context, 'for (');
}

/** Windows over a series, with targets or without; they come without waiting. */
function overSeries(
  node: StatementOf<'for'>,
  { doc, kind }: Code,
  context: StatementContext,
): Doc[] | undefined {
  if (kind.name !== 'batches') return undefined;
  if (kind.className === 'pairs') return pairs(node, doc, context);
  if (kind.className !== 'windows') return undefined;
  return looped(node, code(doc, { name: 'list', of: tensor }), context, 'for (');
}

/** Inputs alone are a batch of one part. */
function overBatches(node: StatementOf<'for'>, source: Code, context: StatementContext): Doc[] {
  const of = source.kind.of ?? tupleOf([tensor, tensor]);
  const list = code(source.doc, { name: 'list', of }, source.level);
  if (!isTensor(of) || node.target.type !== 'name') return looped(node, list, context, 'for await (');
  const names = declared(node.target, of, context, node);
  const [word, name] = Array.isArray(names) ? (names as [Doc, Doc]) : ['', names];
  return [['for await (', word, '[', name, '] of ', source.doc, ') ', context.blockOf(node.body)]];
}

/** `data.take(1)` of batches: the batches, and how many. */
function takenBatches(
  node: Expression,
  context: StatementContext,
): { source: Expression; limit: Code } | undefined {
  if (node.type !== 'call' || node.callee.type !== 'attribute' || node.callee.name !== 'take')
    return undefined;
  const [limit] = node.args;
  const source = node.callee.object;
  if (!limit || source.type !== 'name' || context.scope.find(source.name)?.kind.name !== 'batches')
    return undefined;
  return { source, limit: context.expression(limit.value) };
}

function limited(
  node: StatementOf<'for'>,
  { source, limit }: { source: Expression; limit: Code },
  context: StatementContext,
): Doc[] {
  const loop = forLoop({ ...node, iterable: source }, context);
  if (limit.doc === '1') return loop.map((doc) => changedBlock(doc, (all) => [...all, 'break;']));
  const counter = context.scope.fresh('taken');
  const test: Doc = ['if (', counter, '++ === ', limit.doc, ') break;'];
  return [`let ${counter} = 0;`, ...loop.map((doc) => changedBlock(doc, (all) => [test, ...all]))];
}

/** Over pairs of samples and targets, `{ xs, ys }`. */
function pairs(node: StatementOf<'for'>, source: Doc, context: StatementContext): Doc[] {
  if (node.target.type !== 'tuple' || node.target.items.length !== 2)
    throw new Untranslated('a batch of a data set is { xs, ys }');
  const [xs, ys] = node.target.items.map((one) => {
    for (const name of namesOf(one)) forget(name, context);
    return target(one, tensor, context.scope);
  });
  return [['for (const { xs: ', xs!, ', ys: ', ys!, ' } of ', source, ') ', context.blockOf(node.body)]];
}

const asynchronous = ({ kind }: Code): boolean => kind.name === 'batches' || kind.name === 'dataset';

function looped(node: StatementOf<'for'>, source: Code, context: StatementContext, opening: string): Doc[] {
  const names = declared(node.target, elementOf(source.kind), context, node);
  const loop: Doc = [opening, names, ' of ', source.doc, ') ', context.blockOf(node.body)];
  for (const name of namesOf(node.target)) if (!isHoisted(name, context)) forget(name, context);
  return [loop];
}

/** The loop's own variables, unless they are there already and used afterwards. */
function declared(
  node: Expression,
  kind: Parameters<typeof target>[1],
  context: StatementContext,
  loop: StatementOf<'for'>,
): Doc {
  const names = namesOf(node);
  const isOuter = names.some((name) => isHoisted(name, context));
  const isChanged = names.some((name) => context.uses.storesWithin(name, loop.body) > 0);
  if (!isOuter) for (const name of names) forget(name, context);
  const word = isOuter ? '' : isChanged ? 'let ' : 'const ';
  const given = target(node, kind, context.scope);
  // A row of an array, which is changed with it.
  for (const name of names) {
    const variable = context.scope.own(name);
    if (variable?.kind.name === 'tensor') variable.isShared = true;
    if (variable && isChanged) variable.kind = settled(variable.kind);
    if (variable && !isOuter) variable.block = loop.body;
  }
  return [word, given];
}

const isHoisted = (name: string, context: StatementContext): boolean =>
  context.scope.own(name)?.isHoisted === true;

/** The same name in another loop is another variable. */
function forget(name: string, context: StatementContext): void {
  const known = context.scope.own(name);
  if (known) known.isDeclared = false;
}

function counting(
  node: StatementOf<'for'>,
  range: Extract<Expression, { type: 'call' }>,
  context: StatementContext,
): Doc[] {
  const bounds = range.args.map(({ value }) => context.expression(value));
  const [first, second, step] = bounds;
  const [from, to]: [Code, Code] = second ? [first!, second] : [code('0', count), first!];
  const by = step ? stepOf(range.args[2]!.value) : 1;
  const { name } = node.target as Extract<Expression, { type: 'name' }>;
  const isOuter = isHoisted(name, context);
  const isChanged = context.uses.storesWithin(name, node.body) > 0;
  if (!isOuter) forget(name, context);
  const isUp = from.kind.isCount === true && by !== undefined && by > 0;
  const kind = !isUp || isChanged ? number : isWritten(from) ? { ...count, least: Number(from.doc) } : count;
  const own = target(node.target, kind, context.scope);
  // Python counts by itself: what the body makes of the name, and what it holds afterwards, is its own.
  const i: Doc = isOuter || isChanged ? context.scope.fresh(`${oneLine(own)}Next`) : own;
  const isSteady = isSteadyBound(range.args[second ? 1 : 0]!.value, node.body, context);
  const end: Doc = isSteady ? within(to, levels.relational + 1) : context.scope.fresh('end');
  // A step that is computed: its sign says which way the loop goes.
  const while_: Doc = [i, by === undefined || by > 0 ? ' < ' : ' > ', end];
  const met: Doc =
    by === undefined
      ? [within(step!, levels.relational + 1), ' > 0 ? ', while_, ' : ', i, ' > ', end]
      : while_;
  const next: Doc[] =
    by === undefined
      ? [i, ' += ', step!.doc]
      : by === 1
        ? [i, '++']
        : by === -1
          ? [i, '--']
          : by > 0
            ? [i, ` += ${by}`]
            : [i, ` -= ${-by}`];
  const block = context.blockOf(node.body) as Block;
  if (!isOuter) forget(name, context);
  return [
    [
      'for (let ',
      i,
      ' = ',
      from.doc,
      ...(isSteady ? [] : [', ', end, ' = ', to.doc]),
      '; ',
      met,
      '; ',
      ...next,
      ') ',
      i === own ? block : { statements: [[isOuter ? '' : 'let ', own, ' = ', i, ';'], ...block.statements] },
    ],
  ];
}

const isWritten = ({ doc }: Code): boolean => typeof doc === 'string' && /^\d+$/.test(doc);

function stepOf(node: Expression): number | undefined {
  if (node.type === 'number') return Number(node.text);
  if (node.type === 'unary' && node.operator === '-' && node.operand.type === 'number')
    return -Number(node.operand.text);
  return undefined;
}

/** `for step, (x, y) in enumerate(batches)`. */
function numbered(node: StatementOf<'for'>, source: Code, context: StatementContext): Doc[] {
  if (node.target.type !== 'tuple' || node.target.items.length !== 2 || node.target.items[0]!.type !== 'name')
    throw new Untranslated('a loop whose target is not a name');
  const [step, batch] = node.target.items;
  const { name } = step as { name: string };
  const known = context.scope.own(name);
  const isThere = known?.isDeclared === true && known.path === undefined;
  const counter = isThere ? known : context.scope.add(name, count);
  const inner = { ...node, target: batch! };
  const isBatches = source.kind.name === 'batches';
  const series = overSeries(inner, source, context);
  if (isBatches && !series) context.wait();
  const loop = series
    ? series
    : isBatches
      ? overBatches(inner, source, context)
      : overDataset(inner, source, context);
  return [
    `${isThere ? '' : 'let '}${counter.spelling} = -1;`,
    ...loop.map((doc) => withFirst(doc, `${counter.spelling}++;`)),
  ];
}

const withFirst = (doc: Doc, first: Doc): Doc => changedBlock(doc, (all) => [first, ...all]);

/** A loop with other statements in its block. */
function changedBlock(doc: Doc, change: (statements: readonly Doc[]) => Doc[]): Doc {
  if (!Array.isArray(doc)) return doc;
  return doc.map((part: Doc, i: number) =>
    i === doc.length - 1 && typeof part === 'object' && 'statements' in part
      ? { statements: change(part.statements) }
      : part,
  );
}

function overDataset(node: StatementOf<'for'>, source: Code, context: StatementContext): Doc[] {
  context.wait();
  const of = source.kind.of ?? tensor;
  const isPair = of.name === 'dict' && of.items !== undefined;
  const whole: Doc = ['await ', object(source), '.toArray()'];
  if (of.className === 'named')
    return looped(node, code(['(', whole, ') as any[]'], { name: 'list', of }), context, 'for (');
  if (!isPair) return looped(node, code(whole, { name: 'list', of }), context, 'for (');
  return pairs(node, [whole, ' as { xs: tf.Tensor; ys: tf.Tensor }[]'], context);
}

export function trying(node: StatementOf<'try'>, context: StatementContext): Doc[] {
  if (node.otherwise) throw new Untranslated('`else` after `try`');
  const [handler, ...others] = node.handlers;
  if (others.length > 0) throw new Untranslated('several `except`: ask in one catch which error it is');
  if (handler) onlyInPython(node.body, handler, context);
  const parts: Doc[] = ['try ', context.blockOf(node.body)];
  if (handler) {
    if (handler.errors)
      context.note(
        `catch takes every error, not only ${context.text.slice(handler.errors.from, handler.errors.to)}.`,
      );
    const name =
      handler.name === undefined ? '' : `(${context.scope.add(handler.name, kindOf('error')).spelling}) `;
    parts.push(` catch ${name}`, context.blockOf(handler.body));
  }
  if (node.last) parts.push(' finally ', context.blockOf(node.last));
  return [parts];
}

export function raise(node: StatementOf<'raise'>, context: StatementContext): Doc[] {
  const { value } = node;
  if (!value) throw new Untranslated('`raise` alone: throw the error that was caught');
  if (value.type !== 'call') {
    const name = value.type === 'name' ? value.name : 'Error';
    return [['throw new Error(', quoted(name), ');']];
  }
  const [message] = value.args;
  return [['throw new Error(', message ? context.expression(message.value).doc : '', ');']];
}

export function assertion(node: StatementOf<'assert'>, context: StatementContext): Doc[] {
  const asked = context.text.slice(node.test.from, node.test.to);
  if (/\b(__version__|version_info)\b/.test(asked)) return ["// Python's versions are not asked for."];
  const test = context.condition(node.test);
  learnRank(node.test, context);
  const message = node.message
    ? context.expression(node.message)
    : code(quoted(context.text.slice(node.test.from, node.test.to)), text);
  return [['if (!', within(test, levels.unary), ') ', call('throw new Error', [message.doc]), ';']];
}

/** `assert len(x.shape) == 2`: how many axes an array has from here on. */
function learnRank(test: Expression, { scope }: StatementContext): void {
  if (test.type !== 'compare' || test.operators.join() !== '==') return;
  const [asked, rank] = test.operands;
  const [only] =
    asked?.type === 'call' && asked.callee.type === 'name' && asked.callee.name === 'len' ? asked.args : [];
  const property = only
    ? only.value.type === 'attribute' && only.value.name === 'shape'
      ? only.value
      : undefined
    : asked;
  if (property?.type !== 'attribute' || rank?.type !== 'number' || property.object.type !== 'name') return;
  if (!only && property.name !== 'ndim') return;
  const variable = scope.own(property.object.name);
  if (variable?.kind.name === 'tensor') variable.kind = { ...variable.kind, rank: Number(rank.text) };
}

/** `with tf.device(…)`, `with strategy.scope()`: what is in it, alone. */
export function withBlock(node: StatementOf<'with'>, context: StatementContext): Doc[] {
  const [item] = node.items;
  const path = item!.value.type === 'call' ? pathOf(item!.value.callee, context.scope) : undefined;
  const isScope =
    path === 'tensorflow.device' ||
    path === 'tensorflow.init_scope' ||
    path === 'warnings.catch_warnings' ||
    path === 'numpy.printoptions' ||
    path?.endsWith('custom_object_scope') ||
    (item!.value.type === 'call' &&
      item!.value.callee.type === 'attribute' &&
      item!.value.callee.name === 'scope');
  if (node.items.length === 1 && isScope) return context.statements(node.body);
  const { value } = item!;
  if (path === 'zipfile.ZipFile' && node.items.length === 1) return withZip(node, context);
  const isOpen =
    path === 'io.open' ||
    (value.type === 'call' && value.callee.type === 'name' && value.callee.name === 'open');
  if (value.type !== 'call' || !isOpen || node.items.length > 1)
    throw new Untranslated('`with` of something that is not known here');
  return withFile(node, value, context);
}

/** `with ZipFile(path, "r") as archive`: the archive is its path. */
function withZip(node: StatementOf<'with'>, context: StatementContext): Doc[] {
  const [{ value, name } = {}] = node.items as [{ value?: Expression; name?: string }];
  const [path, mode] = value?.type === 'call' ? value.args : [];
  if (!path || (mode && !(mode.value.type === 'text' && mode.value.value === 'r')))
    throw new Untranslated('an archive that is written');
  const file = context.expression(path.value);
  const spelling = name === undefined ? undefined : context.scope.add(name, kindOf('zip')).spelling;
  const head: Doc[] = spelling === undefined ? [] : [[`const ${spelling} = `, file.doc, ';']];
  return [...head, ...context.statements(node.body)];
}

/** A file is its path: what is written to it is appended to the empty file. */
function withFile(
  node: StatementOf<'with'>,
  opened: Extract<Expression, { type: 'call' }>,
  context: StatementContext,
): Doc[] {
  const [path, mode] = opened.args
    .filter(({ name }) => name === undefined || name === 'mode')
    .map(({ value }) => value);
  const isBinary = mode?.type === 'text' && mode.value.includes('b');
  if (!path || isBinary) throw new Untranslated("a file of bytes: `import { readFileSync } from 'node:fs'`");
  const { name } = node.items[0]!;
  const file = context.expression(path);
  const isWritten = mode?.type === 'text' && mode.value.startsWith('w');
  if (isWritten) context.import('node:fs', 'writeFileSync');
  const spelling = name === undefined ? undefined : context.scope.add(name, kindOf('file')).spelling;
  const head: Doc[] = spelling === undefined ? [] : [[`const ${spelling} = `, file.doc, ';']];
  const cleared: Doc[] = isWritten ? [[call('writeFileSync', [spelling ?? file.doc, "''"]), ';']] : [];
  return [...head, ...cleared, ...context.statements(node.body)];
}
