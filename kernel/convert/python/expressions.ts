// Expressions, from the parser's tree.
import { literalValue, quotesOf, unescaped } from './strings.js';
import type { Argument, Clause, Entry, Expression, Parameter, Replacement } from './syntax.js';
import { type Node, separated } from './tree.js';

/** What the parser could not read, or what we do not know. */
export class Unread extends Error {}

export function expression(node: Node): Expression {
  const make = makers[node.name];
  if (!make) throw new Unread(`${node.name} is not known`);
  return make(node);
}

type Maker = (node: Node) => Expression;

const at = ({ from, to }: Node) => ({ from, to });
const constant =
  (value: 'None' | '...'): Maker =>
  (node) => ({ ...at(node), type: 'constant', value });
const inner = (node: Node): Node[] => node.children.slice(1, -1);
const listOf =
  (type: 'tuple' | 'list' | 'set'): Maker =>
  (node) => ({ ...at(node), type, items: separated(inner(node)).map(itemOf) });

const makers: Readonly<Record<string, Maker>> = {
  VariableName: (node) => ({ ...at(node), type: 'name', name: node.text }),
  Number: (node) => ({ ...at(node), type: 'number', text: node.text }),
  Boolean: (node) => ({ ...at(node), type: 'constant', value: node.text as 'True' | 'False' }),
  None: constant('None'),
  Ellipsis: constant('...'),
  String: (node) => ({
    ...at(node),
    type: 'text',
    value: literalValue(node.text),
    isBytes: quotesOf(node.text).prefix.includes('b'),
  }),
  FormatString: (node) => ({ ...at(node), type: 'template', parts: partsOf(node) }),
  ContinuedString: continued,
  TupleExpression: listOf('tuple'),
  ArrayExpression: listOf('list'),
  SetExpression: listOf('set'),
  ParenthesizedExpression: (node) => itemOf(inner(node)),
  DictionaryExpression: (node) => ({ ...at(node), type: 'dict', entries: entriesOf(inner(node)) }),
  ArrayComprehensionExpression: (node) => comprehension(node, 'list'),
  ComprehensionExpression: (node) => comprehension(node, 'generator'),
  SetComprehensionExpression: (node) => comprehension(node, 'set'),
  DictionaryComprehensionExpression: (node) => comprehension(node, 'dict'),
  UnaryExpression: (node) => {
    const [operator, operand] = node.children;
    return { ...at(node), type: 'unary', operator: operator!.text, operand: expression(operand!) };
  },
  BinaryExpression: binary,
  ConditionalExpression: (node) => {
    const [met, , test, , otherwise] = node.children;
    return {
      ...at(node),
      type: 'conditional',
      test: expression(test!),
      met: expression(met!),
      otherwise: expression(otherwise!),
    };
  },
  LambdaExpression: (node) => ({
    ...at(node),
    type: 'lambda',
    parameters: parametersOf(node.child('ParamList')?.children ?? []),
    body: expression(node.children.at(-1)!),
  }),
  CallExpression: (node) => {
    const [callee, args] = node.children;
    return { ...at(node), type: 'call', callee: expression(callee!), args: argumentsOf(args!) };
  },
  MemberExpression: member,
  NamedExpression: (node) => {
    const [target, , value] = node.children;
    return { ...at(node), type: 'named', target: expression(target!), value: expression(value!) };
  },
  AwaitExpression: (node) => ({ ...at(node), type: 'await', value: expression(node.children.at(-1)!) }),
  YieldExpression: yieldOf,
};

export function yieldOf(node: Node): Expression {
  const [, ...rest] = node.children;
  const isFrom = rest[0]?.name === 'from';
  const values = separated(isFrom ? rest.slice(1) : rest).map(itemOf);
  return { ...at(node), type: 'yield', value: tupleOrOne(node, values), isFrom };
}

/** `a` or `a, b`. */
export function tupleOrOne(
  { from, to }: { from: number; to: number },
  values: Expression[],
  isTuple = values.length > 1,
) {
  if (values.length === 0) return undefined;
  const place = { from: values[0]?.from ?? from, to: values.at(-1)?.to ?? to };
  return isTuple ? ({ ...place, type: 'tuple', items: values } as const) : values[0];
}

