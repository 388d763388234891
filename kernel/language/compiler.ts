// The compiler as tslab's converter sees it: with the preloaded declarations among its root files, types of ES module
// packages, source maps, our own emit, and no record of dependencies between declaration files.
import { parse } from 'node:path';
import type TypeScript from 'typescript';
import type { CheckProgress } from '../contract/check-progress.js';
import { type CellText, cellText, prefix } from './cell-text.js';
import { mistakesIn } from './check.js';
import { localFile } from './dependencies.js';
import { apart } from './elsewhere.js';
import { type CellFiles, Emission } from './emission.js';
import { HandedOn } from './handed-on.js';
import { cellOptions, createHost } from './host.js';
import { isJsx, withTsx } from './jsx.js';
import { LocalFiles } from './local-files.js';
import type { Earlier } from './memory.js';
import { quickInfo } from './quick-info.js';
import { Resolution } from './resolution.js';
import { withoutMissing } from './running-node.js';
import { type Converter, createConverter, type Replacements } from './tslab.js';
import { type Compiler, keepParsed, ts } from './typescript.js';

export interface CompilerSetup {
  readonly cwd: string;
  readonly preload: readonly string[];
  readonly progress: CheckProgress;
  /** What the tsconfig.json beside the notebook sets. */
  readonly project: TypeScript.CompilerOptions;
}

/** What another program over the same files needs. */
export interface ProgramBase {
  readonly cwd: string;
  readonly preload: readonly string[];
  readonly progress: CheckProgress;
  /** The program of the cell that was looked at last. */
  program(): TypeScript.Program;
}

const changed = ts.FileWatcherEventKind.Changed;

/** tslab exports all names of a cell as the compiler keeps them: `__x` as `___x`, and what is no name too. */
const exportList = /\nexport \{([^{}]*)\}$/;

function exportedNames(_list: string, names: string): string {
  const plain = names.split(', ').filter((name) => /^[\p{ID_Start}$_]/u.test(name) && name !== '__global');
  return `\nexport {${plain.map((name) => name.replace(/^___/, '__')).join(', ')}}`;
}

export class CellCompiler {
  readonly emission: Emission;
  readonly converter: Converter;
  readonly #setup: CompilerSetup;
  readonly #files: CellFiles;
  readonly #resolution: Resolution;
  readonly #localFiles: LocalFiles;
  readonly #handedOn: HandedOn;
  /** The cell that is being converted. */
  #cell: CellText | undefined;
  /** What cells declare of modules, and how the compiler is told that it changed. */
  #modules = '';
  #modulesChanged = () => {};
  /** The declarations of earlier cells as last parsed. */
  #parsed: string | undefined;
  #program!: TypeScript.Program;
  #diagnostics: readonly TypeScript.Diagnostic[] = [];

