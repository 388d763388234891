// Operators, with Python's meaning: of numbers, of texts, of lists, and, by `ops`, of tensors.
import { type Doc, oneLine } from '../code/layout.js';
import type { Expression, Of } from '../python/syntax.js';
import { partsOf } from '../python/walk.js';
import { type Code, call, code, levels, list, object, within } from './code.js';
import { columnUnary, isColumn, onColumns } from './columns.js';
import { type Context, Untranslated } from './context.js';
import {
  boolean,
  count,
  elementOf,
  isList,
  isPlain,
  isTensor,
  isVague,
  joined,
  joinedParts,
  type Kind,
  listOf,
  mask,
  number,
  ranked,
  scalar,
  symbolic,
  tensor,
  text,
  unknown,
} from './kinds.js';
import { calledOn, onOwn } from './own-operators.js';
import { pathOf } from './paths.js';
import { onSets } from './sets.js';
import { keyOfSettings } from './settings.js';
import { inSet } from './text-sets.js';
import { percentFormat } from './texts.js';
import { pairsOf, refuseLists } from './values.js';

const arithmetic: Readonly<Record<string, readonly [sign: string, level: number]>> = {
  '+': ['+', levels.sum],
  '-': ['-', levels.sum],
  '*': ['*', levels.product],
  '/': ['/', levels.product],
  '**': ['**', levels.power],
  '&': ['&', levels.bitAnd],
  '^': ['^', levels.bitXor],
  '|': ['|', levels.bitOr],
};

const operations: Readonly<Record<string, string>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '//': 'floorDivide',
  '%': 'mod',
  '**': 'power',
  '@': 'matmul',
  '&': 'logicalAnd',
  '|': 'logicalOr',
  '<': 'less',
  '<=': 'lessEqual',
  '>': 'greater',
  '>=': 'greaterEqual',
  '==': 'equal',
  '!=': 'notEqual',
};

/** A function of `ops` on two values, one of which is a tensor. */
function onTensors(operator: string, left: Code, right: Code, context: Context): Code {
  const name = operations[operator];
  if (!name) throw new Untranslated(`\`${operator}\` of tensors has no counterpart here`);
  const isSymbolic = left.kind.name === 'symbolic' || right.kind.name === 'symbolic';
  const isOne = isOneNumber(left.kind) && isOneNumber(right.kind);
  const kind = isSymbolic
    ? symbolic
    : isOne
      ? scalar
      : isOfNumbers(operator)
        ? ranked(rankOf(left.kind, right.kind))
        : mask;
  return code(call(context.facts.use(`ops.${name}`), [left.doc, right.doc]), kind);
}

const isOfNumbers = (operator: string): boolean => /^([-+*/%]|\/\/|\*\*)$/.test(operator);

/** Of arrays that are stretched over each other. */
function rankOf(...kinds: Kind[]): number | undefined {
  const ranks = kinds.map(({ name, rank }) => (name === 'number' ? 0 : rank));
  return ranks.every((rank) => rank !== undefined) ? Math.max(...ranks) : undefined;
}

const isOneNumber = ({ name, isScalar }: Kind): boolean => name === 'number' || isScalar === true;

/** A table beside a tensor: its numbers. */
const numbersOf = (value: Code): Code =>
  value.kind.name === 'table' ? code([object(value), '.toTensor()'], tensor) : value;

export function binary(node: Of<'binary'>, context: Context): Code {
  const { operator } = node;
  if (operator === '%' && (node.left.type === 'text' || node.left.type === 'template'))
    return percentFormat(node, context);
  return binaryOf(operator, context.expression(node.left), context.expression(node.right), context);
}

/** Tables that were computed, each with the one that it has its columns from and its numbers. */
const computed = new WeakMap<object, { readonly table: Code; readonly numbers: Code }>();

