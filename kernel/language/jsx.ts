// Cells with JSX. TypeScript reads a file as TSX by its name, and then takes `<T>(x: T) => x` for an element; a cell has
// no name, so it is read as TSX where it is right in no other way.
import type TypeScript from 'typescript';
import { target, ts } from './typescript.js';

type Parsed = TypeScript.SourceFile & { readonly parseDiagnostics: readonly unknown[] };

export function isJsx(source: string): boolean {
  if (!/<[\w$.]*[\s>/]/.test(source) || !/<\/|\/>/.test(source)) return false;
  return !isRight(source, ts.ScriptKind.TS) && isRight(source, ts.ScriptKind.TSX);
}

function isRight(source: string, kind: TypeScript.ScriptKind): boolean {
  const file = ts.createSourceFile('cell', source, target, false, kind) as Parsed;
  return file.parseDiagnostics.length === 0;
}

/** A cell's text as a tree of the language that it is in. */
export function parseCell(source: string): TypeScript.SourceFile {
  const kind = isJsx(source) ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return ts.createSourceFile('cell.ts', source, target, true, kind);
}

/** The compiler's host, for which the file of that name is TSX. */
export function withTsx(host: TypeScript.CompilerHost, fileName: string): TypeScript.CompilerHost {
  const own: Pick<TypeScript.CompilerHost, 'getSourceFile' | 'getSourceFileByPath'> = {
    getSourceFile: (name, ...rest) => asTsx(host.getSourceFile(name, ...rest), name),
    getSourceFileByPath: (name, ...rest) => asTsx(host.getSourceFileByPath?.(name, ...rest), name),
  };
  return Object.assign(Object.create(host), own);

  function asTsx(file: TypeScript.SourceFile | undefined, name: string) {
    if (!file || name !== fileName) return file;
    const tsx = ts.createSourceFile(name, file.text, target, true, ts.ScriptKind.TSX);
    return Object.assign(tsx, { version: (file as { version?: string }).version });
  }
}
