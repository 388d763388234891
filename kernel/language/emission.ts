// Emits the files of one cell: our transforms run before tslab's, and the maps of both stages become one.
import { decode } from '@jridgewell/sourcemap-codec';
import type TypeScript from 'typescript';
import type { FunctionText } from '../contract/function-text.js';
import { noMap, type SourceMap } from '../contract/source-map.js';
import { compose, ownMap } from './compose-maps.js';
import { declaresNothing, isDeclaredOnly, namesOf, type Piece, pieces } from './declarations.js';
import { localFile } from './dependencies.js';
import { isElsewhere, markedAsElsewhere } from './elsewhere.js';
import { emitFile } from './emit-file.js';
import { functionTexts } from './function-texts.js';
import { type PlainCode, plainCode } from './plain-code.js';
import { mappingsOf, transpile, withoutModuleWords } from './second-stage.js';
import { earlyImports } from './transforms/early-imports.js';
import { fileNames } from './transforms/file-names.js';
import { Home } from './transforms/home.js';
import { imports } from './transforms/imports.js';
import { jsxFactory } from './transforms/jsx-factory.js';
import { references } from './transforms/references.js';
import { namesOfCell } from './transforms/shared-names.js';
import { stopChecks } from './transforms/stop-checks.js';
import { lastStatement, resultName, stores } from './transforms/stores.js';
import { unmarked } from './transforms/unmarked.js';
import { ts } from './typescript.js';

type Program = TypeScript.Program;
type SourceFile = TypeScript.SourceFile;

export interface CellFiles {
  readonly cell: string;
  readonly earlier: string;
  readonly modules: string;
}

export class Emission {
  readonly #files: CellFiles;
  /** The map of each text that was emitted in the cell's first stage. */
  readonly #firstMaps = new Map<string, string>();
  /** The map of each text that is a whole cell's CommonJS. */
  readonly #maps = new Map<string, SourceMap>();
  /** How the cell is called in tracebacks. */
  #cellName = '';
  #cellLines = 0;
  #modules = '';
  #capturedBefore: ReadonlySet<string> = new Set();
  /** What the functions of the last emitted cell use of cells' names. */
  captured: readonly string[] = [];
  /** The name in `exports` for the last expression's value of the last emitted cell. */
  lastExpression: string | undefined;
  /** What the last emitted cell declares, without what earlier cells do. */
  declarations = '';

  constructor(files: CellFiles) {
    this.#files = files;
  }

  /**
   * @param modules the cell's declarations of modules, which are no part of its file
   * @param captured what the functions of all cells so far use of cells' names
   */
  begin(cellName: string, source: string, modules: string, captured: ReadonlySet<string>): void {
    this.#cellName = cellName;
    this.#modules = modules;
    this.#capturedBefore = captured;
    this.#cellLines = source.split('\n').length;
  }

