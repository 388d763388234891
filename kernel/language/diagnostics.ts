// From the compiler's findings to the kernel's diagnostics: places in the cell as written, messages in plain words.
import type TypeScript from 'typescript';
import type { Diagnostic } from '../contract/diagnostics.js';
import { worded } from './wording/wording.js';

export interface CheckedCell {
  readonly program: TypeScript.Program;
  readonly fileName: string;
  readonly source: string;
  /** Length of what precedes the user's text in the compiler's file. */
  readonly prefix: number;
}

export function toDiagnostics(found: readonly TypeScript.Diagnostic[], cell: CheckedCell): Diagnostic[] {
  const all = found.flatMap((diagnostic) =>
    diagnostic.file && diagnostic.start !== undefined
      ? [convert(diagnostic, diagnostic.file, diagnostic.start, cell)]
      : [],
  );
  return [...new Map(all.reverse().map((one) => [identity(one), one])).values()].reverse();
}

/** The compiler itself failed: the cell may be correct, but must be written in another way. */
export function compilerFailure(error: unknown, source: string): Diagnostic {
  const reason = error instanceof Error ? error.message : String(error);
  const message = `The TypeScript compiler failed on this cell (${reason}). Try to write it in another way, or in two cells.`;
  return { line: 1, column: 1, length: 1, message, code: 0, text: source.split('\n', 1)[0] ?? '' };
}

function convert(
  diagnostic: TypeScript.Diagnostic,
  file: TypeScript.SourceFile,
  start: number,
  cell: CheckedCell,
): Diagnostic {
  const { length = 0, code } = diagnostic;
  const isCell = file.fileName === cell.fileName;
  const source = isCell ? cell.source : file.text;
  const offset = Math.max(0, Math.min(start - (isCell ? cell.prefix : 0), source.length));
  const before = source.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  const lineEnd = source.indexOf('\n', offset);
  return {
    line: before.split('\n').length,
    column: offset - lineStart + 1,
    length: Math.min(length, source.length - offset),
    message: worded(diagnostic, cell.program),
    code,
    text: source.slice(lineStart, lineEnd < 0 ? undefined : lineEnd).replace(/\r$/, ''),
    ...(isCell ? {} : { file: file.fileName }),
  };
}

/** The compiler reports some mistakes twice, and finds several in a line of another language. */
function identity({ file, line, column, message }: Diagnostic): string {
  const advice = / is I?Python\. In TypeScript: .*$/s.exec(message)?.[0];
  return JSON.stringify(advice === undefined ? [file, line, column, message] : [file, line, advice]);
}
