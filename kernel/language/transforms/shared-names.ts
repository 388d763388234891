// Which of a cell's names live in `exports` and nowhere else.
//
// A function outlives its cell. When a later cell assigns `counter` or declares `helper` again, users expect the
// functions of earlier cells to see that, as in any notebook. So a name that a function uses, of this cell or of an
// earlier one, has its only home in `exports`: its declaration too is an assignment there. Names of statements that
// await are at home there as well, since other cells may run meanwhile. All other names are plain local variables,
// so that loops stay fast; what they hold is put into `exports` after each statement (stores.ts).
import type TypeScript from 'typescript';
import { awaitsAtTop } from '../cell-file.js';
import { ts } from '../typescript.js';

type Node = TypeScript.Node;
type SourceFile = TypeScript.SourceFile;
type Symbols = ReadonlySet<TypeScript.Symbol>;

interface Bound {
  readonly locals?: ReadonlyMap<string, TypeScript.Symbol>;
}

/** Names of the function around a cell's code: a variable of that name cannot be declared in it. */
const parameters = new Set(['exports', 'require', '__tensorcell']);

export interface Names {
  /** The names that the cell declares as values and that live in `exports` only. */
  readonly shared: Symbols;
  /** All names that the cell declares as values. */
  readonly own: Symbols;
  /** What the cell's functions use, of this cell and of earlier ones. */
  readonly captured: ReadonlySet<string>;
}

/**
 * @param isEarlier whether a symbol is an earlier cell's
 * @param capturedBefore what the functions of earlier cells use
 */
export function namesOfCell(
  file: SourceFile,
  checker: TypeScript.TypeChecker,
  isEarlier: (symbol: TypeScript.Symbol) => boolean,
  capturedBefore: ReadonlySet<string>,
): Names {
  const own = valuesOf(file, checker);
  const captured = new Set<string>();
  const shared = new Set<TypeScript.Symbol>();
  const visit = (node: Node, isPausing: boolean, isInFunction: boolean): void => {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    const symbol =
      (isPausing || isInFunction) && ts.isIdentifier(node) ? referenced(node, checker) : undefined;
    if (symbol && !isNameOfParent(node) && (own.has(symbol) || isEarlier(symbol))) {
      shared.add(symbol);
      if (isInFunction) captured.add(symbol.name);
    }
    const inside = isInFunction || ts.isFunctionLike(node) || ts.isPropertyDeclaration(node);
    ts.forEachChild(node, (child) => visit(child, isPausing, inside));
  };
  for (const statement of file.statements) {
    if (!ts.isExportDeclaration(statement)) visit(statement, isPaused(statement), false);
  }
  for (const symbol of own) {
    if (capturedBefore.has(symbol.name) || parameters.has(symbol.name)) shared.add(symbol);
  }
  declaredTogether(file, checker, shared);
  return { own, shared: new Set([...shared].filter((symbol) => own.has(symbol))), captured };
}

/** The name of a function is not a use of it. */
function isNameOfParent(node: Node): boolean {
  return (node.parent as { readonly name?: Node }).name === node && ts.isFunctionLike(node.parent);
}

/** A statement during which other cells may run. */
function isPaused(statement: TypeScript.Statement): boolean {
  return !ts.isVariableStatement(statement) && awaitsAtTop(statement);
}

/** The names that have a value when the cell runs: neither types nor what is declared to be elsewhere. */
function valuesOf(file: SourceFile, checker: TypeScript.TypeChecker): Symbols {
  const symbols = [...((file as Bound).locals?.values() ?? [])];
  return new Set(symbols.filter((symbol) => hasValue(symbol, checker)));
}

/** False of types, of imports of types, and of `declare const x: number`, which is a value of somebody else. */
export function hasValue(symbol: TypeScript.Symbol, checker: TypeScript.TypeChecker): boolean {
  const declarations = symbol.declarations ?? [];
  if (declarations.some(ts.isTypeOnlyImportOrExportDeclaration)) return false;
  if (declarations.every((declaration) => isAmbient(declaration))) return false;
  const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
  const { flags } = isAlias ? checker.getAliasedSymbol(symbol) : symbol;
  return (flags & ts.SymbolFlags.Value) !== 0;
}

function isAmbient(declaration: TypeScript.Declaration): boolean {
  return (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Ambient) !== 0;
}

/** The names of one pattern, or of one loop's head, are all of the same kind. */
function declaredTogether(
  file: SourceFile,
  checker: TypeScript.TypeChecker,
  shared: Set<TypeScript.Symbol>,
): void {
  const visit = (node: Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (isGroup(node)) {
      const names = declaredIn(node, checker);
      if (names.some((symbol) => shared.has(symbol))) for (const symbol of names) shared.add(symbol);
    }
    ts.forEachChild(node, visit);
  };
  // A name may be declared twice, in two groups.
  for (let before = -1; before < shared.size; ) {
    before = shared.size;
    visit(file);
  }
}

function isGroup(node: Node): node is TypeScript.VariableDeclaration | TypeScript.VariableDeclarationList {
  if (ts.isVariableDeclarationList(node)) return !ts.isVariableStatement(node.parent);
  return ts.isVariableDeclaration(node) && !ts.isIdentifier(node.name);
}

/** The symbols of all names under a node that declares variables. */
export function declaredIn(node: Node, checker: TypeScript.TypeChecker): TypeScript.Symbol[] {
  if (ts.isVariableDeclarationList(node)) {
    return node.declarations.flatMap((declaration) => declaredIn(declaration, checker));
  }
  if (!ts.isVariableDeclaration(node) && !ts.isBindingElement(node)) return [];
  if (!ts.isIdentifier(node.name)) {
    return node.name.elements.flatMap((element) => declaredIn(element, checker));
  }
  const symbol = checker.getSymbolAtLocation(node.name);
  return symbol ? [symbol] : [];
}

/** What an identifier refers to; in `{ a }` that is the variable, not the property. */
export function referenced(
  node: TypeScript.Identifier,
  checker: TypeScript.TypeChecker,
): TypeScript.Symbol | undefined {
  const isShorthand = ts.isShorthandPropertyAssignment(node.parent) && node.parent.name === node;
  return isShorthand
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
}
