// Answers a console's Enter key: run the text, ask for another line, or let the compiler say what is wrong.
import type TypeScript from '@tslab/typescript-for-tslab';
import { prefix } from './cell-text.js';
import type { Completeness } from './contract.js';
import { ts } from './tslab.js';

type Parsed = TypeScript.SourceFile & {
  readonly parseDiagnostics: readonly TypeScript.DiagnosticWithLocation[];
};

/** A string in quotes ends with its line: more lines cannot mend it. */
const unterminatedString = 1002;

export function isComplete(source: string): Completeness {
  const file = ts.createSourceFile('cell.ts', prefix + source, ts.ScriptTarget.ES2022, true) as Parsed;
  const [first] = file.parseDiagnostics;
  if (first === undefined) return awaitsBody(file) ? incomplete(source) : { status: 'complete' };
  const rest = source.slice(first.start - prefix.length);
  return first.code !== unterminatedString && isTrivia(rest) ? incomplete(source) : { status: 'invalid' };
}

function incomplete(source: string): Completeness {
  return { status: 'incomplete', indent: indentAfter(source) };
}

/** True of blanks and comments only: the text ended where the compiler wanted more. */
function isTrivia(text: string): boolean {
  const scanner = ts.createScanner(ts.ScriptTarget.ES2022, true, ts.LanguageVariant.Standard, text);
  return scanner.scan() === ts.SyntaxKind.EndOfFileToken;
}

/** `function f()` is no error, TypeScript takes it for an overload; a person at the prompt means to go on. */
function awaitsBody(file: TypeScript.SourceFile): boolean {
  const last = file.statements.at(-1);
  return last !== undefined && ts.isFunctionDeclaration(last) && last.body === undefined;
}

/** Two blanks more than the last line after an open bracket, as much as it has otherwise. */
function indentAfter(source: string): string {
  const line = source.trimEnd().split('\n').at(-1) ?? '';
  const indent = /^\s*/.exec(line)?.[0] ?? '';
  return /[{([]\s*$|=>\s*$/.test(line) ? `${indent}  ` : indent;
}
