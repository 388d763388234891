// `with { type: 'json' }` after an import: the compiler does not know it yet, and the ending says the same.
import type TypeScript from '@tslab/typescript-for-tslab';
import { ts } from './tslab.js';

/** Blanks in the attributes' places. */
export function withoutAttributes(source: string): string {
  if (!/\bwith\s*\{/.test(source)) return source;
  const file = ts.createSourceFile('file.tsx', source, ts.ScriptTarget.ES2022, true);
  return file.statements.filter(namesModule).reduce(withoutAttributesAfter, source);
}

function namesModule(statement: TypeScript.Statement): boolean {
  return (
    (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) && !!statement.moduleSpecifier
  );
}

function withoutAttributesAfter(source: string, { end }: TypeScript.Statement): string {
  const attributes = /^\s*\bwith\s*\{[^{}]*\}/.exec(source.slice(end))?.[0] ?? '';
  return source.slice(0, end) + attributes.replace(/\S/g, ' ') + source.slice(end + attributes.length);
}