/** One item between commas: `x`, `*x`. */
export function itemOf(nodes: readonly Node[]): Expression {
  const [first, second] = nodes;
  if (first?.name === '*' && second)
    return { from: first.from, to: second.to, type: 'starred', value: expression(second) };
  if (nodes.length !== 1) throw new Unread('an item of several parts');
  return expression(first!);
}

function continued(node: Node): Expression {
  const pieces = node.children.map(expression);
  if (pieces.every((piece) => piece.type === 'text')) {
    const texts = pieces.map((piece) => (piece.type === 'text' ? piece.value : ''));
    return { ...at(node), type: 'text', value: texts.join(''), isBytes: false };
  }
  const parts = pieces.flatMap((piece) => {
    if (piece.type === 'template') return piece.parts;
    return piece.type === 'text' ? [piece.value] : [];
  });
  return { ...at(node), type: 'template', parts };
}

/** The texts and the replacements of an f-string. */
function partsOf(node: Node): (string | Replacement)[] {
  const { prefix, quote } = quotesOf(node.text);
  const clean = (text: string): string => {
    const plain = text.replaceAll('{{', '{').replaceAll('}}', '}');
    return prefix.includes('r') ? plain : unescaped(plain);
  };
  const parts: (string | Replacement)[] = [];
  let from = node.from + prefix.length + quote.length;
  for (const child of node.children.filter(({ name }) => name === 'FormatReplacement')) {
    parts.push(clean(node.between(from, child.from)), replacement(child));
    from = child.to;
  }
  parts.push(clean(node.between(from, node.to - quote.length)));
  return parts.filter((part) => part !== '');
}

function replacement(node: Node): Replacement {
  const { children } = node;
  const spec = node.child('FormatSpec');
  if (spec?.child('FormatReplacement')) throw new Unread('a format that is computed');
  const value = expression(children[1]!);
  if (/^![ra]/.test(node.child('FormatConversion')?.text ?? ''))
    throw new Unread('a value as Python itself writes it (`!r`)');
  const isLabelled = node.child('FormatSelfDoc') !== undefined;
  return {
    value,
    format: spec?.text.slice(1),
    label: isLabelled ? `${node.between(children[1]!.from, children[1]!.to)}=` : undefined,
  };
}

function entriesOf(nodes: readonly Node[]): Entry[] {
  return separated(nodes).map((part) => {
    if (part[0]?.name === '**') return { key: undefined, value: expression(part[1]!) };
    const [key, , value] = part;
    if (!key || !value) throw new Unread('an entry without a value');
    return { key: expression(key), value: expression(value) };
  });
}

function comprehension(node: Node, makes: 'list' | 'set' | 'generator' | 'dict'): Expression {
  return comprehensionOf(inner(node), makes, node);
}

function comprehensionOf(
  nodes: readonly Node[],
  makes: 'list' | 'set' | 'generator' | 'dict',
  place: { from: number; to: number },
): Expression {
  const first = nodes.findIndex(({ name }) => name === 'for' || name === 'async');
  const made = nodes.slice(0, first);
  const isDict = makes === 'dict';
  return {
    from: place.from,
    to: place.to,
    type: 'comprehension',
    makes,
    key: isDict ? expression(made[0]!) : undefined,
    element: isDict ? expression(made[2]!) : itemOf(made),
    clauses: clausesOf(nodes.slice(first)),
  };
}

function clausesOf(nodes: readonly Node[]): Clause[] {
  const clauses: Clause[] = [];
  for (const part of partsBefore(nodes, ['for', 'if'])) {
    const [word, ...rest] = part;
    if (word!.name === 'if') {
      const last = clauses.pop()!;
      clauses.push({ ...last, conditions: [...last.conditions, expression(rest[0]!)] });
    } else {
      const split = rest.findIndex(({ name }) => name === 'in');
      const targets = separated(rest.slice(0, split)).map(itemOf);
      clauses.push({
        target: tupleOrOne(word!, targets)!,
        iterable: expression(rest[split + 1]!),
        conditions: [],
      });
    }
  }
  return clauses;
}