  /**
   * Replaces `BuilderProgram.emit`; tslab receives the cell's output under the names that it expects. Its own
   * transforms of the code are left out: ours do what they do.
   */
  emitCell(
    program: Program,
    file: SourceFile,
    write: TypeScript.WriteFileCallback,
    { afterDeclarations = [] }: TypeScript.CustomTransformers = {},
  ): TypeScript.EmitResult {
    const isEarlier = (symbol: TypeScript.Symbol) => isDeclaredIn(this.#files.earlier, symbol);
    const plain = plainCode(file, { checker: program.getTypeChecker(), isEarlier });
    if (plain) return this.#writePlain(plain, write);
    const before = [...this.#naming(program, file, isEarlier), ...transforms(program, file)];
    // Many cells only do something: the compiler need not look for what they declare.
    const options = { withoutDeclarations: declaresNothing(file) };
    const { code, map, declarations, result } = emitFile(
      program,
      file,
      { before, afterDeclarations },
      options,
    );
    this.#firstMaps.set(code, map);
    this.declarations = withElsewhere(declarations, file) + this.#modules;
    write('outDir/__tslab__.js', code, false);
    write('outDir/__tslab__.d.ts', declarations, false);
    return result;
  }

  #writePlain(
    { code, mappings, lastExpression }: PlainCode,
    write: TypeScript.WriteFileCallback,
  ): TypeScript.EmitResult {
    this.captured = [];
    this.lastExpression = lastExpression;
    this.declarations = this.#modules;
    this.#maps.set(code, ownMap(mappings, this.#cellName, this.#ownLines()));
    write('outDir/__tslab__.js', code, false);
    write('outDir/__tslab__.d.ts', '', false);
    return { emitSkipped: false, diagnostics: [] };
  }

  /** The transforms that put the cell's names where later cells find them. */
  #naming(
    program: Program,
    file: SourceFile,
    isEarlier: (symbol: TypeScript.Symbol) => boolean,
  ): TypeScript.TransformerFactory<SourceFile>[] {
    const checker = program.getTypeChecker();
    const names = namesOfCell(file, checker, isEarlier, this.#capturedBefore);
    this.captured = [...names.captured];
    const texts = new Set([...names.own].map(({ name }) => name));
    const sharedTexts = new Set([...names.shared].map(({ name }) => name));
    const result = resultName((name) => texts.has(name));
    const last = lastStatement(file);
    this.lastExpression = last && ts.isExpressionStatement(last) ? result : undefined;
    const home = new Home(file);
    return [
      jsxFactory(
        home.name,
        (name) => sharedTexts.has(name) || (!texts.has(name) && this.#isKnown(program, name)),
      ),
      earlyImports(checker),
      references(checker, names, home, isEarlier),
      fileNames(checker, (other) => other === file || other.fileName === this.#files.earlier),
      stores(checker, names, home, result),
    ];
  }

  /** True of an earlier cell's name. */
  #isKnown(program: Program, name: string): boolean {
    const earlier = program.getSourceFile(this.#files.earlier);
    return earlier?.statements.some((statement) => namesOf(statement).includes(name)) ?? false;
  }

  /** Replaces `ts.transpileModule`, tslab's second stage. */
  readonly transpileCell = (code: string): TypeScript.TranspileOutput => {
    if (this.#maps.has(code)) return { outputText: code };
    const first = this.#firstMaps.get(code);
    this.#firstMaps.clear();
    if (first === undefined) return { outputText: transpile(code, { after: [unmarked] }).code };
    const { code: outputText, map } = this.#commonJs(code, mappingsOf(first));
    this.#maps.set(outputText, map);
    return { outputText };
  };

  #commonJs(code: string, first: string): { code: string; map: SourceMap } {
    const plain = withoutModuleWords(code, first);
    if (plain)
      return { code: plain.code, map: ownMap(decode(plain.mappings), this.#cellName, this.#ownLines()) };
    const second = transpile(code, { after: [unmarked] });
    return { code: second.code, map: compose(second.mappings, first, this.#cellName, this.#ownLines()) };
  }

  /** The map of a text that {@link transpileCell} gave; forgotten afterwards. */
  takeMap(code: string): SourceMap {
    const map = this.#maps.get(code);
    this.#maps.clear();
    return map ?? noMap(this.#cellName);
  }

  /** How the functions of a code that {@link transpileCell} gave were written. To be called before {@link takeMap}. */
  functionTexts(code: string, file: SourceFile): FunctionText[] {
    const { mappings } = this.#maps.get(code) ?? noMap(this.#cellName);
    return functionTexts({ file, code, mappings, linesBefore: this.#ownLines().first });
  }

  /** The user's lines in the compiler's file: tslab adds one line before them and one after. */
  #ownLines() {
    return { first: 1, count: this.#cellLines };
  }
}

/** Not what it declares to be elsewhere: names in a `declare global` are not variables of cells. */
function isDeclaredIn(fileName: string, { declarations = [] }: TypeScript.Symbol): boolean {
  return declarations.some(
    (declaration) => declaration.getSourceFile().fileName === fileName && !isElsewhere(declaration),
  );
}

/** The declarations with a mark on those of values that the cell does not have itself. */
function withElsewhere(declarations: string, file: SourceFile): string {
  const names = new Set(file.statements.filter(isDeclaredOnly).flatMap(namesOf));
  if (names.size === 0) return declarations;
  const marked = ({ text, names: [name = ''] }: Piece) => (names.has(name) ? markedAsElsewhere(text) : text);
  return pieces(declarations).map(marked).join('');
}

/** On the file as it was written. */
function transforms(program: Program, file: SourceFile): TypeScript.TransformerFactory<SourceFile>[] {
  return [stopChecks, imports((specifier) => localFile(program, specifier, file)?.fileName)];
}