/** `(table - mean) / deviation`: a table of the same columns. */
function onTable(operator: string, left: Code, right: Code, context: Context): Code | undefined {
  const isOther = right.kind.name === 'number' || right.kind.name === 'tensor' || right.kind.name === 'table';
  const known = typeof left.doc === 'object' ? computed.get(left.doc) : undefined;
  const table = known?.table ?? left;
  if (
    left.kind.name !== 'table' ||
    !isOther ||
    !/^([-+*/]|\*\*)$/.test(operator) ||
    !isIdentifierPath(table.doc)
  )
    return undefined;
  const numbers = onTensors(operator, known?.numbers ?? numbersOf(left), numbersOf(right), context);
  const doc = [object(table), call('.withNumbers', [numbers.doc])];
  computed.set(doc, { table, numbers });
  return code(doc, left.kind);
}

const isIdentifierPath = (doc: Doc): boolean => /^[\w.]+$/.test(oneLine(doc));

/** An operator on two values that are translated already. */
export function binaryOf(operator: string, left: Code, right: Code, context: Context): Code {
  const table = onTable(operator, left, right, context);
  if (table) return table;
  if (isTensor(left.kind) || isTensor(right.kind))
    return onTensors(operator, numbersOf(left), numbersOf(right), context);
  if (isColumn(left.kind) || isColumn(right.kind)) return onColumns(operator, left, right);
  if (left.kind.name === 'path' && operator === '/') {
    context.import('node:path', 'join');
    return code(call('join', [left.doc, right.doc]), left.kind);
  }
  if (left.kind.name === 'table')
    throw new Untranslated('an operator on a table: table.toTensor() gives its numbers');
  if (left.kind.name === 'column' || right.kind.name === 'column')
    throw new Untranslated('an operator on columns of a table: use table.withColumn(name, (row) => …)');
  const made =
    onOwn(operator, left, right, context) ??
    onSets(operator, left, right) ??
    onLists(operator, left, right) ??
    onTexts(operator, left, right) ??
    onBits(operator, left, right, context);
  return made ?? onNumbers(operator, asNumber(left), asNumber(right), context);
}

/** True and false count as 1 and 0. */
const asNumber = (value: Code): Code =>
  value.kind.name === 'boolean' ? code(call('Number', [value.doc]), count) : value;

function onNumbers(operator: string, left: Code, right: Code, context: Context): Code {
  if (operator === '//') return floored(left, right);
  if (operator === '%') return remainder(left, right);
  const [sign, level] = arithmetic[operator] ?? [];
  if (sign === undefined || level === undefined)
    throw new Untranslated(`\`${operator}\` has no counterpart in TypeScript`);
  if (isVague(left.kind) && isVague(right.kind)) noteUnknown(operator, context);
  const kind = moved(operator, left, right) ?? kindOfNumbers(operator, left.kind, right.kind);
  const docs: Doc =
    operator === '**'
      ? [within(left, levels.call), ' ** ', within(right, levels.power)]
      : [within(left, level), ` ${sign} `, within(right, level + 1)];
  return code(docs, kind, level);
}

/** `i - 1` of what is counted from one on. */
function moved(operator: string, { kind: { least } }: Code, right: Code): Kind | undefined {
  const by = typeof right.doc === 'string' && /^\d+$/.test(right.doc) ? Number(right.doc) : undefined;
  if (least === undefined || by === undefined || (operator !== '+' && operator !== '-')) return undefined;
  const now = operator === '+' ? least + by : least - by;
  return now >= 0 ? { ...count, least: now } : number;
}

