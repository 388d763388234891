// What is wrong in a cell, as data and as text: place, line of source with a mark under it, message.

export interface Diagnostic {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  readonly length: number;
  /** The compiler's full text; lines that explain a line are indented below it. */
  readonly message: string;
  /** The compiler's number of this kind of mistake (`TS2345`). */
  readonly code: number;
  /** The line of source that it is about, without its end. */
  readonly text: string;
  /** A file beside the notebook; absent when it is the cell. */
  readonly file?: string;
}

/** All of them for a terminal or a traceback, each with its line and a mark under what is wrong. */
export function formatDiagnostics(diagnostics: readonly Diagnostic[], cellName: string): string {
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
