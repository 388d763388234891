// What is wrong in a cell, as data and as text for people: place, line of source with a mark under it, message.
import type TypeScript from '@tslab/typescript-for-tslab';
import { worded } from './wording/wording.js';

export interface Diagnostic {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  readonly length: number;
  /** The compiler's whole text; what explains a line stands indented below it. */
  readonly message: string;
  /** The compiler's number of this kind of mistake (`TS2345`). */
  readonly code: number;
  /** The line of source that it is about, without its end. */
  readonly text: string;
  /** A file beside the notebook; absent when it is the cell. */
  readonly file?: string;
}

export interface CheckedCell {
  readonly program: TypeScript.Program;
  readonly fileName: string;
  readonly source: string;
  /** Length of what stands before the person's text in the compiler's file. */
  readonly prefix: number;
}

export function toDiagnostics(found: readonly TypeScript.Diagnostic[], cell: CheckedCell): Diagnostic[] {
  const all = found.flatMap((diagnostic) =>
    diagnostic.file && diagnostic.start !== undefined
      ? [convert(diagnostic, diagnostic.file, diagnostic.start, cell)]
      : [],
  );
  return [...new Map(all.map((one) => [identity(one), one])).values()];
}

/** The compiler itself failed: no fault of the cell's author, who can only write it another way. */
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

/** The compiler says some things twice. */
function identity({ file, line, column, message }: Diagnostic): string {
  return JSON.stringify([file, line, column, message]);
}

/** All of them for a terminal or a traceback, each with its line and a mark under what is wrong. */
export function format(diagnostics: readonly Diagnostic[], cellName: string): string {
  return diagnostics.map((diagnostic) => formatOne(diagnostic, cellName)).join('\n\n');
}

function formatOne(
  { line, column, length, message, code, text, file }: Diagnostic,
  cellName: string,
): string {
  const number = String(line);
  const indent = text.slice(0, column - 1).replace(/[^\t]/g, (character) => blank(character));
  const marked = text.slice(column - 1, column - 1 + length);
  const mark = '~'.repeat(Math.max(1, displayWidth(marked)));
  const margin = ' '.repeat(number.length);
  return [
    `${file ?? cellName}:${line}:${column} - TS${code}`,
    `${number} | ${text}`,
    `${margin} | ${indent}${mark}`,
    message,
  ].join('\n');
}

function displayWidth(text: string): number {
  return [...text].reduce((width, character) => width + blank(character).length, 0);
}

/** Hangul, other full-width letters and emoji take two columns. */
function blank(character: string): string {
  return /[\u1100-\u115f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f000}-\u{1faff}]/u.test(
    character,
  )
    ? '  '
    : ' ';
}