/** Shifts and bits, which JavaScript knows of 32 bits; of true and false they are `and` and `or`. */
function onBits(operator: string, left: Code, right: Code, context: Context): Code | undefined {
  const isWhole = left.kind.isCount && right.kind.isCount ? count : number;
  if (operator === '<<')
    return code(
      [within(left, levels.product), ' * 2 ** ', within(right, levels.power)],
      isWhole,
      levels.product,
    );
  if (operator === '>>')
    return code(
      ['Math.floor(', within(left, levels.product), ' / 2 ** ', within(right, levels.power), ')'],
      isWhole,
    );
  const logical = { '&': '&&', '|': '||', '^': '!==' }[operator];
  if (logical === undefined) return undefined;
  if (left.kind.name === 'boolean' && right.kind.name === 'boolean') {
    const level = operator === '&' ? levels.and : operator === '|' ? levels.or : levels.equality;
    const isEqual = operator === '^';
    return code(
      [within(left, level + Number(isEqual)), ` ${logical} `, within(right, level + Number(isEqual))],
      boolean,
      level,
    );
  }
  const literals = [left, right].flatMap(({ doc }) =>
    typeof doc === 'string' && /^(0x[\da-f]+|\d+)$/i.test(doc) ? [Number(doc)] : [],
  );
  if (literals.some((one) => one >= 2 ** 31))
    throw new Untranslated('bits of numbers of more than 31 bits: a BigInt');
  if (operator !== '&' || literals.length === 0)
    context.note(`\`${operator}\` is that of whole numbers below 2 ** 31.`);
  return undefined;
}

/** JavaScript would make a text of two lists or tensors, or no number. */
export function noteUnknown(operator: string, context: Context): void {
  const ofLists = operator === '+' ? ', of lists `[...a, ...b]`' : '';
  const ofTensors = operations[operator];
  if (ofTensors)
    context.note(
      `\`${operator}\` is that of numbers; of tensors write \`ops.${ofTensors}(a, b)\`${ofLists}.`,
    );
}

function kindOfNumbers(operator: string, left: Kind, right: Kind): Kind {
  if (operator === '+' && (left.name === 'text' || right.name === 'text')) return text;
  const isWhole = left.isCount && right.isCount && ['+', '*', '**', '&', '|'].includes(operator);
  if (left.name === 'number' || right.name === 'number') return isWhole ? count : number;
  return joined(left, right);
}

const floored = (left: Code, right: Code): Code =>
  code(
    ['Math.floor(', within(left, levels.product), ' / ', within(right, levels.product + 1), ')'],
    left.kind.isCount && right.kind.isCount ? count : number,
  );

/** Python's remainder has the divisor's sign, JavaScript's that of what is divided. */
function remainder(left: Code, right: Code): Code {
  const plain: Doc = [within(left, levels.product), ' % ', within(right, levels.product + 1)];
  if (left.kind.isCount && right.kind.isCount) return code(plain, count, levels.product);
  const divisor = within(right, levels.product + 1);
  return code(['((', plain, ') + ', divisor, ') % ', divisor], number, levels.product);
}

