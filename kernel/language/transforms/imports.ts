// Lets the session load modules: `import(x)` and `import.meta` go through its own object, and a file beside the
// notebook is named by its absolute path.
import type TypeScript from 'typescript';
import { ts } from '../typescript.js';
import { member } from './stop-checks.js';

const { factory } = ts;

/** The absolute path of the local file that a specifier means, if it means one. */
export type LocalPath = (specifier: string) => string | undefined;

type Transform = TypeScript.TransformerFactory<TypeScript.SourceFile>;

/** For a cell: its import statements, `import()` and `import.meta`. */
export function imports(localPath: LocalPath): Transform {
  const expressions = importExpressions(localPath);
  return (context) => {
    const transform = expressions(context);
    return (file) => {
      const statements = file.statements.map((statement) => named(statement, localPath));
      return transform(factory.updateSourceFile(file, statements));
    };
  };
}

/** `import()` and `import.meta` alone. */
export function importExpressions(localPath: LocalPath): Transform {
  return (context) => (file) => {
    const visit = (node: TypeScript.Node): TypeScript.Node => {
      if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) {
        return ts.setTextRange(member('meta'), node);
      }
      const inner = ts.visitEachChild(node, visit, context);
      if (!ts.isCallExpression(inner) || inner.expression.kind !== ts.SyntaxKind.ImportKeyword) return inner;
      const [specifier, ...rest] = inner.arguments;
      const path = specifier ? [absolute(specifier, localPath), ...rest] : rest;
      return factory.updateCallExpression(inner, member('import'), undefined, path);
    };
    return ts.visitEachChild(file, visit, context);
  };
}

function named(statement: TypeScript.Statement, localPath: LocalPath): TypeScript.Statement {
  if (ts.isImportDeclaration(statement)) {
    const { modifiers, importClause, moduleSpecifier, assertClause } = statement;
    const path = absolute(moduleSpecifier, localPath);
    return factory.updateImportDeclaration(statement, modifiers, importClause, path, assertClause);
  }
  if (!ts.isExportDeclaration(statement) || !statement.moduleSpecifier) return statement;
  const { modifiers, isTypeOnly, exportClause, moduleSpecifier, assertClause } = statement;
  const path = absolute(moduleSpecifier, localPath);
  return factory.updateExportDeclaration(statement, modifiers, isTypeOnly, exportClause, path, assertClause);
}

function absolute(specifier: TypeScript.Expression, localPath: LocalPath): TypeScript.Expression {
  const path = ts.isStringLiteral(specifier) ? localPath(specifier.text) : undefined;
  return path === undefined ? specifier : ts.setTextRange(factory.createStringLiteral(path), specifier);
}