/** Parts that begin with one of these words. */
function partsBefore(nodes: readonly Node[], words: readonly string[]): Node[][] {
  const parts: Node[][] = [];
  for (const node of nodes) {
    if (words.includes(node.name)) parts.push([node]);
    else if (node.name !== 'async') parts.at(-1)!.push(node);
  }
  return parts;
}

const comparing = new Set(['<', '>', '==', '!=', '<=', '>=', '<>', 'in', 'not in', 'is', 'is not']);

function binary(node: Node): Expression {
  const { children } = node;
  const [first, last] = [children[0]!, children.at(-1)!];
  const operator = children
    .slice(1, -1)
    .map(({ text }) => text)
    .join(' ');
  const [left, right] = [expression(first), expression(last)];
  if (operator === 'and' || operator === 'or') return { ...at(node), type: 'logical', operator, left, right };
  if (!comparing.has(operator)) return { ...at(node), type: 'binary', operator, left, right };
  // `a < b < c` is a chain unless brackets say otherwise.
  const isChain = left.type === 'compare' && first.name === 'BinaryExpression';
  return isChain
    ? { ...left, ...at(node), operators: [...left.operators, operator], operands: [...left.operands, right] }
    : { ...at(node), type: 'compare', operators: [operator], operands: [left, right] };
}

function member(node: Node): Expression {
  const [object, mark, ...rest] = node.children;
  if (mark!.name === '.')
    return { ...at(node), type: 'attribute', object: expression(object!), name: rest[0]!.text };
  const inside = rest.slice(0, -1);
  return {
    ...at(node),
    type: 'subscript',
    object: expression(object!),
    index: separated(inside).map(indexOf),
    isTuple: inside.some(({ name }) => name === ','),
  };
}

function indexOf(nodes: readonly Node[]): Expression {
  if (!nodes.some(({ name }) => name === ':')) return itemOf(nodes);
  const parts: (Node | undefined)[] = [];
  let current: Node | undefined;
  for (const node of nodes) {
    if (node.name === ':') {
      parts.push(current);
      current = undefined;
    } else current = node;
  }
  parts.push(current);
  const [low, high, by] = parts.map((part) => part && expression(part));
  return {
    from: nodes[0]!.from,
    to: nodes.at(-1)!.to,
    type: 'slice',
    lower: low,
    upper: high,
    step: by,
  };
}

/** Between brackets: `x`, `name=x`, `*x`, `**x`, `x for x in list`. */
export function argumentsOf(list: Node): Argument[] {
  const all = inner(list);
  // A generator without brackets of its own stands alone; its commas separate names.
  if (all.some(({ name }) => name === 'for')) {
    const place = { from: all[0]!.from, to: all.at(-1)!.to };
    return [{ name: undefined, value: comprehensionOf(all, 'generator', place) }];
  }
  return separated(all).map((part): Argument => {
    const [first, second, third] = part;
    if (first!.name === '**') return { name: '**', value: expression(second!) };
    const isNamed = second?.name === 'AssignOp';
    const value = isNamed ? expression(third!) : itemOf(part);
    return { name: isNamed ? first!.text : undefined, value };
  });
}

export function parametersOf(nodes: readonly Node[]): Parameter[] {
  return separated(nodes.filter(({ name }) => name !== '(' && name !== ')')).flatMap((part) => {
    const star = part[0]!.name;
    const name = part.find((one) => one.name === 'VariableName');
    if (!name) return [];
    const value = part.findIndex((one) => one.name === 'AssignOp');
    const type = part.find((one) => one.name === 'TypeDef')?.children.at(-1);
    const kind = star === '*' ? 'list' : star === '**' ? 'object' : 'plain';
    const byDefault = value < 0 ? undefined : expression(part[value + 1]!);
    return [{ name: name.text, kind, byDefault, annotation: type && expression(type) } as const];
  });
}