  constructor(setup: CompilerSetup) {
    this.#setup = setup;
    this.#files = {
      cell: `${setup.cwd}/__tslab__.ts`,
      earlier: `${setup.cwd}/__prev__.d.ts`,
      modules: `${setup.cwd}/__modules__.d.ts`,
    };
    this.#localFiles = new LocalFiles(setup.preload);
    this.#handedOn = new HandedOn(this.#files.cell);
    this.#resolution = new Resolution(setup.cwd, setup.preload);
    this.emission = new Emission(this.#files);
    this.converter = createConverter(this.#replacements());
  }

  /** The program of the text that the converter saw last. */
  get program(): TypeScript.Program {
    return this.#program;
  }

  get base(): ProgramBase {
    const { cwd, preload, progress } = this.#setup;
    return { cwd, preload, progress, program: () => this.#program };
  }

  get cellFile(): TypeScript.SourceFile {
    return this.#program.getSourceFile(this.#files.cell)!;
  }

  /** What the last conversion found wrong in the cell and the local files it reaches. */
  get diagnostics(): readonly TypeScript.Diagnostic[] {
    return this.#diagnostics;
  }

  /** The cell's JavaScript as tslab makes it, or '' where something is wrong: see {@link diagnostics}. */
  convert(earlier: Earlier, source: string, cellName: string): string {
    this.#localFiles.poll();
    const { text, modules } = apart(source, (name) => this.#resolution.finds(name));
    this.emission.begin(cellName, source, modules, earlier.captured);
    this.#declareModules(earlier.modules + modules);
    this.#cell = cellText(text);
    try {
      const { output } = this.converter.convert(earlier.declarations, this.#cell.text + this.#cell.tail);
      if (output !== undefined) this.#handedOn.end(this.#program);
      return output ?? '';
    } finally {
      this.#cell = undefined;
    }
  }

  #declareModules(text: string): void {
    if (text === this.#modules) return;
    this.#modules = text;
    this.#modulesChanged();
  }

  /** Sees changes of local files. To be called before each other use of the converter. */
  refresh(): void {
    this.#handedOn.begin();
    this.#localFiles.poll();
  }

  /** False when a failure has left the converter in the middle of something. */
  isUsable(): boolean {
    try {
      this.converter.inspect('', '', 0);
      return true;
    } catch {
      return false;
    }
  }

  /** The path of the file beside the notebook that an import of the cell means. */
  localPath(specifier: string): string | undefined {
    return localFile(this.#program, specifier, this.cellFile)?.fileName;
  }

  #replacements(): Replacements {
    const sys: TypeScript.System = Object.assign(Object.create(ts.sys), {
      getCurrentDirectory: () => this.#setup.cwd,
      watchFile: this.#localFiles.watch,
    });
    const files = { ...ts.createCompilerHost(cellOptions), getCompilationSettings: () => cellOptions };
    return {
      sys,
      createWatchCompilerHost: this.#createHost as unknown as Compiler['createWatchCompilerHost'],
      transpileModule: this.emission.transpileCell,
      getPreEmitDiagnosticsOfFiles: (program) => {
        this.#handedOn.begin();
        this.#diagnostics = mistakesIn(program, this.cellFile, this.#setup.progress);
        return [...this.#diagnostics];
      },
      // With a real file system behind it, paths are completed too.
      Completions: {
        ...ts.Completions,
        getCompletionsAtPositionForTslab: (_host, ...rest) =>
          ts.Completions.getCompletionsAtPosition(files, ...rest),
      },
      getDefaultTypeRoots: () => [],
      getNullTransformationContext: () => ts.nullTransformationContext,
      getQuickInfoAtPosition: (file, checker, _token, position) => quickInfo(file, checker, position),
    };
  }

  readonly #createHost = (roots: string[], options: TypeScript.CompilerOptions, sys: TypeScript.System) =>
    createHost({
      roots: [...this.#setup.preload, this.#files.modules, ...roots],
      options: { ...options, ...cellOptions, ...this.#setup.project, rootDir: parse(this.#setup.cwd).root },
      sys: Object.assign(Object.create(sys), {
        readFile: (path: string) => this.#readFile(sys, path),
        watchFile: this.#watchFile(sys),
      }),
      resolution: this.#resolution,
      createBuilder: this.#createBuilder,
    });

  /**
   * tslab reports both its files as changed, twice for a cell. The declarations of earlier cells mostly have not
   * changed, and there are many of them.
   */
  #watchFile(sys: TypeScript.System): TypeScript.System['watchFile'] {
    return (path, notify, interval) => {
      if (path === this.#files.modules) this.#modulesChanged = () => notify(path, changed);
      if (path !== this.#files.earlier) return sys.watchFile!(path, notify, interval);
      return sys.watchFile!(path, (...change) => {
        const text = sys.readFile(path);
        if (text === this.#parsed) return;
        this.#parsed = text;
        notify(...change);
      });
    };
  }

  #readFile(sys: TypeScript.System, path: string): string | undefined {
    if (path === this.#files.modules) return this.#modules;
    const text = sys.readFile(path);
    if (text === undefined) return undefined;
    if (path === this.#setup.preload[0]) return withoutMissing(path, text);
    if (path !== this.#files.cell || !this.#cell) return text;
    return this.#cell.head + text.slice(prefix.length).replace(exportList, exportedNames);
  }

  /**
   * tslab uses little of a builder; the abstract one keeps no state that grows with the program. What it is given in
   * place of its own functions is the same for each: see compiler-text.ts on what else keeps programs in memory.
   */
  readonly #createBuilder: TypeScript.CreateProgram<TypeScript.BuilderProgram> = (
    roots,
    options,
    ...rest
  ) => {
    const [host, ...others] = rest;
    const isTsx = host && this.#cell && isJsx(this.#cell.text);
    const compilerHost = isTsx ? withTsx(host, this.#files.cell) : host;
    const builder = ts.createAbstractBuilder(roots, options, compilerHost, ...others);
    this.#handedOn.pass(this.#program, builder.getProgram());
    this.#program = builder.getProgram();
    this.#resolution.adopt(this.#program);
    for (const name of this.#setup.preload) keepParsed(this.#program.getSourceFile(name));
    return Object.assign(builder, {
      getSourceFile: this.#boundFile,
      getAllDependencies: itself,
      emit: this.#emit,
    });
  };

  /** tslab reads the names that a file declares, and relies on a checker that has bound it. */
  readonly #boundFile = (name: string): TypeScript.SourceFile | undefined => {
    const file = this.#program.getSourceFile(name);
    if (file) ts.bindSourceFile(file, this.#program.getCompilerOptions());
    return file;
  };

  readonly #emit: TypeScript.Program['emit'] = (file, write, _token, _onlyDts, custom) =>
    this.emission.emitCell(this.#program, file!, write!, custom);
}

function itself(file: TypeScript.SourceFile): string[] {
  return [file.fileName];
}
