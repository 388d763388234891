// Statements, from the parser's tree.
import { argumentsOf, expression, itemOf, parametersOf, tupleOrOne, Unread, yieldOf } from './expressions.js';
import type { Body, Expression, Handler, Imported, Statement, StatementOf } from './syntax.js';
import { type Node, separated } from './tree.js';

/** A statement, or the statements of a line. What cannot be read stays as it is, with the reason. */
export function statements(node: Node): Statement[] {
  if (node.name === 'StatementGroup')
    return node.children.filter(({ name }) => name !== ';').flatMap(statements);
  if (node.name === ';') return [];
  const place = { from: node.from, to: node.to };
  try {
    const make = makers[node.name];
    if (!make || node.children.some(({ isError }) => isError))
      throw new Unread('it cannot be read as Python');
    if (!compound.has(node.name) && node.hasError()) throw new Unread('it cannot be read as Python');
    return [{ ...place, ...make(node) } as Statement];
  } catch (error) {
    if (!(error instanceof Unread)) throw error;
    return [{ ...place, type: 'unread', reason: error.message }];
  }
}

const compound = new Set([
  ...['IfStatement', 'WhileStatement', 'ForStatement', 'TryStatement', 'WithStatement'],
  ...['FunctionDefinition', 'ClassDefinition', 'DecoratedStatement'],
]);

type Plain<T> = T extends unknown ? Omit<T, 'from' | 'to'> : never;
type Maker = (node: Node) => Plain<Statement>;

const word =
  (type: 'pass' | 'break' | 'continue'): Maker =>
  () => ({ type });

const makers: Readonly<Record<string, Maker>> = {
  ExpressionStatement: (node) => ({ type: 'expression', value: expressionsOf(node, node.children) }),
  YieldStatement: (node) => ({ type: 'expression', value: yieldOf(node) }),
  PrintStatement: (node) => {
    const value = node.children.at(-1)!;
    const args =
      value.name === 'TupleExpression'
        ? separated(value.children.slice(1, -1)).map(itemOf)
        : [expression(value)];
    const place = { from: node.from, to: node.to };
    const callee: Expression = { ...place, type: 'name', name: 'print' };
    return {
      type: 'expression',
      value: { ...place, type: 'call', callee, args: args.map((one) => ({ name: undefined, value: one })) },
    };
  },
  AssignStatement: assign,
  UpdateStatement: (node) => {
    const at = node.children.findIndex(({ name }) => name === 'UpdateOp');
    const [before, after] = [node.children.slice(0, at), node.children.slice(at + 1)];
    return {
      type: 'update',
      target: expressionsOf(node, before),
      operator: node.children[at]!.text.slice(0, -1),
      value: expressionsOf(node, after),
    };
  },
  ReturnStatement: (node) => ({ type: 'return', value: optional(node, node.children.slice(1)) }),
  RaiseStatement: (node) => ({ type: 'raise', value: optional(node, node.children.slice(1, 2)) }),
  DeleteStatement: (node) => ({ type: 'delete', targets: separated(node.children.slice(1)).map(itemOf) }),
  AssertStatement: (node) => {
    const [test, message] = separated(node.children.slice(1)).map(itemOf);
    return { type: 'assert', test: test!, message };
  },
  PassStatement: word('pass'),
  BreakStatement: word('break'),
  ContinueStatement: word('continue'),
  ScopeStatement: (node) => ({
    type: 'scope',
    names: node.children.filter(({ name }) => name === 'VariableName').map(({ text }) => text),
  }),
  ImportStatement: importing,
  IfStatement: (node) => {
    const branches: { test: Expression; body: Body }[] = [];
    let otherwise: Body | undefined;
    let test: Expression | undefined;
    for (const child of node.children) {
      if (child.name === 'Body' && test) branches.push({ test, body: bodyOf(child) });
      else if (child.name === 'Body') otherwise = bodyOf(child);
      else if (child.name === 'else') test = undefined;
      else if (child.name !== 'if' && child.name !== 'elif') test = expression(child);
    }
    return { type: 'if', branches, otherwise };
  },
  WhileStatement: (node) => {
    const [body, otherwise] = bodiesOf(node);
    return { type: 'while', test: expression(node.children[1]!), body: body!, otherwise };
  },
  ForStatement: (node) => {
    const { children } = node;
    const isAsync = children[0]!.name === 'async';
    const [first, split] = [isAsync ? 2 : 1, children.findIndex(({ name }) => name === 'in')];
    const end = children.findIndex(({ name }) => name === 'Body');
    const [body, otherwise] = bodiesOf(node);
    return {
      type: 'for',
      target: expressionsOf(node, children.slice(first, split)),
      iterable: expressionsOf(node, children.slice(split + 1, end)),
      body: body!,
      otherwise,
      isAsync,
    };
  },
  TryStatement: trying,
  WithStatement: (node) => {
    const { children } = node;
    const end = children.findIndex(({ name }) => name === 'Body');
    const first = children.findIndex(({ name }) => name === 'with') + 1;
    const items = separated(children.slice(first, end)).map(([value, , name]) => ({
      value: expression(value!),
      name: name?.text,
    }));
    return { type: 'with', items, body: bodiesOf(node)[0]! };
  },
  FunctionDefinition: (node) => functionOf(node, []),
  ClassDefinition: (node) => classOf(node, []),
  DecoratedStatement: (node) => {
    const decorators = node.children.filter(({ name }) => name === 'Decorator').map(decoratorOf);
    const last = node.children.at(-1)!;
    return last.name === 'ClassDefinition' ? classOf(last, decorators) : functionOf(last, decorators);
  },
};

