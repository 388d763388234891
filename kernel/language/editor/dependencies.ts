// Who declares and who uses which name, for marks of cells that are out of date.
import type TypeScript from 'typescript';
import type { CellNames } from '../../contract/editor-messages.js';
import { ts } from '../typescript.js';
import { identifiersIn, localsOf, meaningAt } from './names.js';
import type { OpenCell } from './service.js';

/**
 * For each cell, in order. A cell that assigns another's name, or changes the object behind it, gives it its value, and
 * counts as declaring it: a model is another one after `fit`.
 */
export function dependenciesOf(open: readonly OpenCell[], checker: TypeScript.TypeChecker): CellNames[] {
  const above = new Set<string>();
  const files = new Set(open.map(({ file }) => file));
  return open.map(({ cell, file }) => {
    const own = [...localsOf(file).values()].map(({ name }) => name).filter(isName);
    const names = identifiersIn(file, (name) => above.has(name)).filter((node) =>
      isOfAnotherCell(node, files, checker),
    );
    const given = names
      .filter((node) => isAssigned(node) || isChanged(node, checker))
      .map(({ text }) => text);
    const declares = [...new Set([...own, ...given])];
    for (const name of own) above.add(name);
    return { id: cell.id, declares, uses: [...new Set(names.map(({ text }) => text))] };
  });
}

/** False of `declare global` and of modules. */
function isName(name: string): boolean {
  return /^[\p{ID_Start}$_]/u.test(name) && name !== ts.InternalSymbolName.Global;
}

function isOfAnotherCell(
  node: TypeScript.Identifier,
  cells: ReadonlySet<TypeScript.SourceFile>,
  checker: TypeScript.TypeChecker,
): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return false;
  const symbol = meaningAt(node, checker);
  const declared = symbol?.declarations?.[0]?.getSourceFile();
  if (!symbol || !declared || declared === node.getSourceFile() || !cells.has(declared)) return false;
  return localsOf(declared).get(symbol.escapedName as string) === symbol;
}

/** `x = 1`, `x += 1`, `x++`, `[x] = list`. */
function isAssigned(node: TypeScript.Node): boolean {
  const { parent } = node;
  if (ts.isBinaryExpression(parent)) return parent.left === node && isAssignment(parent.operatorToken.kind);
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent))
    return (
      parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken
    );
  if (ts.isParenthesizedExpression(parent)) return isAssigned(parent);
  return ts.isArrayLiteralExpression(parent) && isAssigned(parent);
}

function isAssignment(kind: TypeScript.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** What changes the object that it is called on, by the members that tell its type. */
const changing: readonly (readonly [type: readonly string[], methods: ReadonlySet<string>])[] = [
  [
    ['compile', 'fit'],
    new Set([
      'compile',
      'fit',
      'fitDataset',
      'trainOnBatch',
      'setWeights',
      'loadWeights',
      'add',
      'pop',
      'build',
    ]),
  ],
  [['getWeights', 'setWeights'], new Set(['setWeights'])],
  [
    ['copyWithin', 'fill', 'reverse'],
    new Set(['copyWithin', 'fill', 'pop', 'push', 'reverse', 'set', 'shift', 'sort', 'splice', 'unshift']),
  ],
  [['has', 'delete'], new Set(['add', 'clear', 'delete', 'set'])],
  [['dataSync', 'dispose'], new Set(['assign', 'dispose'])],
];

/** `x.push(1)`, `await x.fit(…)`, `x.size = 1`, `x.sizes[0] += 1`, `delete x.size`. */
function isChanged(node: TypeScript.Expression, checker: TypeScript.TypeChecker): boolean {
  const { parent } = node;
  const isPart =
    (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) &&
    parent.expression === node;
  if (!isPart)
    return (
      (ts.isNonNullExpression(parent) || ts.isParenthesizedExpression(parent)) && isChanged(parent, checker)
    );
  if (isAssigned(parent) || ts.isDeleteExpression(parent.parent)) return true;
  if (!ts.isCallExpression(parent.parent) || parent.parent.expression !== parent)
    return isChanged(parent, checker);
  return ts.isPropertyAccessExpression(parent) && changes(parent.name.text, checker.getTypeAtLocation(node));
}

function changes(method: string, type: TypeScript.Type): boolean {
  return changing.some(
    ([members, methods]) =>
      methods.has(method) && members.every((name) => type.getProperty(name) !== undefined),
  );
}
