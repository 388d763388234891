// Operators, with Python's meaning: of numbers, of texts, of lists, and, by `ops`, of tensors.
import { type Doc, oneLine } from '../code/layout.js';
import type { Of } from '../python/syntax.js';
import { type Code, call, code, levels, list, object, within } from './code.js';
import { columnUnary, isColumn, onColumns } from './columns.js';
import { type Context, Untranslated } from './context.js';
import {
  boolean,
  count,
  isList,
  isPlain,
  isTensor,
  isVague,
  joined,
  joinedParts,
  type Kind,
  listOf,
  number,
  ranked,
  scalar,
  symbolic,
  tensor,
  text,
  unknown,
} from './kinds.js';
import { percentFormat } from './texts.js';

const arithmetic: Readonly<Record<string, readonly [sign: string, level: number]>> = {
  '+': ['+', levels.sum],
  '-': ['-', levels.sum],
  '*': ['*', levels.product],
  '/': ['/', levels.product],
  '**': ['**', levels.power],
  '<<': ['<<', levels.shift],
  '>>': ['>>', levels.shift],
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
        : tensor;
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
  const listed = onLists(operator, left, right) ?? onTexts(operator, left, right);
  if (listed) return listed;
  if (operator === '//') return floored(left, right);
  if (operator === '%') return remainder(left, right);
  const [sign, level] = arithmetic[operator] ?? [];
  if (sign === undefined || level === undefined)
    throw new Untranslated(`\`${operator}\` has no counterpart in TypeScript`);
  if (isVague(left.kind) && isVague(right.kind)) noteUnknown(operator, context);
  const kind = kindOfNumbers(operator, left.kind, right.kind);
  const docs: Doc =
    operator === '**'
      ? [within(left, levels.call), ' ** ', within(right, levels.power)]
      : [within(left, level), ` ${sign} `, within(right, level + 1)];
  return code(docs, kind, level);
}

/** JavaScript would make a text of two lists or tensors, or no number. */
function noteUnknown(operator: string, context: Context): void {
  const ofLists = operator === '+' ? ', of lists `[...a, ...b]`' : '';
  const ofTensors = operations[operator];
  if (ofTensors)
    context.note(
      `\`${operator}\` is that of numbers; of tensors write \`ops.${ofTensors}(a, b)\`${ofLists}.`,
    );
}

function kindOfNumbers(operator: string, left: Kind, right: Kind): Kind {
  if (operator === '+' && (left.name === 'text' || right.name === 'text')) return text;
  const isWhole = left.isCount && right.isCount && ['+', '*', '**', '>>', '<<', '&', '|'].includes(operator);
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
  return code(
    ['Array.from(', length, ', () => ', within(repeated, levels.assign), ').flat()'],
    repeated.kind,
  );
}

/** The items of a list literal, or all of a list. */
function spread({ doc }: Code): Doc[] {
  if (typeof doc === 'object' && 'open' in doc && doc.open === '[') return doc.items.map((item) => item.doc);
  return [['...', doc]];
}

function onTexts(operator: string, left: Code, right: Code): Code | undefined {
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
  if (isList(left.kind) || left.kind.name === 'dict')
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

/** `a < b < c` asks twice. */
export function compare(node: Of<'compare'>, context: Context): Code {
  const operands = node.operands.map((one) => context.expression(one));
  const parts = node.operators.map((operator, i) => one(operator, operands[i]!, operands[i + 1]!, context));
  if (parts.length === 1) return parts[0]!;
  if (operands.some(({ kind }) => isTensor(kind)))
    throw new Untranslated('a chain of comparisons of tensors: write it as two');
  const doc = parts.flatMap((part, i): Doc[] => [...(i > 0 ? [' && '] : []), within(part, levels.and)]);
  return code(doc, boolean, levels.and);
}

function one(operator: string, left: Code, right: Code, context: Context): Code {
  if (operator === 'in' || operator === 'not in') return member(operator === 'not in', left, right, context);
  if (operator === 'is' || operator === 'is not' || right.kind.name === 'none')
    return identity(operator, left, right);
  if (isTensor(left.kind) || isTensor(right.kind))
    return onTensors(operator === '<>' ? '!=' : operator, left, right, context);
  if (isColumn(left.kind) || isColumn(right.kind)) return onColumns(operator, left, right);
  if (left.kind.name === 'column' || right.kind.name === 'column')
    throw new Untranslated('a comparison of a column: use table.filter((row) => …)');
  if (operator === '==' || operator === '!=' || operator === '<>')
    return equality(operator, left, right, context);
  const doc: Doc = [
    within(left, levels.relational + 1),
    ` ${operator} `,
    within(right, levels.relational + 1),
  ];
  return code(doc, boolean, levels.relational);
}

function equality(operator: string, left: Code, right: Code, context: Context): Code {
  const sign = operator === '==' ? '===' : '!==';
  const isSafe = isPlain(left.kind) || isPlain(right.kind);
  if (!isSafe) {
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

/** Python's None is null and what is not there. */
function identity(operator: string, left: Code, right: Code): Code {
  const isNot = operator === 'is not' || operator === '!=';
  const isNone = right.kind.name === 'none';
  const sign = isNone ? (isNot ? '!=' : '==') : isNot ? '!==' : '===';
  const doc: Doc = [within(left, levels.equality + 1), ` ${sign} `, within(right, levels.equality + 1)];
  return code(doc, boolean, levels.equality);
}

function member(isNot: boolean, left: Code, right: Code, context: Context): Code {
  const found = contains(left, right, context);
  return isNot ? code(['!', within(found, levels.unary)], boolean, levels.unary) : found;
}

function contains(left: Code, right: Code, context: Context): Code {
  const { name } = right.kind;
  if (name === 'dict' || name === 'history')
    return code(
      [within(left, levels.relational + 1), ' in ', within(right, levels.relational + 1)],
      boolean,
      levels.relational,
    );
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
  if (isTensor(value.kind)) return code([object(value), '.dataSync()[0] !== 0'], boolean, levels.equality);
  if (isVague(value.kind))
    context.note('What is empty (a list, an object) counts as true in JavaScript, unlike in Python.');
  return value;
}
