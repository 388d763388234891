// The compiler as tslab's converter sees it: with the preloaded declarations among its root files, types of ES
// module packages, source maps, our emit, and no bookkeeping of dependencies between declaration files.

import { createHash } from 'node:crypto';
import type TypeScript from '@tslab/typescript-for-tslab';
import { identifierAt } from './cell-file.js';
import { isObjectLiteral, parenthesized, withoutExports } from './cell-text.js';
import type { Module } from './contract.js';
import { type CellFiles, Emission, type Emitted } from './emission.js';
import { LocalFiles } from './local-files.js';
import { isRelevant } from './relevant.js';
import { conditions, Resolution } from './resolution.js';
import { type Compiler, type Converter, type ConvertResult, createConverter, ts } from './tslab.js';

type SourceFile = TypeScript.SourceFile;
type Builder = TypeScript.BuilderProgram;

export interface CompilerSetup {
  readonly cwd: string;
  readonly preload: readonly string[];
}

/** tslab prints what remains of earlier declarations, all of them for each cell; declarations.ts does it better. */
const noPrinter = { printFile: () => '' } as unknown as TypeScript.Printer;

const optionsOfOurs: TypeScript.CompilerOptions = {
  noLib: true,
  types: [],
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  customConditions: conditions,
  rootDir: '/',
  checkJs: false,
  sourceMap: true,
  preserveConstEnums: true,
  disableTopLevelAwait: false,
};

export class CellCompiler {
  readonly #setup: CompilerSetup;
  readonly #files: CellFiles;
  readonly #resolution: Resolution;
  readonly #localFiles = new LocalFiles();
  readonly #emitted = new WeakMap<SourceFile, Emitted>();
  readonly emission: Emission;
  readonly converter: Converter;
  #isObjectLiteral = false;
  /** The program that tslab asked last, its findings, and the cell's own text. */
  #program!: TypeScript.Program;
  #diagnostics: readonly TypeScript.Diagnostic[] = [];

