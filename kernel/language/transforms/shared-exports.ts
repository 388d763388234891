// All cells share one `exports`. What CommonJS emit does for a module of its own would spoil it: marking it as a
// module, clearing every name at the start (a cell that fails must leave the old values), fixed getters for
// imported names (a rerun could not define them again).
import type TypeScript from '@tslab/typescript-for-tslab';
import { ts } from '../tslab.js';

const { factory } = ts;

export const sharedExports: TypeScript.TransformerFactory<TypeScript.SourceFile> = () => (file) =>
  factory.updateSourceFile(file, file.statements.flatMap(shared));

function shared(statement: TypeScript.Statement): TypeScript.Statement[] {
  if (!ts.isExpressionStatement(statement)) return [statement];
  const { expression } = statement;
  if (isClearing(expression)) return [];
  const [name, descriptor] = definedProperty(expression) ?? [];
  if (name === undefined) return [statement];
  const value = descriptor && getterValue(descriptor);
  if (value === undefined) return [];
  const target = factory.createPropertyAccessExpression(factory.createIdentifier('exports'), name);
  return [factory.createExpressionStatement(factory.createAssignment(target, value))];
}

/** `exports.a = exports.b = void 0` */
function isClearing(expression: TypeScript.Expression): boolean {
  if (!ts.isBinaryExpression(expression) || !isExportsMember(expression.left)) return false;
  return ts.isVoidExpression(expression.right) || isClearing(expression.right);
}

function isExportsMember(node: TypeScript.Expression): boolean {
  return (
    ts.isPropertyAccessExpression(node) &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === 'exports'
  );
}

/** The name and the descriptor of `Object.defineProperty(exports, "name", {…})`. */
function definedProperty(
  expression: TypeScript.Expression,
): [string, TypeScript.ObjectLiteralExpression] | undefined {
  if (!ts.isCallExpression(expression) || !ts.isPropertyAccessExpression(expression.expression))
    return undefined;
  const [target, name, descriptor] = expression.arguments;
  const isDefinition = expression.expression.name.text === 'defineProperty';
  if (!isDefinition || !target || !ts.isIdentifier(target) || target.text !== 'exports') return undefined;
  if (!name || !ts.isStringLiteral(name) || !descriptor || !ts.isObjectLiteralExpression(descriptor)) {
    return undefined;
  }
  return [name.text, descriptor];
}

/** The `x` of `{ get: function () { return x; } }`. */
function getterValue(descriptor: TypeScript.ObjectLiteralExpression): TypeScript.Expression | undefined {
  for (const property of descriptor.properties) {
    if (!ts.isPropertyAssignment(property) || !ts.isFunctionExpression(property.initializer)) continue;
    const [statement] = property.initializer.body.statements;
    if (statement && ts.isReturnStatement(statement)) return statement.expression;
  }
  return undefined;
}
