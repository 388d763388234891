// What a cell's local variables hold is put into `exports` for later cells: after each statement that assigns them, and
// when a loop or a block ends in any way, so that a stopped loop leaves its count. The last expression's value is
// stored too.
import type TypeScript from 'typescript';
import { isDeclaredOnly } from '../declarations.js';
import { ts } from '../typescript.js';
import { assignedIn } from './assigned.js';
import type { Home } from './home.js';
import type { Names } from './shared-names.js';

const { factory } = ts;

type Statement = TypeScript.Statement;

/** What the session reads as the cell's value, unless the cell has a name of this kind itself. */
export function resultName(taken: (name: string) => boolean): string {
  const plain = 'tsLastExpr';
  if (!taken(plain)) return plain;
  let count = 0;
  while (taken(`${plain}${count}`)) count++;
  return `${plain}${count}`;
}

/** Empty statements are not counted: the value of `1 + 1;;` is shown. */
export function lastStatement({ statements }: TypeScript.SourceFile): Statement | undefined {
  return statements.findLast((one) => !ts.isExportDeclaration(one) && !ts.isEmptyStatement(one));
}

/** @param result the name of the last expression's value */
export function stores(
  checker: TypeScript.TypeChecker,
  { own, shared }: Names,
  home: Home,
  result: string,
): TypeScript.TransformerFactory<TypeScript.SourceFile> {
  return () => (file) => {
    const statements = file.statements.filter((statement) => !ts.isExportDeclaration(statement));
    const last = lastStatement(file);
    const isLocal = (symbol: TypeScript.Symbol) => own.has(symbol) && !shared.has(symbol);
    const textsOf = (symbols: Iterable<TypeScript.Symbol>) => [...symbols].map(({ name }) => name);

    const stored = (statement: Statement): Statement[] => {
      const original = ts.getOriginalNode(statement);
      const declared = declaredNames(original, checker).filter((symbol) => own.has(symbol));
      if (declared.length > 0) return [statement, ...textsOf(declared).map(store)];
      const assigned = textsOf(assignedIn(original, checker).filter(isLocal));
      const isResult = statement === last && ts.isExpressionStatement(original);
      const kept = isResult ? asResult(statement) : statement;
      if (assigned.length === 0) return [kept];
      return isCompound(original) ? [finallyStored(kept, assigned)] : [kept, ...assigned.map(store)];
    };
    /** `exports.name = name;` */
    const store = (name: string) => assignment(home.of(name), factory.createIdentifier(name));
    /** `name = exports.name;`: in a block that does not run, a `var` keeps what an earlier cell gave it. */
    const keep = (name: string) => assignment(factory.createIdentifier(name), home.of(name));
    const asResult = (statement: Statement) => {
      const { expression } = statement as TypeScript.ExpressionStatement;
      return ts.setTextRange(assignment(home.of(result), expression), statement);
    };
    const finallyStored = (statement: Statement, names: readonly string[]) => {
      const block = factory.createBlock([statement], true);
      return factory.createTryStatement(block, undefined, factory.createBlock(names.map(store), true));
    };
    const nested = [...own].filter((symbol) => isLocal(symbol) && isNested(symbol));
    return factory.updateSourceFile(file, [
      ...home.statements,
      ...functionsIn(file).map(store),
      ...textsOf(nested).map(keep),
      ...statements.flatMap(stored),
    ]);
  };
}

/** Functions are there before the line that declares them. */
function functionsIn(file: TypeScript.SourceFile): string[] {
  const functions = file.statements.filter(ts.isFunctionDeclaration);
  return [...new Set(functions.flatMap(({ name, body }) => (name && body ? [name.text] : [])))];
}

/** A `var` in a loop or a block. */
function isNested({ declarations = [] }: TypeScript.Symbol): boolean {
  return declarations.every(
    ({ parent }) =>
      ts.isVariableDeclarationList(parent) &&
      !(ts.isVariableStatement(parent.parent) && ts.isSourceFile(parent.parent.parent)),
  );
}

/** What a statement other than one of variables declares. */
function declaredNames(statement: TypeScript.Node, checker: TypeScript.TypeChecker): TypeScript.Symbol[] {
  if (!hasCode(statement)) return [];
  const names = ts.isImportDeclaration(statement)
    ? importedNames(statement.importClause)
    : [(statement as { name?: TypeScript.Node }).name];
  return names.flatMap((name) => (name && checker.getSymbolAtLocation(name)) ?? []);
}

/** Of what declares names of values with its own statement: a type may have the name of a variable. */
function hasCode(node: TypeScript.Node): boolean {
  if (ts.isModuleDeclaration(node)) return isInstantiated(node) && !isDeclaredOnly(node);
  if (ts.isClassDeclaration(node) || ts.isEnumDeclaration(node)) return !isDeclaredOnly(node);
  return ts.isImportDeclaration(node) || ts.isImportEqualsDeclaration(node);
}

/** False of a namespace of types. */
function isInstantiated({ body }: TypeScript.ModuleDeclaration): boolean {
  if (!body || !ts.isModuleBlock(body)) return body !== undefined;
  const isOfTypes = (one: Statement) =>
    ts.isInterfaceDeclaration(one) ||
    ts.isTypeAliasDeclaration(one) ||
    (ts.isModuleDeclaration(one) && !isInstantiated(one));
  return !body.statements.every(isOfTypes);
}

function importedNames(clause: TypeScript.ImportClause | undefined): (TypeScript.Node | undefined)[] {
  const bindings = clause?.namedBindings;
  const named = bindings && ts.isNamedImports(bindings) ? bindings.elements : bindings ? [bindings] : [];
  return [clause?.name, ...named.map(({ name }) => name)];
}

function isCompound(statement: TypeScript.Node): boolean {
  const isSimple =
    ts.isVariableStatement(statement) ||
    ts.isVariableDeclaration(statement) ||
    ts.isExpressionStatement(statement);
  return !isSimple;
}

function assignment(target: TypeScript.Expression, value: TypeScript.Expression): Statement {
  return factory.createExpressionStatement(factory.createAssignment(target, value));
}
