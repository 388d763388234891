// What can be read from a checked cell: the names it declares, whether it awaits, what it imports.
import type TypeScript from 'typescript';
import type { Meaning } from '../contract/language.js';
import { namesOf } from './declarations.js';
import { behindAlias } from './symbols.js';
import { ts } from './typescript.js';

/** What the binder adds to a file, which the typings leave out. */
interface Bound {
  readonly locals?: ReadonlyMap<string, TypeScript.Symbol>;
}

/** The cell's top-level names with what each of them means. */
export function declaredMeanings(
  file: TypeScript.SourceFile,
  checker: TypeScript.TypeChecker,
): Map<string, Meaning> {
  const meanings = new Map<string, Meaning>();
  (file as Bound).locals?.forEach((symbol) => {
    const name = symbol.name;
    if (!isIdentifier(name)) return;
    const { flags } = behindAlias(symbol, checker);
    const isTypeOnly = symbol.declarations?.some(ts.isTypeOnlyImportOrExportDeclaration) ?? false;
    const value = !isTypeOnly && (flags & ts.SymbolFlags.Value) !== 0;
    meanings.set(name, { value, type: (flags & ts.SymbolFlags.Type) !== 0 });
  });
  return meanings;
}

/** False of `declare global` and `declare module 'name'`. */
function isIdentifier(name: string): boolean {
  return /^[\p{ID_Start}$_]/u.test(name) && name !== ts.InternalSymbolName.Global;
}

/** True when the cell awaits outside of every function. */
export function awaitsAtTop(node: TypeScript.Node): boolean {
  if (ts.isFunctionLike(node) || ts.isClassStaticBlockDeclaration(node)) return false;
  if (ts.isPropertyDeclaration(node)) return node.name ? awaitsAtTop(node.name) : false;
  if (ts.isAwaitExpression(node)) return true;
  if (ts.isForOfStatement(node) && node.awaitModifier) return true;
  if (ts.isVariableDeclarationList(node) && isAwaitUsing(node)) return true;
  return ts.forEachChild(node, (child) => awaitsAtTop(child) || undefined) ?? false;
}

/** `await using`: what it declares is waited for where its block ends. */
function isAwaitUsing({ flags }: TypeScript.Node): boolean {
  return (flags & ts.NodeFlags.AwaitUsing) === ts.NodeFlags.AwaitUsing;
}

/** The modules that the cell's import statements name, those of types only left out. */
export function importedModules(file: TypeScript.SourceFile): string[] {
  return file.statements
    .filter(ts.isImportDeclaration)
    .filter(({ importClause }) => !importClause?.isTypeOnly)
    .flatMap(({ moduleSpecifier }) => (ts.isStringLiteral(moduleSpecifier) ? [moduleSpecifier.text] : []));
}

/** Each top-level declaration's own text, for inspection later. */
export function declarationTexts(file: TypeScript.SourceFile): Map<string, string> {
  const texts = new Map<string, string>();
  for (const statement of file.statements) {
    for (const name of namesOf(statement)) texts.set(name, statement.getText(file));
  }
  return texts;
}

/** Where the name ends of the function whose call's parentheses are open at an offset. */
export function calleeAround(file: TypeScript.SourceFile, offset: number): number | undefined {
  const at = file.text.slice(0, offset).trimEnd().length;
  const find = (node: TypeScript.Node): number | undefined => {
    if (at < node.pos || at > node.end) return undefined;
    const inner = ts.forEachChild(node, find);
    if (inner !== undefined || !(ts.isCallExpression(node) || ts.isNewExpression(node))) return inner;
    const isClosed = file.text[node.end - 1] === ')' && offset >= node.end;
    return at > node.expression.end && !isClosed ? node.expression.end : undefined;
  };
  return find(file);
}
