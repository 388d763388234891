// TypeScript's own words for CommonJS, as Node's: `export = x`, `import x = require('y')`.
import type TypeScript from 'typescript';
import { ts } from '../typescript.js';

const { factory } = ts;

export const commonJsSyntax: TypeScript.TransformerFactory<TypeScript.SourceFile> = () => (file) =>
  factory.updateSourceFile(file, file.statements.flatMap(rewritten));

function rewritten(statement: TypeScript.Statement): TypeScript.Statement[] {
  if (ts.isExportAssignment(statement) && statement.isExportEquals) {
    return [ts.setTextRange(assigned(['module', 'exports'], statement.expression), statement)];
  }
  if (!ts.isImportEqualsDeclaration(statement)) return [statement];
  const { moduleReference, isTypeOnly, name, modifiers } = statement;
  if (!ts.isExternalModuleReference(moduleReference)) return [statement];
  if (isTypeOnly) return [];
  const call = factory.createCallExpression(factory.createIdentifier('require'), undefined, [
    moduleReference.expression,
  ]);
  const constant = ts.setTextRange(declared(name, call), statement);
  const isExported = modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  return isExported ? [constant, assigned(['exports', name.text], name)] : [constant];
}

function declared(name: TypeScript.Identifier, value: TypeScript.Expression): TypeScript.Statement {
  const declaration = factory.createVariableDeclaration(name, undefined, undefined, value);
  const list = factory.createVariableDeclarationList([declaration], ts.NodeFlags.Const);
  return factory.createVariableStatement(undefined, list);
}

function assigned(
  [object, property]: readonly [string, string],
  value: TypeScript.Expression,
): TypeScript.Statement {
  const target = factory.createPropertyAccessExpression(factory.createIdentifier(object), property);
  return factory.createExpressionStatement(factory.createAssignment(target, value));
}
