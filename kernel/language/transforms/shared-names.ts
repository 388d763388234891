// Which of a cell's own names its functions must read from `exports` as well.
//
// A function outlives its cell. When a later cell assigns `counter` or declares `helper` again, users expect the
// functions of earlier cells to see that, as in any notebook. So a name that is used inside a function is read and
// written through `exports` everywhere but in the statement that declares it. All other names remain plain local
// variables, so that loops stay fast.
import type TypeScript from '@tslab/typescript-for-tslab';
import { ts } from '../tslab.js';

type Node = TypeScript.Node;
type SourceFile = TypeScript.SourceFile;

interface Bound {
  readonly locals?: ReadonlyMap<string, TypeScript.Symbol>;
}

/** The shared names' symbols, each with the statement that declares it. */
export function sharedNames(
  file: SourceFile,
  checker: TypeScript.TypeChecker,
): ReadonlyMap<TypeScript.Symbol, TypeScript.Statement> {
  const declaring = declaringStatements(file);
  const captured = new Set<TypeScript.Symbol>();
  const entangled = new Set<TypeScript.Symbol>();
  const visit = (node: Node, statement: Node, isInFunction: boolean): void => {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    const symbol = ts.isIdentifier(node) ? referenced(node, checker) : undefined;
    const home = symbol && declaring.get(symbol);
    if (symbol && home !== undefined) {
      if (home !== statement) isInFunction && captured.add(symbol);
      else if (isVariable(home) && !isDeclarationName(node)) entangled.add(symbol);
    }
    const inside = isInFunction || ts.isFunctionLike(node) || ts.isPropertyDeclaration(node);
    ts.forEachChild(node, (child) => visit(child, statement, inside));
  };
  for (const statement of file.statements) {
    if (!ts.isExportDeclaration(statement)) visit(statement, statement, false);
  }
  const isShared = (symbol: TypeScript.Symbol) => captured.has(symbol) && !entangled.has(symbol);
  return new Map([...declaring].filter(([symbol]) => isShared(symbol)));
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

function declaringStatements(file: SourceFile): Map<TypeScript.Symbol, TypeScript.Statement> {
  const found = new Map<TypeScript.Symbol, TypeScript.Statement>();
  for (const symbol of (file as Bound).locals?.values() ?? []) {
    const statements = (symbol.declarations ?? []).map((declaration) => statementOf(declaration, file));
    const [first] = statements;
    const isSingle = statements.length === 1 || statements.every(ts.isFunctionDeclaration);
    if (first && isSingle && isDeclaring(first)) found.set(symbol, statements.at(-1) ?? first);
  }
  return found;
}

/** Statements after which the name has its value; `for (var i …)` is not one. */
function isDeclaring(statement: TypeScript.Statement): boolean {
  return (
    ts.isVariableStatement(statement) ||
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isImportDeclaration(statement)
  );
}

function statementOf(node: Node, file: SourceFile): TypeScript.Statement {
  let statement = node;
  while (statement.parent !== file) statement = statement.parent;
  return statement as TypeScript.Statement;
}

/** In `let a = 0, next = () => ++a` the function uses the local `a`, which must then not be in `exports` as well. */
function isVariable(statement: TypeScript.Statement): boolean {
  return ts.isVariableStatement(statement) && (statement.declarationList.flags & ts.NodeFlags.Const) === 0;
}

function isDeclarationName(node: Node): boolean {
  const { parent } = node;
  return (ts.isVariableDeclaration(parent) || ts.isBindingElement(parent)) && parent.name === node;
}
