// Declaration texts in pieces: one for each name, or for each member that is added to a global type or to a module.
import type TypeScript from 'typescript';
import type { EarlierCells, Meaning } from '../contract/language.js';
import { isAmbientModule } from './elsewhere.js';
import { target, ts } from './typescript.js';

type Statement = TypeScript.Statement;
type SourceFile = TypeScript.SourceFile;

/** A statement of declarations with the one name that it declares; `global.Array.last` is added to a global type. */
export type Piece = EarlierCells['pieces'][number];

const value: Meaning = { value: true, type: false };
const type: Meaning = { value: false, type: true };
const both: Meaning = { value: true, type: true };

export function parsed(text: string): SourceFile {
  return ts.createSourceFile('declared.d.ts', text, target, true);
}

/** The pieces of a declaration text. */
export function pieces(text: string): Piece[] {
  const file = parsed(text);
  return file.statements.flatMap((statement) => piecesOf(statement, file));
}

function piecesOf(statement: Statement, file: SourceFile): Piece[] {
  if (ts.isVariableStatement(statement)) return variables(statement, file);
  if (ts.isImportDeclaration(statement)) return imported(statement);
  if (ts.isModuleDeclaration(statement) && isAddition(statement)) return additions(statement, file);
  const names = namesOf(statement);
  return names.length > 0 ? [{ text: textOf(statement, file), names }] : [];
}

function textOf(statement: Statement, file: SourceFile): string {
  return `${statement.getFullText(file).trimStart()}\n`;
}

function variables({ declarationList, modifiers }: TypeScript.VariableStatement, file: SourceFile): Piece[] {
  if (declarationList.declarations.length === 1) {
    const statement = declarationList.parent as Statement;
    return [{ text: textOf(statement, file), names: namesOf(statement) }];
  }
  const before = (modifiers ?? []).map((modifier) => `${modifier.getText(file)} `).join('');
  const { flags } = declarationList;
  const word = flags & ts.NodeFlags.Const ? 'const' : flags & ts.NodeFlags.Let ? 'let' : 'var';
  return declarationList.declarations.map((declaration) => ({
    text: `${before}${word} ${declaration.getText(file)};\n`,
    names: [declaration.name.getText(file)],
  }));
}

function imported({ importClause, moduleSpecifier }: TypeScript.ImportDeclaration): Piece[] {
  if (!importClause) return [];
  const { name, namedBindings, isTypeOnly } = importClause;
  const piece = (binding: string, names: string[]): Piece => ({
    text: `import ${isTypeOnly ? 'type ' : ''}${binding} from ${moduleSpecifier.getText()};\n`,
    names,
  });
  const first = name ? [piece(name.text, [name.text])] : [];
  if (!namedBindings) return first;
  if (ts.isNamespaceImport(namedBindings)) {
    return [...first, piece(namedBindings.getText(), [namedBindings.name.text])];
  }
  const named = namedBindings.elements.map((one) => piece(`{ ${one.getText()} }`, [one.name.text]));
  return [...first, ...named];
}

/** `declare global { … }` and `declare module 'name' { … }`. */
export function isAddition(statement: TypeScript.ModuleDeclaration): boolean {
  return ts.isStringLiteral(statement.name) || (statement.flags & ts.NodeFlags.GlobalAugmentation) !== 0;
}

/** Cells that add different members to one type go together; one that adds a member again replaces it. */
function additions(statement: TypeScript.ModuleDeclaration, file: SourceFile): Piece[] {
  const { name, body } = statement;
  const whole = textOf(statement, file);
  if (isAmbientModule({ text: whole })) return [{ text: whole, names: [JSON.stringify(name.text)] }];
  const isModule = ts.isStringLiteral(name);
  const head = isModule ? `declare module ${name.getText(file)}` : 'declare global';
  const to = isModule ? JSON.stringify(name.text) : 'global';
  if (!body || !ts.isModuleBlock(body)) return [{ text: `${head};\n`, names: [to] }];
  return body.statements.flatMap((statement) =>
    members(statement, file).map(([added, text]) => ({
      text: `${head} { ${text} }\n`,
      names: [`${to}.${added}`],
    })),
  );
}

/** Each added name with the text that adds it. */
function members(statement: Statement, file: SourceFile): [string, string][] {
  if (!ts.isInterfaceDeclaration(statement) || statement.members.length === 0) {
    const text = statement.getText(file);
    return [[namesOf(statement).join() || text, text]];
  }
  const name = statement.name.text;
  const head = file.text.slice(statement.getStart(file), statement.members.pos);
  return statement.members.map((member) => [
    `${name}.${member.name?.getText(file) ?? member.getText(file)}`,
    `${head} ${member.getText(file)} }`,
  ]);
}

/** What a top-level statement declares. */
export function namesOf(statement: Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => namesOfBinding(name));
  }
  if (ts.isImportDeclaration(statement)) return importedNames(statement.importClause);
  const { name } = statement as Statement & { name?: TypeScript.Node };
  return name && ts.isIdentifier(name) ? [name.text] : [];
}

function namesOfBinding(name: TypeScript.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) =>
    ts.isBindingElement(element) ? namesOfBinding(element.name) : [],
  );
}

function importedNames(clause: TypeScript.ImportClause | undefined): string[] {
  const bindings = clause?.namedBindings;
  const named = bindings && ts.isNamedImports(bindings) ? bindings.elements : bindings ? [bindings] : [];
  return [...(clause?.name ? [clause.name.text] : []), ...named.map(({ name }) => name.text)];
}

/** True of a file of expressions, which is known without asking the compiler; others may declare nothing either. */
export function declaresNothing(file: SourceFile): boolean {
  const references = [file.referencedFiles, file.typeReferenceDirectives, file.libReferenceDirectives];
  return file.statements.every(isSilent) && references.every(({ length }) => length === 0);
}

function isSilent(statement: Statement): boolean {
  return ts.isExpressionStatement(statement) || ts.isEmptyStatement(statement) || isEmptyExport(statement);
}

/** `export {}` alone stands before or behind each cell, and is what is left of imports and exports of types. */
export function isEmptyExport(statement: Statement): boolean {
  if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier || !statement.exportClause)
    return false;
  return ts.isNamedExports(statement.exportClause) && statement.exportClause.elements.length === 0;
}

/** With the word `declare`: what has the name is elsewhere. */
export function isDeclaredOnly(statement: TypeScript.Node): boolean {
  const isDeclare = ({ kind }: TypeScript.ModifierLike) => kind === ts.SyntaxKind.DeclareKeyword;
  return ts.canHaveModifiers(statement) && (ts.getModifiers(statement)?.some(isDeclare) ?? false);
}

/** What the name of a statement stands for, as far as its form tells. */
export function meaningOf(statement: Statement): Meaning {
  if (ts.isVariableStatement(statement) || ts.isFunctionDeclaration(statement)) return value;
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return type;
  return both;
}

export function unknownValue(name: string): string {
  return `declare let ${name}: any;\n`;
}
