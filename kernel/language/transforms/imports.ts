// Lets the session load modules: `import(x)` and `import.meta` go through its own object, and a file beside the
// notebook is named by its absolute path.
import type TypeScript from '@tslab/typescript-for-tslab';
import { ts } from '../tslab.js';
import { member } from './stop-checks.js';

const { factory } = ts;

/** @param localPath the absolute path of the local file that a specifier means, if it means one */
export function imports(
  localPath: (specifier: string) => string | undefined,
): TypeScript.TransformerFactory<TypeScript.SourceFile> {
  return (context) => (file) => {
    const absolute = (specifier: TypeScript.Expression): TypeScript.Expression => {
      const path = ts.isStringLiteral(specifier) ? localPath(specifier.text) : undefined;
      return path === undefined ? specifier : ts.setTextRange(factory.createStringLiteral(path), specifier);
    };
    const visit = (node: TypeScript.Node): TypeScript.Node => {
      if (ts.isImportDeclaration(node)) {
        const { modifiers, importClause, moduleSpecifier, assertClause } = node;
        const path = absolute(moduleSpecifier);
        return factory.updateImportDeclaration(node, modifiers, importClause, path, assertClause);
      }
      if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
        const { modifiers, isTypeOnly, exportClause, moduleSpecifier, assertClause } = node;
        const path = absolute(moduleSpecifier);
        return factory.updateExportDeclaration(node, modifiers, isTypeOnly, exportClause, path, assertClause);
      }
      if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) {
        return ts.setTextRange(member('meta'), node);
      }
      const inner = ts.visitEachChild(node, visit, context);
      if (!ts.isCallExpression(inner) || inner.expression.kind !== ts.SyntaxKind.ImportKeyword) return inner;
      const [specifier, ...rest] = inner.arguments;
      const path = specifier ? [absolute(specifier), ...rest] : rest;
      return factory.updateCallExpression(inner, member('import'), undefined, path);
    };
    return ts.visitEachChild(file, visit, context);
  };
}
