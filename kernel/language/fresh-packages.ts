// `await install('lodash'); const _ = await import('lodash')` in one cell: the package is not there yet when the cell is
// checked, but will be when the import runs.
import type TypeScript from 'typescript';
import { ts } from './typescript.js';

const moduleNotFound = 2307;

/** True where the cell installs the package that an `import()` of it is told not to find. */
export function isInstalledFirst({ code, file, start }: TypeScript.Diagnostic): boolean {
  if (code !== moduleNotFound || !file || start === undefined) return false;
  const literal = dynamicImports(file).find((argument) => argument.getStart(file) === start);
  return literal !== undefined && installs(file, packageOf(literal.text));
}

/** True where a file calls `install` for a package, or for a path, an address or a variable that may be the package. */
export function installs(file: TypeScript.SourceFile, name: string): boolean {
  let found = false;
  visitCalls(file, ({ expression, arguments: words }) => {
    const isInstall = ts.isIdentifier(expression) && expression.text === 'install';
    found ||= isInstall && words.some((word) => mayName(word, name));
  });
  return found;
}

function mayName(word: TypeScript.Expression, name: string): boolean {
  if (ts.isObjectLiteralExpression(word)) return false;
  if (!ts.isStringLiteralLike(word)) return true;
  const isName = /^(@[^/]+\/)?[^/:]+$/.test(word.text) && !word.text.endsWith('.tgz');
  return !isName || word.text.replace(/(?<=.)@.*$/, '') === name;
}

/** `lodash/fp` is of `lodash`, `@scope/name/part` of `@scope/name`. */
export function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

function dynamicImports(file: TypeScript.SourceFile): TypeScript.StringLiteralLike[] {
  const found: TypeScript.StringLiteralLike[] = [];
  visitCalls(file, ({ expression, arguments: [argument] }) => {
    const isImport = expression.kind === ts.SyntaxKind.ImportKeyword;
    if (isImport && argument && ts.isStringLiteralLike(argument)) found.push(argument);
  });
  return found;
}

function visitCalls(node: TypeScript.Node, visit: (call: TypeScript.CallExpression) => void): void {
  if (ts.isCallExpression(node)) visit(node);
  ts.forEachChild(node, (child) => visitCalls(child, visit));
}
