// Awaits that Stop reaches without help, and that therefore resume in the very microtask in which they always do:
// those of a settled promise, and of the file's own asynchronous functions that wait only where Stop reaches them.
import type TypeScript from 'typescript';
import { ts } from '../typescript.js';

/** @param node as the user wrote it */
export function settlesAtOnce(node: TypeScript.Node): boolean {
  const original = ts.getOriginalNode(node);
  if (!ts.isAwaitExpression(original)) return false;
  const value = withoutParentheses(original.expression);
  return isSettledPromise(value) || callsOwnFunction(value);
}

function withoutParentheses(expression: TypeScript.Expression): TypeScript.Expression {
  return ts.isParenthesizedExpression(expression) ? withoutParentheses(expression.expression) : expression;
}

/** `Promise.resolve()`, also of a plain value. */
function isSettledPromise(value: TypeScript.Expression): boolean {
  if (!ts.isCallExpression(value) || !ts.isPropertyAccessExpression(value.expression)) return false;
  const { expression: owner, name } = value.expression;
  const isResolve = ts.isIdentifier(owner) && owner.text === 'Promise' && name.text === 'resolve';
  return isResolve && value.arguments.every((parameter) => ts.isLiteralExpression(parameter));
}

function callsOwnFunction(value: TypeScript.Expression): boolean {
  if (!ts.isCallExpression(value) || !ts.isIdentifier(value.expression)) return false;
  const own = declarationOf(value.expression.text, value);
  return own !== undefined && own.body !== undefined && isAsync(own) && returnsNothingPending(own.body);
}

/** The function of that name in the scopes around a node. */
function declarationOf(name: string, from: TypeScript.Node): TypeScript.FunctionDeclaration | undefined {
  for (let scope = from.parent; scope; scope = scope.parent) {
    if (!ts.isBlock(scope) && !ts.isSourceFile(scope)) continue;
    const found = scope.statements.find((statement) => declares(statement, name));
    if (found) return ts.isFunctionDeclaration(found) ? found : undefined;
  }
  return undefined;
}

function declares(statement: TypeScript.Statement, name: string): boolean {
  if (ts.isFunctionDeclaration(statement)) return statement.name?.text === name;
  if (!ts.isVariableStatement(statement)) return false;
  return statement.declarationList.declarations.some(
    (declaration) => ts.isIdentifier(declaration.name) && declaration.name.text === name,
  );
}

function isAsync(node: TypeScript.FunctionDeclaration): boolean {
  return (
    !node.asteriskToken && (node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false)
  );
}

/** A promise that it returns is waited for where Stop does not reach. */
function returnsNothingPending(node: TypeScript.Node): boolean {
  if (ts.isFunctionLike(node)) return true;
  if (ts.isReturnStatement(node) && node.expression && !isKnownValue(node.expression)) return false;
  return ts.forEachChild(node, (child) => !returnsNothingPending(child) || undefined) === undefined;
}

function isKnownValue(expression: TypeScript.Expression): boolean {
  const value = withoutParentheses(expression);
  return ts.isLiteralExpression(value) || ts.isAwaitExpression(value) || ts.isBinaryExpression(value);
}
