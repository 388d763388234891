// The compiler's host for cells: options that tslab does not have, and our own resolution of modules and types.
import type TypeScript from 'typescript';
import { conditions, type Resolution } from './resolution.js';
import { target, ts } from './typescript.js';

/** They take precedence over tslab's. */
export const cellOptions: TypeScript.CompilerOptions = {
  noLib: true,
  strict: false,
  // Modules are strict anyway; a local file of CommonJS is as in Node.
  alwaysStrict: false,
  types: [],
  typeRoots: undefined,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  customConditions: conditions,
  checkJs: false,
  target,
  sourceMap: true,
  preserveConstEnums: true,
  experimentalDecorators: false,
};

export interface HostParts {
  readonly roots: string[];
  readonly options: TypeScript.CompilerOptions;
  readonly sys: TypeScript.System;
  readonly resolution: Resolution;
  readonly createBuilder: TypeScript.CreateProgram<TypeScript.BuilderProgram>;
}

export function createHost({ roots, options, sys, resolution, createBuilder }: HostParts) {
  const silent = () => {};
  const host = ts.createWatchCompilerHost(roots, options, sys, createBuilder, silent, silent);
  host.resolveModuleNameLiterals = (literals, from, _redirect, compilerOptions) =>
    resolution.resolveModules(literals, from, compilerOptions);
  host.resolveTypeReferenceDirectiveReferences = (references, from, _redirect, compilerOptions) =>
    resolution.resolveTypes(references as readonly string[], from, compilerOptions);
  return Object.assign(host, {
    // Without it every package's package.json is read again for each cell.
    getModuleResolutionCache: () => resolution.cache,
    hasInvalidatedResolutions: (path: string) => resolution.isStale(path),
  });
}
