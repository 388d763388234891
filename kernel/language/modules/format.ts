// How a local file runs, decided as Node does: by its ending, by the "type" of its package.json, by its syntax.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type TypeScript from 'typescript';
import type { ModuleFormat } from '../../contract/cell-code.js';
import { awaitsAtTop } from '../cell-file.js';
import { isEmptyExport } from '../declarations.js';
import { ts } from '../typescript.js';

const esModuleEnding = /\.m[jt]s$/;
const commonJsEnding = /\.c[jt]s$/;

/**
 * @param file as written
 * @param emitted its JavaScript, without what is types alone
 */
export function formatOf(file: TypeScript.SourceFile, emitted: TypeScript.SourceFile): ModuleFormat {
  if (esModuleEnding.test(file.fileName)) return 'module';
  if (!commonJsEnding.test(file.fileName) && isInModulePackage(file.fileName)) return 'module';
  const isModule = emitted.statements.some(isModuleSyntax) || usesImportMeta(file) || awaitsAtTop(file);
  return isModule ? 'mixed' : 'commonjs';
}

function isModuleSyntax(statement: TypeScript.Statement): boolean {
  if (ts.isImportDeclaration(statement) || ts.isExportAssignment(statement)) return true;
  if (ts.isExportDeclaration(statement)) return !isEmptyExport(statement);
  return isExported(statement);
}

export function isExported(statement: TypeScript.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

function usesImportMeta(node: TypeScript.Node): boolean {
  if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) return true;
  return ts.forEachChild(node, (child) => usesImportMeta(child) || undefined) ?? false;
}

function isInModulePackage(path: string): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest)) return typeOf(manifest) === 'module';
    if (folder === dirname(folder)) return false;
  }
}

function typeOf(manifest: string): unknown {
  try {
    return (JSON.parse(readFileSync(manifest, 'utf8')) as { type?: unknown } | null)?.type;
  } catch {
    return undefined;
  }
}
