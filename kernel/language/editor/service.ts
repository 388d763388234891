// TypeScript's language service over the notebook. A cell sees what the cells above it declare, the nearest first, and
// then what the session knows: each file's parent, where the compiler goes on to look for a name, is the one before it.
import type TypeScript from 'typescript';
import type { ProgramBase } from '../compiler.js';
import type { Memory } from '../memory.js';
import { Resolution } from '../resolution.js';
import { ts } from '../typescript.js';
import { type CellFile, Cells } from './cells.js';
import { EditorFiles } from './files.js';

type SourceFile = TypeScript.SourceFile;

/** A cell with its file in a program. */
export interface OpenCell {
  readonly cell: CellFile;
  readonly file: SourceFile;
}

/** The host with what the typings leave out. */
type Host = TypeScript.LanguageServiceHost & {
  hasInvalidatedResolutions(path: string): boolean;
  getModuleResolutionCache(): TypeScript.ModuleResolutionCache;
};

export class NotebookService {
  readonly files: EditorFiles;
  readonly cells: Cells;
  readonly base: ProgramBase;
  readonly service: TypeScript.LanguageService;
  /** Of its own: what is not found must be looked for again in each program. */
  readonly #resolution: Resolution;
  #chained: TypeScript.Program | undefined;

  constructor(base: ProgramBase, memory: Memory, mustYield: () => boolean) {
    this.base = base;
    this.#resolution = new Resolution(base.cwd, base.preload);
    this.#resolution.adopt(base.program());
    this.cells = new Cells(base.cwd, (module) => this.#resolution.finds(module));
    this.files = new EditorFiles(base, this.cells, memory);
    this.service = ts.createLanguageService(this.#host(mustYield), this.#registry());
  }

  /** The program of all cells as they are now. */
  program(): TypeScript.Program {
    this.files.refresh();
    const program = this.service.getProgram()!;
    if (program !== this.#chained) this.#chain(program);
    return program;
  }

  /** All cells in order, in the program of now. */
  open(): OpenCell[] {
    const program = this.program();
    return this.cells.all.map((cell) => ({ cell, file: program.getSourceFile(cell.fileName)! }));
  }

  /** A new check of a cell whose file is the same sees other files behind it; the binder sets no parents twice. */
  #chain(program: TypeScript.Program): void {
    const names = [this.files.sessionName, ...this.cells.all.map(({ fileName }) => fileName)];
    let previous: SourceFile | undefined;
    for (const name of names) {
      const file = program.getSourceFile(name)!;
      ts.bindSourceFile(file, program.getCompilerOptions());
      (file as { parent: unknown }).parent = previous;
      previous = file;
    }
    this.#chained = program;
  }

  #host(mustYield: () => boolean): Host {
    const { files, base } = this;
    const resolution = this.#resolution;
    return {
      getCompilationSettings: () => base.program().getCompilerOptions(),
      getScriptFileNames: () => files.roots,
      getScriptVersion: (name) => files.versionOf(name),
      getScriptSnapshot: (name) => {
        const text = files.read(name);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      // By the name's ending otherwise.
      getScriptKind: (name) => (files.isTsx(name) ? ts.ScriptKind.TSX : ts.ScriptKind.Unknown),
      getCurrentDirectory: () => base.cwd,
      getDefaultLibFileName: () => '',
      fileExists: (name) => files.exists(name),
      readFile: (name) => files.read(name),
      readDirectory: ts.sys.readDirectory,
      directoryExists: ts.sys.directoryExists,
      getDirectories: ts.sys.getDirectories,
      useCaseSensitiveFileNames: () => true,
      getNewLine: () => '\n',
      getCancellationToken: () => ({ isCancellationRequested: mustYield }),
      getModuleResolutionCache: () => resolution.cache,
      hasInvalidatedResolutions: (path) => resolution.isStale(path),
      resolveModuleNameLiterals: (literals, from, _redirect, options) =>
        resolution.resolveModules(literals, from, options),
      resolveTypeReferenceDirectiveReferences: (references, from, _redirect, options) =>
        resolution.resolveTypes(references as readonly string[], from, options),
    };
  }

  /** Hands out our own files, of which most are those of another program. */
  #registry(): TypeScript.DocumentRegistry {
    type Acquire = TypeScript.DocumentRegistry['acquireDocumentWithKey'];
    const acquire: Acquire = (name, _path, _host, _key, _snapshot, _version, kind, options) =>
      this.files.sourceFile(name, kind, options ?? ts.ScriptTarget.Latest);
    const unused = () => {
      throw new Error('not asked by the language service');
    };
    return {
      acquireDocument: unused,
      updateDocument: unused,
      acquireDocumentWithKey: acquire,
      updateDocumentWithKey: acquire,
      getKeyForCompilationSettings: () =>
        'cells' as ReturnType<TypeScript.DocumentRegistry['getKeyForCompilationSettings']>,
      releaseDocument() {},
      releaseDocumentWithKey() {},
      reportStats: () => '',
    };
  }
}
