// Changes to a cell's text before the compiler sees it. Each keeps every character's place, so that messages and maps
// need no correction.
import type TypeScript from 'typescript';
import { fitted } from './fitted.js';
import { target, ts } from './typescript.js';
import { withoutExports } from './without-exports.js';

/** The line that tslab puts before a cell's text, to make it a module. */
export const prefix = 'export {};\n';

export interface CellText {
  /** In place of {@link prefix}, and as long: comments such as `// @ts-nocheck` then are the file's first. */
  readonly head: string;
  readonly text: string;
  /** Makes the file a module. After a cell's last word, since `global export` would be another statement. */
  readonly tail: string;
}

/** The text that the compiler sees of a cell. */
export function cellText(source: string): CellText {
  const text = withoutExports(withoutShebang(source));
  const object = objectLiteral(text);
  if (object === undefined) return { head: fitted('', prefix), text, tail: '\n;export {};' };
  return { head: `${' '.repeat(prefix.length - 2)}(\n`, text: object, tail: '\n); export {};' };
}

/** `#!` may only stand at the very start of a file: the line becomes a comment. */
export function withoutShebang(source: string): string {
  return source.startsWith('#!') ? `//${source.slice(2)}` : source;
}

type Parsed = TypeScript.SourceFile & { readonly parseDiagnostics: readonly unknown[] };

/**
 * A cell that is one object literal, `{ a: 1 }`, means the object and not a block, with comments around it too. A
 * semicolon behind it is blanked out.
 */
function objectLiteral(source: string): string | undefined {
  if (!/^\s*(?:\{|\/[/*])/.test(source)) return undefined;
  const open = parse(`(${source}`);
  const literal = literalIn(open);
  if (!literal || source[literal.getStart(open) - 1] !== '{') return undefined;
  const [body, rest] = [source.slice(0, literal.end - 1), source.slice(literal.end - 1)];
  const semicolons = semicolonsIn(rest);
  if (!semicolons) return undefined;
  const text = body + semicolons.reduce(blanked, rest);
  return parse(`(${text}\n)`).parseDiagnostics.length === 0 ? text : undefined;
}

function parse(text: string): Parsed {
  return ts.createSourceFile('cell.ts', text, target, true) as Parsed;
}

function literalIn({ statements: [first] }: TypeScript.SourceFile) {
  const inner = first && ts.isExpressionStatement(first) ? first.expression : undefined;
  const literal = inner && ts.isParenthesizedExpression(inner) ? inner.expression : undefined;
  return literal && ts.isObjectLiteralExpression(literal) ? literal : undefined;
}

/** Where the semicolons of a text are that has nothing else but comments. */
function semicolonsIn(text: string): number[] | undefined {
  const scanner = ts.createScanner(target, true, ts.LanguageVariant.Standard, text);
  const found: number[] = [];
  for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan()) {
    if (token !== ts.SyntaxKind.SemicolonToken) return undefined;
    found.push(scanner.getTokenStart());
  }
  return found;
}

function blanked(text: string, at: number): string {
  return `${text.slice(0, at)} ${text.slice(at + 1)}`;
}
