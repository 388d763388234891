// An import below its use is moved to the cell's start, where modules have all of theirs. The others stay in their
// place: what a cell sets before an import, such as an environment variable, is set when the package is loaded.
import type TypeScript from 'typescript';
import { ts } from '../typescript.js';
import { referenced } from './shared-names.js';

type Statement = TypeScript.Statement;

export function earlyImports(
  checker: TypeScript.TypeChecker,
): TypeScript.TransformerFactory<TypeScript.SourceFile> {
  return () => (file) => {
    const isEarly = (statement: Statement, index: number) =>
      ts.isImportDeclaration(statement) && isUsedIn(file.statements.slice(0, index), statement, checker);
    const early = new Set(file.statements.filter(isEarly));
    if (early.size === 0) return file;
    const rest = file.statements.filter((statement) => !early.has(statement));
    return ts.factory.updateSourceFile(file, [...early, ...rest]);
  };
}

function isUsedIn(
  statements: readonly Statement[],
  { importClause }: TypeScript.ImportDeclaration,
  checker: TypeScript.TypeChecker,
): boolean {
  if (!importClause) return false;
  const names = new Set<TypeScript.Symbol | undefined>();
  const collect = (node: TypeScript.Node): void => {
    if (ts.isIdentifier(node)) names.add(checker.getSymbolAtLocation(node));
    ts.forEachChild(node, collect);
  };
  collect(importClause);
  names.delete(undefined);
  const uses = (node: TypeScript.Node): boolean =>
    (ts.isIdentifier(node) && names.has(referenced(node, checker))) ||
    (ts.forEachChild(node, (child) => uses(child) || undefined) ?? false);
  return statements.filter((statement) => !ts.isExportDeclaration(statement)).some(uses);
}
