// Answers a console's Enter key: run the text, ask for another line, or let the compiler report what is wrong.
import type TypeScript from 'typescript';
import type { Completeness } from '../contract/language.js';
import { prefix, withoutShebang } from './cell-text.js';
import { parseCell } from './jsx.js';
import { target, ts } from './typescript.js';

type Parsed = TypeScript.SourceFile & {
  readonly parseDiagnostics: readonly TypeScript.DiagnosticWithLocation[];
};

/** A string in quotes ends with its line: more lines cannot complete it. */
const unterminatedString = 1002;

export function isComplete(source: string): Completeness {
  const file = parseCell(prefix + withoutShebang(source)) as Parsed;
  const [first] = file.parseDiagnostics;
  if (first === undefined) return awaitsBody(file) ? incomplete(source) : { status: 'complete' };
  const rest = source.slice(first.start - prefix.length);
  return first.code !== unterminatedString && isTrivia(rest) ? incomplete(source) : { status: 'invalid' };
}

function incomplete(source: string): Completeness {
  return { status: 'incomplete', indent: indentAfter(source) };
}

/** True of blanks and comments only: the text ended where the compiler expected more. */
function isTrivia(text: string): boolean {
  const scanner = ts.createScanner(target, true, ts.LanguageVariant.Standard, text);
  return scanner.scan() === ts.SyntaxKind.EndOfFileToken;
}

/** `function f()` is not an error, since TypeScript reads it as an overload; at a prompt, its body is still to come. */
function awaitsBody(file: TypeScript.SourceFile): boolean {
  const last = file.statements.at(-1);
  return last !== undefined && ts.isFunctionDeclaration(last) && last.body === undefined;
}

/** The last line's indent; two blanks more after an open bracket. */
function indentAfter(source: string): string {
  const line = source.trimEnd().split('\n').at(-1) ?? '';
  const indent = /^\s*/.exec(line)?.[0] ?? '';
  return /[{([]\s*$|=>\s*$/.test(line) ? `${indent}  ` : indent;
}
