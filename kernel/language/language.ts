// TypeScript cells: checked, compiled to JavaScript, completed and explained. See ../contract/language.ts for the
// interface and compiler.ts for how tslab's converter is used.
import { CheckProgress } from '../contract/check-progress.js';
import type { EditedCell, EditorReply } from '../contract/editor-messages.js';
import {
  type Completion,
  type Conversion,
  type Converted,
  type Declared,
  type EarlierCells,
  type Inspection,
  type Language,
  noCompletion,
  nothingFound,
} from '../contract/language.js';
import { callOptions } from './call-options.js';
import {
  awaitsAtTop,
  calleeAround,
  declarationTexts,
  declaredMeanings,
  importedModules,
} from './cell-file.js';
import { prefix } from './cell-text.js';
import { CellCompiler } from './compiler.js';
import { toCompletion } from './complete.js';
import { compilerFailure, toDiagnostics } from './diagnostics.js';
import { Docs } from './docs.js';
import { Editor } from './editor/editor.js';
import { offsetAt } from './editor/places.js';
import { toInspection } from './inspect.js';
import { isComplete } from './is-complete.js';
import { membersBefore } from './members.js';
import { Memory } from './memory.js';
import { LocalModules } from './modules/local-modules.js';
import { toUnits } from './positions.js';
import { preloadedTypes, rareModules } from './preload.js';
import { isCurrent, type Project, readProject } from './project.js';
import { declarationAt, globalMeaning, identifierAt } from './symbols.js';
import { typesInScope } from './types-in-scope.js';
import { withoutTypes } from './without-types.js';

export interface LanguageOptions {
  /** The notebook's folder: local files and packages are found from here. */
  readonly cwd: string;
  /** Declaration files that every cell sees. Default: those that `npm run build` writes. */
  readonly preload?: readonly string[] | undefined;
  /** Where it is noted what is being checked. */
  readonly progress?: CheckProgress;
}

export function createLanguage({
  cwd,
  preload = preloadedTypes(),
  progress = new CheckProgress(),
}: LanguageOptions): Language {
  return new CellLanguage({ cwd: cwd.replaceAll('\\', '/').replace(/(?<=.)\/$/, ''), preload, progress });
}

class CellLanguage implements Language {
  readonly #places: Required<LanguageOptions>;
  readonly #docs: Docs;
  readonly #memory = new Memory();
  readonly #modules = new LocalModules();
  #project: Project;
  #compiler: CellCompiler;
  /** Made when an editor first asks. */
  #editor: Editor | undefined;

  constructor(places: Required<LanguageOptions>) {
    this.#places = places;
    this.#docs = new Docs([...places.preload, rareModules(places.preload)]);
    this.#project = readProject(places.cwd);
    this.#compiler = this.#newCompiler();
  }

  convert(source: string, cellName: string): Conversion {
    this.#followProject();
    try {
      return this.#convert(source, cellName);
    } catch (error) {
      this.#replaceUnusable();
      return { ok: false, diagnostics: [compilerFailure(error, source)] };
    }
  }

  complete(source: string, cursor: number): Completion {
    const offset = toUnits(source, cursor);
    const meaningOf = (name: string) => globalMeaning(this.#compiler.program, name);
    const completion = this.#attempt((compiler) => {
      const info = compiler.converter.complete(this.#memory.declarations, source, offset);
      const { program, cellFile } = compiler;
      return toCompletion(source, info, meaningOf, membersBefore(program, cellFile, offset + prefix.length));
    });
    return completion ?? noCompletion(cursor);
  }