function onLists(operator: string, left: Code, right: Code): Code | undefined {
  if (operator === '+' && (isList(left.kind) || isList(right.kind))) {
    const kind =
      left.kind.of || right.kind.of
        ? listOf(joinedParts(left.kind.of ?? unknown, right.kind.of ?? unknown))
        : listOf(unknown);
    return code(list([...spread(left), ...spread(right)]), kind);
  }
  if (operator !== '*') return undefined;
  const [repeated, times] = isList(left.kind) ? [left, right] : [right, left];
  if (!isList(repeated.kind)) return undefined;
  const length: Doc = ['{ length: ', times.doc, ' }'];
  const kind = repeated.kind.of
    ? listOf(repeated.kind.of)
    : repeated.kind.items
      ? listOf(elementOf(repeated.kind))
      : repeated.kind;
  // What is made in the list is there once, and is in it several times.
  const isMade = /[([{`]/.test(oneLine(repeated.doc).slice(1));
  if (isMade)
    return code(['((one) => Array.from(', length, ', () => one).flat())(', repeated.doc, ')'], kind);
  return code(['Array.from(', length, ', () => ', within(repeated, levels.assign), ').flat()'], kind);
}

/** The items of a list literal, or all of a list. */
function spread({ doc }: Code): Doc[] {
  if (typeof doc === 'object' && 'open' in doc && doc.open === '[') return doc.items.map((item) => item.doc);
  return [['...', doc]];
}

function onTexts(operator: string, left: Code, right: Code): Code | undefined {
  if (operator === '%' && left.kind.name === 'text')
    throw new Untranslated('`%` of a text that is made elsewhere: write a template in its place');
  if (operator !== '*') return undefined;
  if (left.kind.name === 'text') return code([object(left), '.repeat(', right.doc, ')'], text);
  if (right.kind.name === 'text') return code([object(right), '.repeat(', left.doc, ')'], text);
  return undefined;
}

export function unary(node: Of<'unary'>, context: Context): Code {
  if (node.operator === 'not') {
    const test = context.condition(node.operand);
    return code(['!', within(test, levels.unary)], boolean, levels.unary);
  }
  const operand = context.expression(node.operand);
  if (isColumn(operand.kind)) return columnUnary(node.operator, operand);
  if (isTensor(operand.kind)) {
    if (node.operator === '-')
      return code(call(context.facts.use('ops.negative'), [operand.doc]), operand.kind);
    if (node.operator === '~')
      return code(call(context.facts.use('ops.logicalNot'), [operand.doc]), operand.kind);
  }
  if (operand.kind.name === 'column') throw new Untranslated('an operator on a column of a table');
  return code([node.operator, within(operand, levels.unary)], number, levels.unary);
}

/** `a and b`, `a or b`: of conditions; of values, what JavaScript takes for true is not always what Python does. */
export function logical(node: Of<'logical'>, context: Context): Code {
  const level = node.operator === 'and' ? levels.and : levels.or;
  const [left, right] = [context.condition(node.left), context.condition(node.right)];
  const sign = node.operator === 'and' ? '&&' : '||';
  return code([within(left, level), ` ${sign} `, within(right, level)], boolean, level);
}

export function logicalValue(node: Of<'logical'>, context: Context): Code {
  const [left, right] = [context.expression(node.left), context.expression(node.right)];
  if (left.kind.name === 'boolean' && right.kind.name === 'boolean') return logical(node, context);
  if (isTensor(left.kind)) throw new Untranslated(`\`${node.operator}\` of a tensor: it has no one truth`);
  if (isList(left.kind) || /^(dict|map|set)$/.test(left.kind.name))
    throw new Untranslated('an empty list counts as true in JavaScript: ask for its length');
  const isAnd = node.operator === 'and';
  const level = isAnd ? levels.and : levels.or;
  const kind = joined(left.kind, right.kind);
  const doc: Doc = [within(left, level), isAnd ? ' && ' : ' || ', within(right, level)];
  return code(doc, kind, level);
}

export function conditional(node: Of<'conditional'>, context: Context): Code {
  const [test, then, otherwise] = [
    context.condition(node.test),
    context.expression(node.met),
    context.expression(node.otherwise),
  ];
  const doc: Doc = [
    within(test, levels.conditional + 1),
    ' ? ',
    within(then, levels.assign),
    ' : ',
    within(otherwise, levels.conditional),
  ];
  return code(doc, joined(then.kind, otherwise.kind), levels.conditional);
}

/** `a < b < c` asks twice: for what is called once, by a function. */
export function compare(node: Of<'compare'>, context: Context): Code {
  const operands = node.operands.map((one) => context.expression(one));
  const called = node.operands.findIndex(
    (one, i) => i > 0 && i < operands.length - 1 && hasCall(one, context),
  );
  if (called > 0) {
    const name = context.scope.fresh('middle');
    const given = operands[called]!;
    operands[called] = code(name, given.kind);
    if (operands.some(({ doc }) => /\bawait\b/.test(oneLine(doc))))
      throw new Untranslated('a chain of comparisons that waits: give what is in the middle a name');
    const chain = chained(node, operands, context);
    return code([`((${name}) => `, within(chain, levels.assign), ')(', given.doc, ')'], chain.kind);
  }
  return chained(node, operands, context);
}

/** Whether something is called whose value may be another the next time. */
function hasCall(node: Expression, context: Context): boolean {
  if (node.type === 'call') {
    const isPure =
      node.callee.type === 'name' && /^(len|abs|min|max|int|float|round|sum|ord)$/.test(node.callee.name);
    if (!isPure && !/^(math|numpy)\.(?!random)/.test(pathOf(node.callee, context.scope) ?? '')) return true;
  }
  return partsOf(node).some((one) => hasCall(one, context));
}

function chained(node: Of<'compare'>, operands: readonly Code[], context: Context): Code {
  const parts = node.operators.map((operator, i) => one(operator, operands[i]!, operands[i + 1]!, context));
  if (parts.length === 1) return parts[0]!;
  if (operands.some(({ kind }) => isTensor(kind)))
    throw new Untranslated('a chain of comparisons of tensors: write it as two');
  const doc = parts.flatMap((part, i): Doc[] => [...(i > 0 ? [' && '] : []), within(part, levels.and)]);
  return code(doc, boolean, levels.and);
}

function one(operator: string, left: Code, right: Code, context: Context): Code {
  if (operator === 'in' || operator === 'not in') return member(operator === 'not in', left, right, context);
  const isEquality = /^(==|!=|<>)$/.test(operator);
  if (operator === 'is' || operator === 'is not' || (isEquality && right.kind.name === 'none'))
    return identity(operator, left, right);
  if (isTensor(left.kind) || isTensor(right.kind))
    return onTensors(operator === '<>' ? '!=' : operator, left, right, context);
  const own = onOwn(operator === '<>' ? '!=' : operator, left, right, context);
  if (own) return own;
  if (isColumn(left.kind) || isColumn(right.kind)) return onColumns(operator, left, right);
  if (left.kind.name === 'column' || right.kind.name === 'column')
    throw new Untranslated('a comparison of a column: use table.filter((row) => …)');
  if (isEquality) return equality(operator, left, right, context);
  if ([left, right].some(({ kind }) => isList(kind) || kind.name === 'set'))
    throw new Untranslated('an order of lists, or of sets: JavaScript would compare them as texts');
  if (isVague(left.kind) && isVague(right.kind))
    context.note(
      `\`${operator}\` is that of numbers and texts; of tensors write \`ops.${operations[operator]}(a, b)\`.`,
    );
  const doc: Doc = [
    within(left, levels.relational + 1),
    ` ${operator} `,
    within(right, levels.relational + 1),
  ];
  return code(doc, boolean, levels.relational);
}

function equality(operator: string, left: Code, right: Code, context: Context): Code {
  const sign = operator === '==' ? '===' : '!==';
  const names = [left, right].map(({ kind }) => kind.name);
  if (names.includes('boolean') && names.includes('number'))
    return equality(operator, asNumber(left), asNumber(right), context);
  const isSafe = isPlain(left.kind) || isPlain(right.kind);
  if (!isSafe) {
    if (isDeep(left.kind) || isDeep(right.kind)) {
      context.import('node:util', 'isDeepStrictEqual');
      const isMap = left.kind.name === 'map' || right.kind.name === 'map';
      const [a, b] = [left, right].map((one) => (isMap ? asMap(one) : one.doc));
      const same = call('isDeepStrictEqual', [a!, b!]);
      return operator === '==' ? code(same, boolean) : code(['!', same], boolean, levels.unary);
    }
    if (isList(left.kind) || isList(right.kind) || left.kind.name === 'dict' || right.kind.name === 'dict') {
      const [a, b]: Doc[] = [call('JSON.stringify', [left.doc]), call('JSON.stringify', [right.doc])];
      return code([a!, ` ${sign} `, b!], boolean, levels.equality);
    }
    context.note(
      `\`${sign}\` compares numbers and texts; lists and tensors need ops.equal or a comparison of each value.`,
    );
  }
  const doc: Doc = [within(left, levels.equality + 1), ` ${sign} `, within(right, levels.equality + 1)];
  return code(doc, boolean, levels.equality);
}

/** What has keys, or holds what has: the order of keys is of no meaning. */
const isDeep = ({ name, of }: Kind): boolean =>
  /^(dict|map|set)$/.test(name) || (isList({ name }) && of !== undefined && isDeep(of));

const asMap = (value: Code): Doc =>
  value.kind.name === 'dict' ? ['new Map(', pairsOf(value), ')'] : value.doc;

/** Python's None is null and what is not there. */
function identity(operator: string, left: Code, right: Code): Code {
  const isNot = operator === 'is not' || operator === '!=' || operator === '<>';
  const isNone = right.kind.name === 'none';
  const sign = isNone ? (isNot ? '!=' : '==') : isNot ? '!==' : '===';
  const doc: Doc = [within(left, levels.equality + 1), ` ${sign} `, within(right, levels.equality + 1)];
  return code(doc, boolean, levels.equality);
}

function member(isNot: boolean, left: Code, right: Code, context: Context): Code {
  const found = contains(left, right, context);
  return isNot ? code(['!', within(found, levels.unary)], boolean, levels.unary) : found;
}

function contains(given: Code, right: Code, context: Context): Code {
  let left = given;
  const { name } = right.kind;
  const own = calledOn(right, '__contains__', [left], context);
  if (own) return own;
  if (right.kind.className === 'settings') left = keyOfSettings(left, context);
  const isName = typeof left.doc === 'string' && /^['"]/.test(left.doc) && !(left.doc.slice(1, -1) in {});
  if ((name === 'dict' || name === 'history') && isName)
    return code(
      [within(left, levels.relational + 1), ' in ', within(right, levels.relational + 1)],
      boolean,
      levels.relational,
    );
  // Every object has names of its own, such as `constructor`.
  if (name === 'dict' || name === 'history')
    return code(call('Object.hasOwn', [right.doc, left.doc]), boolean);
  if (name === 'set') left = inSet(right.kind, left, context);
  if (name === 'map' && isList(left.kind)) refuseLists(left.kind);
  if (name === 'map' || name === 'set') return code([object(right), '.has(', left.doc, ')'], boolean);
  if (name === 'table') return code([object(right), '.columns.includes(', left.doc, ')'], boolean);
  if (isTensor(right.kind)) {
    const same = call(context.facts.use('ops.equal'), [right.doc, left.doc]);
    return code(
      [call(context.facts.use('ops.any'), [same]), '.dataSync()[0] === 1'],
      boolean,
      levels.equality,
    );
  }
  if (isList(left.kind) || left.kind.name === 'dict') {
    const same = ['JSON.stringify(one) === JSON.stringify(', left.doc, ')'];
    return code([object(right), '.some((one) => ', ...same, ')'], boolean);
  }
  return code([object(right), '.includes(', left.doc, ')'], boolean);
}

/** What a condition asks: where Python takes something empty for false, that is asked for. */
export function truth(value: Code, context: Context): Code {
  const { name } = value.kind;
  const mark = { list: 'length', tuple: 'length', shape: 'length', map: 'size', set: 'size' }[name as string];
  if (mark !== undefined)
    return value.kind.isOrNone
      ? code(['(', object(value), `?.${mark} ?? 0) > 0`], boolean, levels.relational)
      : code([object(value), `.${mark} > 0`], boolean, levels.relational);
  if (name === 'dict') {
    const given: Doc = value.kind.isOrNone ? [within(value, levels.nullish), ' ?? {}'] : value.doc;
    return code(['Object.keys(', given, ').length > 0'], boolean, levels.relational);
  }
  const own = calledOn(value, '__bool__', [], context);
  if (own) return own;
  if (name === 'own' && context.facts.methodOf(value.kind.className, '__len__'))
    return code([object(value), '.length > 0'], boolean, levels.relational);
  if (isTensor(value.kind)) return code([object(value), '.dataSync()[0] !== 0'], boolean, levels.equality);
  if (isVague(value.kind))
    context.note('What is empty (a list, an object) counts as true in JavaScript, unlike in Python.');
  return value;
}
