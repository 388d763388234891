// Rewrites uses of earlier cells' values, and of the cell's own shared names, to `exports.name`, before tslab does.
//
// tslab does the first too, but late and by symbol alone: it breaks the shorthand `{ a }`, rewrites the `a` in
// `const { a: b } = options` when an earlier cell declared such a property, and calls `exports.f()` with `exports` as
// `this`. It leaves alone what is rewritten here.
import type TypeScript from '@tslab/typescript-for-tslab';
import { ts } from '../tslab.js';
import { referenced, sharedNames } from './shared-names.js';

const { factory } = ts;

/** @param earlier the file that declares the earlier cells' names */
export function references(
  checker: TypeScript.TypeChecker,
  earlier: TypeScript.SourceFile,
): TypeScript.TransformerFactory<TypeScript.SourceFile> {
  const isEarlier = (symbol: TypeScript.Symbol | undefined) =>
    symbol?.declarations?.some((declaration) => declaration.getSourceFile() === earlier) ?? false;

  return (context) => (file) => {
    const shared = sharedNames(file, checker);
    let statement: TypeScript.Statement | undefined;
    const visitStatement = (node: TypeScript.Node) => {
      statement = node as TypeScript.Statement;
      return ts.isExportDeclaration(node) ? node : visit(node);
    };
    const visit = (node: TypeScript.Node): TypeScript.Node | undefined => {
      if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return node;
      if (ts.isShorthandPropertyAssignment(node)) return shorthand(node);
      if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) return call(node, node.expression);
      if (ts.isIdentifier(node)) return identifier(node);
      return ts.visitEachChild(node, visit, context);
    };
    const isReadFromExports = (symbol: TypeScript.Symbol | undefined) => {
      const home = symbol && shared.get(symbol);
      return home === undefined ? isEarlier(symbol) : home !== statement;
    };
    const identifier = (node: TypeScript.Identifier) => {
      if (!isReadFromExports(referenced(node, checker))) return node;
      return isReference(node) ? exported(node) : detached(node);
    };
    const shorthand = (node: TypeScript.ShorthandPropertyAssignment) => {
      const value = isReadFromExports(referenced(node.name, checker)) ? exported(node.name) : node.name;
      const preset =
        node.objectAssignmentInitializer &&
        ts.visitNode(node.objectAssignmentInitializer, visit, ts.isExpression);
      if (value === node.name && preset === node.objectAssignmentInitializer) return node;
      const initializer = preset ? factory.createAssignment(value, preset) : value;
      return factory.createPropertyAssignment(detached(node.name), initializer);
    };
    const call = (node: TypeScript.CallExpression, callee: TypeScript.Identifier) => {
      const visited = ts.visitEachChild(node, visit, context);
      if (visited.expression === callee || node.questionDotToken) return visited;
      const bare = factory.createComma(factory.createNumericLiteral(0), visited.expression);
      const wrapped = ts.setTextRange(factory.createParenthesizedExpression(bare), callee);
      return factory.updateCallExpression(visited, wrapped, visited.typeArguments, visited.arguments);
    };
    return ts.visitEachChild(file, visitStatement, context);
  };
}

/** False where an identifier only names a property or a label. */
function isReference(node: TypeScript.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name !== node;
  if (ts.isBindingElement(parent)) return parent.propertyName !== node;
  if (ts.isPropertyAssignment(parent)) return parent.name !== node;
  return true;
}

function exported(name: TypeScript.Identifier): TypeScript.Expression {
  const access = factory.createPropertyAccessExpression(factory.createIdentifier('exports'), name.text);
  return ts.setTextRange(access, name);
}

/** The same word without its symbol: tslab leaves it alone. */
function detached(name: TypeScript.Identifier): TypeScript.Identifier {
  return ts.setTextRange(factory.createIdentifier(name.text), name);
}