function expressionsOf(place: Node, nodes: readonly Node[]): Expression {
  const values = separated(nodes).map((part) =>
    part[0]!.name === 'YieldExpression' ? yieldOf(part[0]!) : itemOf(part),
  );
  return tupleOrOne(
    place,
    values,
    nodes.some(({ name }) => name === ','),
  )!;
}

const optional = (place: Node, nodes: readonly Node[]): Expression | undefined =>
  nodes.length > 0 ? expressionsOf(place, nodes) : undefined;

function assign(node: Node): Plain<StatementOf<'assign'>> {
  const parts = separated(
    node.children.filter(({ name }) => name !== 'TypeDef'),
    'AssignOp',
  ).map((part) => expressionsOf(node, part));
  if (parts.length === 1) return { type: 'assign', targets: parts, value: undefined };
  return { type: 'assign', targets: parts.slice(0, -1), value: parts.at(-1)! };
}

const dotted = (nodes: readonly Node[]): string => nodes.map(({ text }) => text).join('');

function importing(node: Node): Plain<StatementOf<'import' | 'from'>> {
  const { children } = node;
  const split = children.findIndex(({ name }) => name === 'import');
  const names = separated(children.slice(split + 1).filter(({ name }) => name !== '(' && name !== ')')).map(
    (part): Imported => {
      const as = part.findIndex(({ name }) => name === 'as');
      return as < 0
        ? { path: dotted(part), name: undefined }
        : { path: dotted(part.slice(0, as)), name: part[as + 1]!.text };
    },
  );
  if (split === 0) return { type: 'import', modules: names };
  return { type: 'from', module: dotted(children.slice(1, split)), names };
}

function trying(node: Node): Plain<StatementOf<'try'>> {
  let [body, otherwise, last]: (Body | undefined)[] = [];
  const handlers: Handler[] = [];
  for (const [word, ...rest] of clausesOf(node)) {
    const inside = bodyOf(rest.at(-1)!);
    if (word!.name === 'try') body = inside;
    else if (word!.name === 'else') otherwise = inside;
    else if (word!.name === 'finally') last = inside;
    else {
      const [errors, , name] = rest.slice(0, -1);
      handlers.push({ errors: errors && expression(errors), name: name?.text, body: inside });
    }
  }
  return { type: 'try', body: body!, handlers, otherwise, last };
}

/** From one word (`try`, `except`) to the body that belongs to it. */
function clausesOf(node: Node): Node[][] {
  const clauses: Node[][] = [[]];
  for (const child of node.children) {
    clauses.at(-1)!.push(child);
    if (child.name === 'Body') clauses.push([]);
  }
  return clauses.slice(0, -1);
}

function functionOf(node: Node, decorators: readonly Expression[]): Plain<StatementOf<'function'>> {
  return {
    type: 'function',
    name: node.child('VariableName')!.text,
    parameters: parametersOf(node.child('ParamList')?.children ?? []),
    body: bodiesOf(node)[0]!,
    decorators,
    isAsync: node.children[0]!.name === 'async',
  };
}

function classOf(node: Node, decorators: readonly Expression[]): Plain<StatementOf<'class'>> {
  const list = node.child('ArgList');
  return {
    type: 'class',
    name: node.child('VariableName')!.text,
    bases: list ? argumentsOf(list) : [],
    body: bodiesOf(node)[0]!,
    decorators,
  };
}

function decoratorOf(node: Node): Expression {
  const list = node.child('ArgList');
  const names = node.children.filter(({ name }) => name === 'VariableName');
  const [first, ...rest] = names;
  const place = { from: node.from, to: node.to };
  const name = rest.reduce<Expression>(
    (object, one) => ({ ...place, type: 'attribute', object, name: one.text }),
    { ...place, type: 'name', name: first!.text },
  );
  return list ? { ...place, type: 'call', callee: name, args: argumentsOf(list) } : name;
}

const bodiesOf = (node: Node): Body[] => node.children.filter(({ name }) => name === 'Body').map(bodyOf);

function bodyOf(node: Node): Body {
  const inside = node.children.filter(({ name }) => name !== ':');
  return { from: node.from, to: node.to, statements: inside.flatMap(statements) };
}
