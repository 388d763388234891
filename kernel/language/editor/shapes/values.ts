// Values that stand in the text of a cell, or that their types tell: nothing is run.
import type TypeScript from 'typescript';
import { ts } from '../../typescript.js';
import type { Options, Value } from './options.js';

type Expression = TypeScript.Expression;
type TypeChecker = TypeScript.TypeChecker;

/** Undefined where it cannot be told. */
export function valueIn(given: Expression, checker: TypeChecker): Value {
  const node = bare(given);
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isStringLiteralLike(node)) return node.text;
  if (node.kind === ts.SyntaxKind.NullKeyword) return null;
  if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (node.kind === ts.SyntaxKind.FalseKeyword) return false;
  if (ts.isArrayLiteralExpression(node)) return listOf(node, checker);
  if (ts.isPrefixUnaryExpression(node)) return negated(node, checker);
  if (ts.isBinaryExpression(node)) return calculated(node, checker);
  return ofType(checker.getTypeAtLocation(node));
}

function listOf({ elements }: TypeScript.ArrayLiteralExpression, checker: TypeChecker): Value {
  if (elements.some((one) => ts.isSpreadElement(one) || ts.isOmittedExpression(one))) return undefined;
  return elements.map((one) => valueIn(one, checker));
}

function negated({ operator, operand }: TypeScript.PrefixUnaryExpression, checker: TypeChecker): Value {
  const value = valueIn(operand, checker);
  return operator === ts.SyntaxKind.MinusToken && typeof value === 'number' ? -value : undefined;
}

function calculated(
  { left, right, operatorToken }: TypeScript.BinaryExpression,
  checker: TypeChecker,
): Value {
  const [a, b] = [valueIn(left, checker), valueIn(right, checker)];
  if (typeof a !== 'number' || typeof b !== 'number') return undefined;
  switch (operatorToken.kind) {
    case ts.SyntaxKind.PlusToken:
      return a + b;
    case ts.SyntaxKind.MinusToken:
      return a - b;
    case ts.SyntaxKind.AsteriskToken:
      return a * b;
    case ts.SyntaxKind.SlashToken:
      return a / b;
    case ts.SyntaxKind.AsteriskAsteriskToken:
      return a ** b;
    default:
      return undefined;
  }
}

/** `const side = 64` has the type 64. */
function ofType(type: TypeScript.Type): Value {
  if (type.isNumberLiteral() || type.isStringLiteral()) return type.value;
  return undefined;
}

/** Nothing where a part of the object is not written here. */
export function optionsOf(node: Expression | undefined, checker: TypeChecker): Options | undefined {
  if (node === undefined) return new Map();
  const object = bare(node);
  if (!ts.isObjectLiteralExpression(object)) return undefined;
  const options = new Map<string, Value>();
  for (const property of object.properties) {
    const { name } = property;
    if (!name || !(ts.isIdentifier(name) || ts.isStringLiteral(name))) return undefined;
    if (ts.isPropertyAssignment(property)) options.set(name.text, valueIn(property.initializer, checker));
    else if (ts.isShorthandPropertyAssignment(property))
      options.set(name.text, valueIn(property.name, checker));
    else options.set(name.text, undefined);
  }
  return options;
}

/** Without what changes only the type. */
export function bare(node: Expression): Expression {
  const isWrapped =
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node);
  return isWrapped ? bare(node.expression) : node;
}
