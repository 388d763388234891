// What the text around a name does to its value.
import type TypeScript from 'typescript';
import { ts } from '../typescript.js';

/** `x = 1`, `x += 1`, `x++`, `[x] = list`. */
export function isAssigned(node: TypeScript.Node): boolean {
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
export function isChanged(node: TypeScript.Expression, checker: TypeScript.TypeChecker): boolean {
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