  inspect(source: string, cursor: number, detailLevel: 0 | 1): Inspection {
    const offset = toUnits(source, cursor);
    const inspection = this.#attempt(
      () => this.#inspectAt(source, offset, detailLevel) ?? this.#inspectCall(source, offset, detailLevel),
    );
    return inspection ?? nothingFound;
  }

  readonly isComplete = isComplete;

  readonly withoutTypes = withoutTypes;

  typesInScope(source: string, { line, column }: { line: number; column: number }, names: readonly string[]) {
    const offset = offsetAt(source, { line: line - 1, character: column - 1 });
    const types = this.#attempt((compiler) => {
      compiler.converter.inspect(this.#memory.declarations, source, offset);
      return typesInScope(compiler.program, compiler.cellFile, offset + prefix.length, names);
    });
    return types ?? {};
  }

  commit(declared: Declared, assigned?: readonly string[]): void {
    const values = [...declared.meanings].filter(([, { value }]) => value).map(([name]) => name);
    this.#memory.add(declared, new Set(assigned ?? values));
  }

  edit(method: string, params: unknown): EditorReply {
    this.#followProject();
    this.#editor ??= this.#newEditor([]);
    try {
      return this.#editor.ask(method, params);
    } catch (error) {
      this.#editor = this.#newEditor(this.#editor.cells);
      throw error;
    }
  }

  earlierCells(): EarlierCells {
    return this.#memory.all;
  }

  restore(earlier: EarlierCells): void {
    this.#memory.restore(earlier);
  }

  reset(): void {
    this.#memory.clear();
  }

  close(): void {
    this.#compiler.converter.close();
  }

  #convert(source: string, cellName: string): Conversion {
    const compiler = this.#compiler;
    const code = compiler.convert(this.#memory.before(source), source, cellName);
    const file = compiler.cellFile;
    if (compiler.diagnostics.length > 0) {
      const { diagnostics, program } = compiler;
      const cell = { program, fileName: file.fileName, source, prefix: prefix.length };
      return { ok: false, diagnostics: toDiagnostics(diagnostics, cell) };
    }
    this.#memory.capture(compiler.emission.captured);
    const { lastExpression } = compiler.emission;
    return {
      ok: true,
      code,
      functions: compiler.emission.functionTexts(code, file),
      map: compiler.emission.takeMap(code),
      isAsync: awaitsAtTop(file),
      ...(lastExpression === undefined ? {} : { lastExpression }),
      imports: importedModules(file).map((specifier) => compiler.localPath(specifier) ?? specifier),
      modules: this.#modules.reachedFrom(file, compiler.program),
      ...this.#names(compiler),
      ...this.#notice(),
    };
  }

  #names({ cellFile, program, emission }: CellCompiler): Pick<Converted, 'names' | 'declared'> {
    const meanings = declaredMeanings(cellFile, program.getTypeChecker());
    const names = [...meanings].filter(([, { value }]) => value).map(([name]) => name);
    const texts = declarationTexts(cellFile);
    return {
      names,
      declared: { declarations: emission.declarations, meanings, texts, captured: emission.captured },
    };
  }

  #inspectAt(source: string, offset: number, detailLevel: 0 | 1): Inspection | undefined {
    const info = this.#compiler.converter.inspect(this.#memory.declarations, source, offset);
    if (!info) return undefined;
    const declaration = detailLevel === 1 ? this.#declarationAt(offset + prefix.length) : undefined;
    const { program, cellFile } = this.#compiler;
    const options = callOptions(program, identifierAt(cellFile, offset + prefix.length), this.#docs);
    return toInspection(info, this.#docs.of(info), options, declaration);
  }

  /** Between the parentheses of a call, the function is inspected. */
  #inspectCall(source: string, offset: number, detailLevel: 0 | 1): Inspection | undefined {
    const callee = calleeAround(this.#compiler.cellFile, offset + prefix.length);
    if (callee === undefined) return undefined;
    return this.#inspectAt(source, callee - prefix.length, detailLevel);
  }

  #declarationAt(offset: number): string | undefined {
    const { program, cellFile } = this.#compiler;
    const name = identifierAt(cellFile, offset)?.text ?? '';
    return this.#memory.textOf(name) ?? declarationAt(program, cellFile, offset);
  }

  /** The compiler may fail on incomplete text; then there is no answer, and typing is not interrupted by an error. */
  #attempt<T>(ask: (compiler: CellCompiler) => T): T | undefined {
    try {
      this.#compiler.refresh();
      return ask(this.#compiler);
    } catch {
      this.#replaceUnusable();
      return undefined;
    }
  }

  /** After an internal failure the compiler may be unusable; then it is replaced by a new one. */
  #replaceUnusable(): void {
    if (!this.#compiler.isUsable()) this.#useNewCompiler();
  }

  #newEditor(cells: readonly EditedCell[]): Editor {
    return new Editor({ base: this.#compiler.base, memory: this.#memory, docs: this.#docs, cells });
  }

  /** The editor's program stands on the compiler's files. */
  #useNewCompiler(): void {
    this.#compiler.converter.close();
    this.#compiler = this.#newCompiler();
    if (this.#editor) this.#editor = this.#newEditor(this.#editor.cells);
  }

  #newCompiler(): CellCompiler {
    return new CellCompiler({ ...this.#places, project: this.#project.options });
  }

  /** Takes other settings when tsconfig.json has changed. */
  #followProject(): void {
    if (isCurrent(this.#places.cwd, this.#project)) return;
    this.#project = readProject(this.#places.cwd);
    this.#useNewCompiler();
  }

  /** What is wrong with tsconfig.json. */
  #notice(): { notice?: string } {
    const { problem } = this.#project;
    if (problem === undefined) return {};
    return { notice: `tsconfig.json beside the notebook has mistakes. ${problem}` };
  }
}
