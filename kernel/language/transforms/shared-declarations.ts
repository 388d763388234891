// Declarations of variables as assignments to `exports`: `let { a, b = 1 } = c` as
// `({ a: exports.a, b: exports.b = 1 } = c)`. Functions and classes keep the name that JavaScript would give them.
import type TypeScript from 'typescript';
import { ts } from '../typescript.js';

const { factory } = ts;

type Expression = TypeScript.Expression;

export interface Rewriting {
  /** Where a variable lives: `exports.name`. */
  at(name: TypeScript.Identifier): Expression;
  visit(node: Expression): Expression;
}

/** Undefined for a `var` in a block that has no value: it keeps what it was. */
export function declarationAsAssignment(
  declaration: TypeScript.VariableDeclaration,
  to: Rewriting,
): Expression | undefined {
  const { name, initializer } = declaration;
  if (!initializer && !isAtTop(declaration)) return undefined;
  const value = initializer ? named(name, initializer, to) : factory.createVoidZero();
  const target = patternAsTarget(name, to);
  return ts.setTextRange(factory.createAssignment(target, value), declaration);
}

function isAtTop({ parent }: TypeScript.VariableDeclaration): boolean {
  return ts.isVariableStatement(parent.parent) && ts.isSourceFile(parent.parent.parent);
}

export function patternAsTarget(name: TypeScript.BindingName, to: Rewriting): Expression {
  if (ts.isIdentifier(name)) return to.at(name);
  if (ts.isArrayBindingPattern(name)) {
    const elements = name.elements.map((element) => arrayElement(element, to));
    return ts.setTextRange(factory.createArrayLiteralExpression(elements), name);
  }
  const properties = name.elements.map((element) => property(element, to));
  return ts.setTextRange(factory.createObjectLiteralExpression(properties), name);
}

function arrayElement(element: TypeScript.ArrayBindingElement, to: Rewriting): Expression {
  if (ts.isOmittedExpression(element)) return element;
  const target = withPreset(element, to);
  return element.dotDotDotToken ? factory.createSpreadElement(target) : target;
}

function property(element: TypeScript.BindingElement, to: Rewriting): TypeScript.ObjectLiteralElementLike {
  const { name, propertyName, dotDotDotToken } = element;
  if (dotDotDotToken) return factory.createSpreadAssignment(patternAsTarget(name, to));
  const key = propertyName ?? factory.createIdentifier((name as TypeScript.Identifier).text);
  return factory.createPropertyAssignment(visitedKey(key, to), withPreset(element, to));
}

function visitedKey(key: TypeScript.PropertyName, to: Rewriting): TypeScript.PropertyName {
  return ts.isComputedPropertyName(key)
    ? factory.updateComputedPropertyName(key, to.visit(key.expression))
    : key;
}

function withPreset({ name, initializer }: TypeScript.BindingElement, to: Rewriting): Expression {
  const target = patternAsTarget(name, to);
  return initializer ? factory.createAssignment(target, named(name, initializer, to)) : target;
}

/** A function is named by the variable that it is assigned to, but not by a property: `{ f: () => 1 }.f` names it. */
function named(name: TypeScript.BindingName, value: Expression, to: Rewriting): Expression {
  const visited = to.visit(value);
  if (!ts.isIdentifier(name) || !isUnnamed(value)) return visited;
  const holder = factory.createObjectLiteralExpression([
    factory.createPropertyAssignment(name.text, visited),
  ]);
  return factory.createPropertyAccessExpression(holder, name.text);
}

function isUnnamed(value: Expression): boolean {
  if (ts.isParenthesizedExpression(value)) return isUnnamed(value.expression);
  if (ts.isArrowFunction(value)) return true;
  return (ts.isFunctionExpression(value) || ts.isClassExpression(value)) && value.name === undefined;
}
