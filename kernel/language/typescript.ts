// The compiler that checks cells, with the few parts that its typings leave out, and what its changed text calls
// (compiler-text.ts). What else of the compiler's inside is relied on, test/language/internals.test.ts names.
import { createRequire } from 'node:module';
import type TypeScript from 'typescript';
import { readCompiler } from './compiler-text.js';
import { loadModule } from './load-module.js';

/** Parts of the compiler that its public typings leave out. */
export interface Internals {
  readonly Completions: { readonly getCompletionsAtPosition: Completer };
  readonly SymbolDisplay: SymbolDisplay;
  readonly nullTransformationContext: TypeScript.TransformationContext;
  bindSourceFile(file: TypeScript.SourceFile, options: TypeScript.CompilerOptions): void;
  findNextToken(
    before: TypeScript.Node,
    parent: TypeScript.Node,
    file: TypeScript.SourceFile,
  ): TypeScript.Node | undefined;
  findPrecedingToken(position: number, file: TypeScript.SourceFile): TypeScript.Node | undefined;
  getContainerNode(node: TypeScript.Node): TypeScript.Node | undefined;
  getContainingObjectLiteralElement(node: TypeScript.Node): TypeScript.ObjectLiteralElement | undefined;
  getJSDocCommentsAndTags(node: TypeScript.Node): readonly (TypeScript.JSDoc | TypeScript.JSDocTag)[];
  getPropertySymbolsFromContextualType(
    property: TypeScript.ObjectLiteralElement,
    checker: TypeScript.TypeChecker,
    type: TypeScript.Type,
    isUnionTaken: boolean,
  ): readonly TypeScript.Symbol[];
  getSpellingSuggestion<T>(
    name: string,
    candidates: readonly T[],
    nameOf: (candidate: T) => string,
  ): T | undefined;
  getTouchingPropertyName(file: TypeScript.SourceFile, position: number): TypeScript.Node;
  isInComment(file: TypeScript.SourceFile, position: number): TypeScript.CommentRange | undefined;
  isLabelName(node: TypeScript.Node): boolean;
  parseIsolatedEntityName(text: string, target: TypeScript.ScriptTarget): TypeScript.EntityName | undefined;
  typeToDisplayParts(
    checker: TypeScript.TypeChecker,
    type: TypeScript.Type,
    enclosing: TypeScript.Node | undefined,
  ): TypeScript.SymbolDisplayPart[];
}

/** Completions of a program without a language service. */
type Completer = (host: object, ...rest: unknown[]) => TypeScript.CompletionInfo | undefined;

/** How the compiler tells in words what a symbol is. */
interface SymbolDisplay {
  getSymbolDisplayPartsDocumentationAndSymbolKind(
    checker: TypeScript.TypeChecker,
    symbol: TypeScript.Symbol,
    file: TypeScript.SourceFile,
    enclosing: TypeScript.Node | undefined,
    location: TypeScript.Node,
  ): {
    readonly symbolKind: TypeScript.ScriptElementKind;
    readonly displayParts: TypeScript.SymbolDisplayPart[];
    readonly documentation: TypeScript.SymbolDisplayPart[];
    readonly tags: TypeScript.JSDocTagInfo[] | undefined;
  };
  getSymbolModifiers(checker: TypeScript.TypeChecker, symbol: TypeScript.Symbol): string;
}

export type Compiler = typeof TypeScript & Internals;

const compilerPath = createRequire(import.meta.url).resolve('typescript');

type StatementWatcher = (node: TypeScript.Node) => void;

const ignore: StatementWatcher = () => {};
const watcher = { reached: ignore };

/** Parsed files that further programs take as they are, by name. */
const parsedFiles = new Map<string, TypeScript.SourceFile>();

/** The compiler that checks cells. */
export const ts = loadCompiler();

/** What cells are compiled to: the newest language that the oldest supported Node runs whole. */
export const target = ts.ScriptTarget.ES2024;

/** Calls `reached` for each statement and each function body that the compiler begins to check, until it is undone. */
export function watchStatements(reached: StatementWatcher): () => void {
  watcher.reached = reached;
  return () => {
    watcher.reached = ignore;
  };
}

/** A file of that name and text is not parsed, nor bound, again. */
export function keepParsed(file: TypeScript.SourceFile | undefined): void {
  if (file) parsedFiles.set(file.fileName, file);
}

function parsedFile(fileName: string, text: string): TypeScript.SourceFile | undefined {
  const known = parsedFiles.get(fileName);
  return known?.text === text ? known : undefined;
}

interface ListedType {
  readonly symbol?: TypeScript.Symbol;
  properties: readonly TypeScript.Symbol[];
  list?: () => readonly TypeScript.Symbol[];
}

/** Where a type has its properties when they have been read. The functions are the same for all types: see compiler-text.ts. */
const later: PropertyDescriptor & ThisType<ListedType> = {
  configurable: true,
  enumerable: true,
  get() {
    this.properties = this.list?.() ?? [];
    return this.properties;
  },
  set(value: readonly TypeScript.Symbol[]) {
    Object.defineProperty(this, 'properties', {
      value,
      writable: true,
      configurable: true,
      enumerable: true,
    });
  },
};

/**
 * Which of a module's exports are values is asked when they are listed: of TensorFlow.js, seven hundred are followed
 * for that to the files that declare them, for each cell that names one.
 */
function listWhenRead(type: ListedType, list: () => readonly TypeScript.Symbol[]): void {
  if (!type.symbol || (type.symbol.flags & ts.SymbolFlags.ValueModule) === 0) {
    type.properties = list();
    return;
  }
  type.list = list;
  Object.defineProperty(type, 'properties', later);
}

const givenCheckers = new WeakMap<TypeScript.Program, TypeScript.TypeChecker>();

/** The program makes no checker of its own; it must not have one yet. */
export function giveChecker(program: TypeScript.Program, checker: TypeScript.TypeChecker): void {
  givenCheckers.set(program, checker);
}

/** A text that is compiled by itself sees no other file. */
function unresolved(names: readonly unknown[]): { readonly resolvedModule: undefined }[] {
  return names.map(() => ({ resolvedModule: undefined }));
}

/** A copy of our own, with the changes of compiler-text.ts and the words that they call. */
function loadCompiler(): Compiler {
  const givenChecker = (program: TypeScript.Program) => givenCheckers.get(program);
  const words = { statementWatcher: watcher, parsedFile, listWhenRead, givenChecker, unresolved };
  return loadModule(compilerPath, readCompiler(compilerPath), { words }) as Compiler;
}
