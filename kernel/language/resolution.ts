// Where an import's types come from: the preloaded script's ambient modules first (without a search), then packages
// and files beside the notebook as a bundler finds them, so that packages of ES modules are found too.
import { isBuiltin } from 'node:module';
import type TypeScript from 'typescript';
import { rareModules } from './preload.js';
import { ts } from './typescript.js';

type Options = TypeScript.CompilerOptions;

/** Conditions of package.json's `exports` that Node itself uses. */
export const conditions = ['node'];

export class Resolution {
  readonly #cwd: string;
  readonly #preload: ReadonlySet<string>;
  readonly #ambient = new Set<string>();
  /** Files whose modules are known: each cell's program has the same ones. */
  readonly #adopted = new WeakSet<TypeScript.SourceFile>();
  readonly #rare: string;
  readonly #failed = new Set<string>();
  #cache: TypeScript.ModuleResolutionCache;

  constructor(cwd: string, preload: readonly string[]) {
    this.#cwd = cwd;
    this.#preload = new Set(preload);
    this.#rare = rareModules(preload);
    this.#cache = this.#newCache();
  }

  /** Learns which modules the preloaded files declare. */
  adopt(program: TypeScript.Program): void {
    for (const file of program.getSourceFiles()) {
      if (this.#adopted.has(file) || !this.#preload.has(file.fileName)) continue;
      this.#adopted.add(file);
      for (const name of ambientNames(file)) this.#ambient.add(name);
    }
  }

  /** True of a preloaded module's name; a file on disk cannot take its place. */
  isAmbient(name: string): boolean {
    return this.#ambient.has(name);
  }

  /** True of a module with declarations, which can be added to. */
  finds(name: string): boolean {
    if (this.#ambient.has(name) || isBuiltin(name) || /^\.{0,2}\//.test(name)) return true;
    const options = { moduleResolution: ts.ModuleResolutionKind.Bundler, customConditions: conditions };
    const { resolvedModule } = ts.resolveModuleName(name, `${this.#cwd}/cell.ts`, options, ts.sys);
    return resolvedModule !== undefined && !/\.[cm]?jsx?$/.test(resolvedModule.resolvedFileName);
  }

  /** What has been found so far. */
  get cache(): TypeScript.ModuleResolutionCache {
    return this.#cache;
  }

  /** True of a file with an import that was not found: it must be tried again, something may be installed now. */
  isStale(path: string): boolean {
    return this.#failed.has(path);
  }

  resolveModules(
    literals: readonly TypeScript.StringLiteralLike[],
    from: string,
    options: Options,
  ): TypeScript.ResolvedModuleWithFailedLookupLocations[] {
    if (this.#preload.has(from)) return literals.map(() => ({ resolvedModule: undefined }));
    if (this.#failed.delete(from)) this.#cache = this.#newCache();
    return literals.map(({ text }) => {
      if (this.#ambient.has(text)) return { resolvedModule: undefined };
      if (isBuiltin(text)) return { resolvedModule: declarationFile(this.#rare) };
      const found = ts.resolveModuleName(text, from, options, ts.sys, this.#cache);
      if (!found.resolvedModule) this.#failed.add(from);
      return found;
    });
  }

  /** `/// <reference types="node" />` is answered by the preloaded environment. */
  resolveTypes(
    references: readonly (string | TypeScript.FileReference)[],
    from: string,
    options: Options,
  ): TypeScript.ResolvedTypeReferenceDirectiveWithFailedLookupLocations[] {
    return references.map((reference) => {
      const name = typeof reference === 'string' ? reference : reference.fileName;
      if (name === 'node') return { resolvedTypeReferenceDirective: this.#environment() };
      return ts.resolveTypeReferenceDirective(name, from, options, ts.sys);
    });
  }

  #environment(): TypeScript.ResolvedTypeReferenceDirective | undefined {
    const [environment] = this.#preload;
    return environment === undefined ? undefined : { primary: true, resolvedFileName: environment };
  }

  #newCache(): TypeScript.ModuleResolutionCache {
    return ts.createModuleResolutionCache(this.#cwd, (name) => name);
  }
}

function declarationFile(resolvedFileName: string): TypeScript.ResolvedModuleFull {
  return { resolvedFileName, extension: ts.Extension.Dts, isExternalLibraryImport: true };
}

function ambientNames(file: TypeScript.SourceFile): string[] {
  const names = (file as TypeScript.SourceFile & { ambientModuleNames?: string[] }).ambientModuleNames ?? [];
  return names.filter((name) => !name.includes('*'));
}
