// Small changes to a cell's text before the compiler sees it. Each keeps every character's place, so that
// messages and maps need no correction.
import type TypeScript from '@tslab/typescript-for-tslab';
import { ts } from './tslab.js';

/** The line that tslab puts before a cell's text, to make it a module. */
export const prefix = 'export {};\n';

/** As long as {@link prefix}, and opens a parenthesis. */
const openingPrefix = 'export{};(\n';

/** `export` has no meaning in a cell, whose names are all visible to later cells: it is replaced by blanks. */
export function withoutExports(source: string): string {
  if (!source.includes('export')) return source;
  const file = ts.createSourceFile('cell.ts', source, ts.ScriptTarget.ES2022, true);
  return file.statements.flatMap(exportKeywords).reduce(blankOut, source);
}

/** `with { type: 'json' }` after an import: the compiler does not know it yet, and the ending says the same. */
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

function exportKeywords(statement: TypeScript.Statement): TypeScript.Node[] {
  if (!ts.canHaveModifiers(statement)) return [];
  const name = (statement as { name?: TypeScript.Node }).name;
  const modifiers = ts.getModifiers(statement) ?? [];
  return modifiers.filter(
    ({ kind }) => kind === ts.SyntaxKind.ExportKeyword || (name && kind === ts.SyntaxKind.DefaultKeyword),
  );
}

function blankOut(text: string, node: TypeScript.Node): string {
  const start = node.getStart();
  return text.slice(0, start) + ' '.repeat(node.end - start) + text.slice(node.end);
}

/** A cell that is one object literal, `{ a: 1 }`, means the object and not a block. */
export function isObjectLiteral(source: string): boolean {
  if (!/^\s*\{[\s\S]*\}\s*$/.test(source)) return false;
  const file = ts.createSourceFile('cell.ts', `(${source})`, ts.ScriptTarget.ES2022) as Parsed;
  const [statement] = file.statements;
  if (file.parseDiagnostics.length > 0 || !statement || !ts.isExpressionStatement(statement)) return false;
  return (
    ts.isParenthesizedExpression(statement.expression) &&
    ts.isObjectLiteralExpression(statement.expression.expression)
  );
}

type Parsed = TypeScript.SourceFile & { readonly parseDiagnostics: readonly unknown[] };

/** The file's text for a cell that is an object literal: in parentheses, at the same places. */
export function parenthesized(file: string): string {
  return openingPrefix + file.slice(prefix.length);
}