  constructor(setup: CompilerSetup) {
    this.#setup = setup;
    this.#files = { cell: `${setup.cwd}/__tslab__.ts`, earlier: `${setup.cwd}/__prev__.d.ts` };
    this.#resolution = new Resolution(setup.cwd, setup.preload);
    this.emission = new Emission(this.#files, (specifier, from) => this.#localPath(specifier, from));
    this.converter = createConverter(this.#replacements());
  }

  get program(): TypeScript.Program {
    return this.#program;
  }

  get cellFile(): SourceFile | undefined {
    return this.#program.getSourceFile(this.#files.cell);
  }

  /** What the last conversion found wrong in the cell and the local files it reaches. */
  get diagnostics(): readonly TypeScript.Diagnostic[] {
    return this.#diagnostics;
  }

  /** The text that declares the name at an offset of the cell as last seen. */
  declarationAt(offset: number): string | undefined {
    const name = this.cellFile && identifierAt(this.cellFile, offset);
    const symbol = name && this.#program.getTypeChecker().getSymbolAtLocation(name);
    const isAlias = symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0;
    const meant = isAlias ? this.#program.getTypeChecker().getAliasedSymbol(symbol) : symbol;
    return meant?.declarations?.map((declaration) => declaration.getText()).join('\n');
  }

  /** tslab's conversion of a cell; see {@link diagnostics} for what it found wrong. */
  convert(earlier: string, source: string, cellName: string): ConvertResult {
    this.refresh();
    this.emission.begin(cellName, source);
    const text = withoutExports(source);
    this.#isObjectLiteral = isObjectLiteral(text);
    try {
      return this.converter.convert(earlier, this.#isObjectLiteral ? `${text}\n)` : text);
    } finally {
      this.#isObjectLiteral = false;
    }
  }

  /** True when a specifier in the cell means a file beside the notebook. */
  importsLocalFile(specifier: string): boolean {
    return this.cellFile !== undefined && this.#localPath(specifier, this.cellFile) !== undefined;
  }

  /** Sees changes of local files. To be called before each use of the converter. */
  refresh(): void {
    this.#localFiles.poll();
  }

  /** The local files that the cell reaches, emitted; those imported come before those that import. */
  localModules(): Module[] {
    const cell = this.cellFile;
    const reached = cell ? this.#dependencies(cell).filter((file) => file !== cell) : [];
    return reached.map((file) => ({
      path: file.fileName,
      version: this.#version(file),
      ...this.#emitLocal(file),
    }));
  }

  /** Emitting takes a checker's work, a file that stayed as it is needs it once. */
  #emitLocal(file: SourceFile): Emitted {
    const known = this.#emitted.get(file);
    if (known) return known;
    const emitted = this.emission.emitLocal(this.#program, file);
    this.#emitted.set(file, emitted);
    return emitted;
  }

  #version(file: SourceFile): string {
    const hash = createHash('sha1');
    for (const { text } of this.#dependencies(file)) hash.update(text);
    return hash.digest('hex');
  }

  #replacements(): Partial<Compiler> {
    const sys: TypeScript.System = Object.assign(Object.create(ts.sys), {
      getCurrentDirectory: () => this.#setup.cwd,
      watchFile: this.#localFiles.watch,
    });
    return {
      sys,
      createWatchCompilerHost: this.#createHost as unknown as Compiler['createWatchCompilerHost'],
      transpileModule: this.emission.transpileCell,
      createPrinter: () => noPrinter,
      getPreEmitDiagnosticsOfFiles: (program) => {
        this.#diagnostics = this.#check(program);
        return [...this.#diagnostics];
      },
    };
  }

  /** The cell and the local files it reaches. Whether declarations can be written is seen when they are. */
  #check(program: TypeScript.Program): TypeScript.Diagnostic[] {
    const cell = program.getSourceFile(this.#files.cell);
    const files = cell ? this.#dependencies(cell) : [];
    const found = files.flatMap((file) => [
      ...program.getSyntacticDiagnostics(file),
      ...program.getSemanticDiagnostics(file),
    ]);
    return found.filter(isRelevant);
  }

  readonly #createHost = (roots: string[], options: TypeScript.CompilerOptions, sys: TypeScript.System) => {
    const host = ts.createWatchCompilerHost(
      [...this.#setup.preload, ...roots],
      { ...options, ...optionsOfOurs },
      Object.assign(Object.create(sys), { readFile: (path: string) => this.#readFile(sys, path) }),
      this.#createBuilder,
      () => {},
      () => {},
    );
    const resolution = this.#resolution;
    host.resolveModuleNameLiterals = (literals, from, _redirect, compilerOptions) =>
      resolution.resolveModules(literals, from, compilerOptions);
    host.resolveTypeReferenceDirectiveReferences = (references, from, _redirect, compilerOptions) =>
      resolution.resolveTypes(references as readonly string[], from, compilerOptions);
    return Object.assign(host, { hasInvalidatedResolutions: (path: string) => resolution.isStale(path) });
  };

  #readFile(sys: TypeScript.System, path: string): string | undefined {
    const text = sys.readFile(path);
    const isObject = this.#isObjectLiteral && path === this.#files.cell;
    return text !== undefined && isObject ? parenthesized(text) : text;
  }

  /** tslab asks a builder for little; the plain one keeps no state that grows with the program. */
  readonly #createBuilder: TypeScript.CreateProgram<Builder> = (
    roots,
    options,
    host,
    old,
    errors,
    projects,
  ) => {
    const builder = ts.createAbstractBuilder(roots, options, host, old, errors, projects);
    const program = builder.getProgram();
    this.#program = program;
    this.#resolution.adopt(program);
    builder.getSourceFile = (name) => {
      const file = program.getSourceFile(name);
      if (file) ts.bindSourceFile(file, program.getCompilerOptions());
      return file;
    };
    builder.getAllDependencies = (file) => [file.fileName];
    builder.emit = (file, write, _token, _onlyDts, custom) =>
      this.emission.emitCell(program, file!, write!, custom);
    return builder;
  };

  /** A file and the local ones that it imports, imported ones first. */
  #dependencies(file: SourceFile, seen = new Set<SourceFile>()): SourceFile[] {
    if (seen.has(file)) return [];
    seen.add(file);
    const imported = importedFiles(this.#program, file).filter((other) => this.#isLocal(other));
    return [...imported.flatMap((other) => this.#dependencies(other, seen)), file];
  }

  #localPath(specifier: string, from: SourceFile): string | undefined {
    const file = importedFile(this.#program, from, specifier);
    return file && this.#isLocal(file) ? file.fileName : undefined;
  }

  #isLocal(file: SourceFile): boolean {
    return !file.isDeclarationFile && !this.#program.isSourceFileFromExternalLibrary(file);
  }
}

interface ResolvedModules {
  get(name: string, mode: undefined): { resolvedModule?: TypeScript.ResolvedModule } | undefined;
}

type Resolving = SourceFile & {
  resolvedModules?: ResolvedModules;
  imports?: readonly TypeScript.StringLiteralLike[];
};

function importedFile(
  program: TypeScript.Program,
  from: Resolving,
  specifier: string,
): SourceFile | undefined {
  const path = from.resolvedModules?.get(specifier, undefined)?.resolvedModule?.resolvedFileName;
  return path === undefined ? undefined : program.getSourceFile(path);
}

function importedFiles(program: TypeScript.Program, from: Resolving): SourceFile[] {
  return (from.imports ?? []).flatMap(({ text }) => importedFile(program, from, text) ?? []);
}
