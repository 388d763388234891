// Names that do not exist: some are members of one of the library's groups, some come from Python.
import type TypeScript from 'typescript';
import { behindAlias, globalMeaning } from '../symbols.js';
import { ts } from '../typescript.js';
import { listed, type Rule } from './finding.js';

const unknownName = new Set([2304, 2552, 2503]);
/** `def f(x):` is a syntax error from its first word on. */
const unexpectedWord = 1434;
const unknownMember = new Set([2339, 2551]);

/** For `total = 1` without `let`: cells are in strict mode, which makes no variable of it. */
export const undeclaredName: Rule = ({ diagnostic, node }) => {
  if (!unknownName.has(diagnostic.code) || !ts.isIdentifier(node)) return undefined;
  const { parent } = node;
  const isAssigned = ts.isBinaryExpression(parent) && parent.left === node;
  if (!isAssigned || parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return undefined;
  return `A new variable is declared first: \`let ${node.text} = …\`.`;
};

/** The library's groups of functions, in the order in which to look for a name. */
const groups = [
  'layers',
  'callbacks',
  'optimizers',
  'losses',
  'metrics',
  'initializers',
  'regularizers',
  'datasets',
  'plot',
  'random',
  'gradients',
  'tf',
];

/** For `dense(…)`, and for Keras' `Dense(…)`: `layers.dense`. */
export const nameInGroup: Rule = ({ diagnostic, program, checker, node }) => {
  if (!unknownName.has(diagnostic.code) || !ts.isIdentifier(node)) return undefined;
  const wanted = node.text.toLowerCase();
  for (const group of groups) {
    const symbol = globalMeaning(program, group);
    const alike = symbol ? membersOf(symbol, checker).filter((name) => name.toLowerCase() === wanted) : [];
    const name = alike.find((one) => /^[a-z]/.test(one)) ?? alike[0]; // factories are written in lower case
    if (name) return `Did you mean \`${group}.${name}\`?`;
  }
  return undefined;
};

/** For `layers.dens`: what there is in `layers`, where nothing is similar. */
export const membersOfGroup: Rule = ({ diagnostic, checker, node }) => {
  if (diagnostic.code !== 2339 || !ts.isPropertyAccessExpression(node.parent)) return undefined;
  const symbol = checker.getTypeAtLocation(node.parent.expression).getSymbol();
  if (!symbol || (symbol.flags & ts.SymbolFlags.Module) === 0) return undefined;
  const names = membersOf(symbol, checker);
  return names.length > 0 ? `There is: ${listed(names)}.` : undefined;
};

function membersOf(symbol: TypeScript.Symbol, checker: TypeScript.TypeChecker): string[] {
  const exported = checker.getExportsOfModule(symbol);
  return exported.filter((member) => isValue(behindAlias(member, checker))).map(({ name }) => name);
}

const isValue = ({ flags }: TypeScript.Symbol): boolean => (flags & ts.SymbolFlags.Value) !== 0;

/** What users who know Python write, and its TypeScript. */
const fromPython: Readonly<Record<string, string>> = {
  print: 'console.log(value)',
  len: 'value.length',
  range: 'for (let i = 0; i < n; i++) { … }',
  True: 'true',
  False: 'false',
  None: 'null, or undefined for what is absent',
  def: 'function name(parameters) { … }',
  elif: 'else if (condition) { … }',
  self: 'this',
  str: 'String(value)',
  int: 'Math.trunc(value)',
  float: 'Number(value)',
  list: '[…array]',
  dict: '{ name: value }',
  np: 'tf: tensors and their functions',
  numpy: 'tf: tensors and their functions',
  keras: 'layers, sequential, callbacks and the others: all are there without an import',
  plt: 'plot',
  lambda: '(x) => value',
  pass: '{ } with nothing in it',
  and: 'a && b',
  or: 'a || b',
  not: '!a',
  del: 'nothing: what no name reaches is freed by itself',
};

/** For `print(x)`: how TypeScript says it. */
export const pythonWord: Rule = ({ diagnostic, node }) => {
  const isAsked = unknownName.has(diagnostic.code) || diagnostic.code === unexpectedWord;
  if (!isAsked || !ts.isIdentifier(node) || !Object.hasOwn(fromPython, node.text)) return undefined;
  return `\`${node.text}\` is Python. In TypeScript: ${fromPython[node.text]}.`;
};

/** The checker with a method that its typings leave out. */
interface Awaiting extends TypeScript.TypeChecker {
  getAwaitedType(type: TypeScript.Type): TypeScript.Type | undefined;
}

/** For `history.loss` of a promise: TypeScript reports the promise at another place. */
export const missingAwait: Rule = ({ diagnostic, checker, node }) => {
  if (!unknownMember.has(diagnostic.code) || !ts.isPropertyAccessExpression(node.parent)) return undefined;
  const awaited = (checker as Awaiting).getAwaitedType(checker.getTypeAtLocation(node.parent.expression));
  const isThere = awaited?.getProperty(node.getText()) !== undefined;
  return isThere ? `\`${node.getText()}\` is there once you \`await\` it.` : undefined;
};

/** For `history.loss`, as in `history.history.loss`: the member whose entries have names of their own. */
export const entryOfMember: Rule = ({ diagnostic, checker, node }) => {
  if (diagnostic.code !== 2339 || !ts.isPropertyAccessExpression(node.parent)) return undefined;
  const { expression } = node.parent;
  const holders = checker.getTypeAtLocation(expression).getProperties();
  const holder = holders.find((member) =>
    checker.getTypeOfSymbolAtLocation(member, node).getStringIndexType(),
  );
  return holder && `Did you mean \`${expression.getText()}.${holder.name}.${node.getText()}\`?`;
};
