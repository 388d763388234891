// Which variables a statement may assign, outside of functions.
import type TypeScript from 'typescript';
import { ts } from '../typescript.js';
import { declaredIn } from './shared-names.js';

type Node = TypeScript.Node;

export function assignedIn(node: Node, checker: TypeScript.TypeChecker): TypeScript.Symbol[] {
  const found = new Set<TypeScript.Symbol>();
  const add = (symbol: TypeScript.Symbol | undefined) => symbol && found.add(symbol);
  const target = (part: Node): void => {
    if (ts.isIdentifier(part)) add(symbolOfTarget(part, checker));
    else if (!ts.isPropertyAccessExpression(part)) ts.forEachChild(part, target);
  };
  const visit = (part: Node): void => {
    if (ts.isFunctionLike(part)) return;
    if (ts.isVariableDeclaration(part)) declaredIn(part, checker).forEach(add);
    const assigned = targetOf(part);
    if (assigned) target(assigned);
    ts.forEachChild(part, visit);
  };
  visit(node);
  return [...found];
}

function symbolOfTarget(name: TypeScript.Identifier, checker: TypeScript.TypeChecker) {
  return ts.isShorthandPropertyAssignment(name.parent)
    ? checker.getShorthandAssignmentValueSymbol(name.parent)
    : checker.getSymbolAtLocation(name);
}

/** What `a = …`, `a++`, `for (a of …)` assign. */
function targetOf(node: Node): Node | undefined {
  if (ts.isBinaryExpression(node)) return isAssignment(node.operatorToken.kind) ? node.left : undefined;
  if (ts.isPostfixUnaryExpression(node)) return node.operand;
  if (ts.isPrefixUnaryExpression(node)) return isStep(node.operator) ? node.operand : undefined;
  return ts.isForInStatement(node) || ts.isForOfStatement(node) ? node.initializer : undefined;
}

function isStep(operator: TypeScript.SyntaxKind): boolean {
  return operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken;
}

export function isAssignment(operator: TypeScript.SyntaxKind): boolean {
  return operator >= ts.SyntaxKind.FirstAssignment && operator <= ts.SyntaxKind.LastAssignment;
}
