// What later cells know of earlier ones: one declaration text, from which a name is removed when it is declared again.
import type TypeScript from '@tslab/typescript-for-tslab';
import type { Meaning } from '../contract/language.js';
import { ts } from './tslab.js';

type Statement = TypeScript.Statement;

const neither: Meaning = { value: false, type: false };
const printer = ts.createPrinter({ newLine: ts.NewLineKind.LineFeed });

/** The statements of `text` that still apply when the names in `taken` mean something else now. */
export function without(text: string, taken: ReadonlyMap<string, Meaning>): string {
  const file = ts.createSourceFile('earlier.d.ts', text, ts.ScriptTarget.ES2022);
  return file.statements.map((statement) => remaining(statement, file, taken)).join('');
}

/** The statements of a declaration text, each with the names that it declares. */
export function pieces(text: string): { text: string; names: string[] }[] {
  const file = ts.createSourceFile('declared.d.ts', text, ts.ScriptTarget.ES2022);
  return file.statements.map((statement) => ({ text: textOf(statement, file), names: namesOf(statement) }));
}

function textOf(statement: Statement, file: TypeScript.SourceFile): string {
  return `${statement.getFullText(file).trimStart()}\n`;
}

function remaining(
  statement: Statement,
  file: TypeScript.SourceFile,
  taken: ReadonlyMap<string, Meaning>,
): string {
  const names = namesOf(statement);
  const lost = new Set(names.filter((name) => isLost(statement, taken.get(name) ?? neither)));
  if (lost.size === names.length) return remainingValue(statement, taken);
  if (lost.size === 0) return textOf(statement, file);
  const kept = keepOthers(statement, lost);
  return kept ? `${printer.printNode(ts.EmitHint.Unspecified, kept, file)}\n` : '';
}

/** What a top-level statement declares. */
export function namesOf(statement: Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => (ts.isIdentifier(name) ? name.text : ''));
  }
  if (ts.isImportDeclaration(statement)) return importedNames(statement.importClause);
  const { name } = statement as Statement & { name?: TypeScript.Node };
  return name && ts.isIdentifier(name) ? [name.text] : [];
}

function importedNames(clause: TypeScript.ImportClause | undefined): string[] {
  const bindings = clause?.namedBindings;
  const named = bindings && ts.isNamedImports(bindings) ? bindings.elements : bindings ? [bindings] : [];
  return [...(clause?.name ? [clause.name.text] : []), ...named.map(({ name }) => name.text)];
}

function isLost(statement: Statement, now: Meaning): boolean {
  if (ts.isVariableStatement(statement) || ts.isFunctionDeclaration(statement)) return now.value;
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return now.type;
  return now.value || now.type;
}

/** A class whose name now stands for another type still exists as a value, of unknown type. */
function remainingValue(statement: Statement, taken: ReadonlyMap<string, Meaning>): string {
  if (!ts.isClassDeclaration(statement) && !ts.isEnumDeclaration(statement)) return '';
  const name = statement.name?.text ?? '';
  return taken.get(name)?.value === false ? unknownValue(name) : '';
}

export function unknownValue(name: string): string {
  return `declare let ${name}: any;\n`;
}

function keepOthers(statement: Statement, lost: ReadonlySet<string>): Statement | undefined {
  const { factory } = ts;
  if (ts.isVariableStatement(statement)) {
    const { modifiers, declarationList } = statement;
    const kept = declarationList.declarations.filter(
      ({ name }) => ts.isIdentifier(name) && !lost.has(name.text),
    );
    const list = factory.createVariableDeclarationList(kept, declarationList.flags);
    return factory.createVariableStatement(modifiers, list);
  }
  if (!ts.isImportDeclaration(statement) || !statement.importClause) return undefined;
  const { name, namedBindings, isTypeOnly } = statement.importClause;
  const clause = factory.createImportClause(
    isTypeOnly,
    name && !lost.has(name.text) ? name : undefined,
    namedBindings && keepBindings(namedBindings, lost),
  );
  return factory.createImportDeclaration(statement.modifiers, clause, statement.moduleSpecifier);
}

function keepBindings(
  bindings: TypeScript.NamedImportBindings,
  lost: ReadonlySet<string>,
): TypeScript.NamedImportBindings | undefined {
  if (ts.isNamespaceImport(bindings)) return lost.has(bindings.name.text) ? undefined : bindings;
  const kept = bindings.elements.filter(({ name }) => !lost.has(name.text));
  return kept.length > 0 ? ts.factory.createNamedImports(kept) : undefined;
}
