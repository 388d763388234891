// All cells share one `exports`. What CommonJS emit does for a separate module would break it: marking it as a module,
// clearing every name at the start (a cell that fails must keep the old values), fixed getters for imported names (a
// rerun could not define them again). And it exports a function where it is declared, though it may be called before:
// here functions are exported first.
import type TypeScript from '@tslab/typescript-for-tslab';
import { ts } from '../tslab.js';

const { factory } = ts;

export const sharedExports: TypeScript.TransformerFactory<TypeScript.SourceFile> = () => (file) => {
  const functions = new Set(file.statements.filter(ts.isFunctionDeclaration).map(({ name }) => name?.text));
  const statements = file.statements.flatMap(shared);
  const isHoisted = (statement: TypeScript.Statement) => functions.has(exportedName(statement));
  const hoisted = statements.filter(isHoisted);
  return factory.updateSourceFile(file, [
    ...hoisted,
    ...statements.filter((statement) => !hoisted.includes(statement)),
  ]);
};

/** The `f` of `exports.f = f`. */
function exportedName(statement: TypeScript.Statement): string | undefined {
  if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) return undefined;
  const { left, right } = statement.expression;
  if (!isExportsMember(left) || !ts.isIdentifier(right) || left.name.text !== right.text) return undefined;
  return right.text;
}

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

function isExportsMember(node: TypeScript.Expression): node is TypeScript.PropertyAccessExpression {
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
