// Loads tslab's converter with a modified compiler.
//
// The converter has hardly any options: compiler options, file access and emit are fixed inside. But all of them go
// through one object, its `require('@tslab/typescript-for-tslab')`. While the converter's module loads, that
// `require` finds a copy of the compiler's namespace in which some functions are ours; afterwards the module cache is
// as before. Each language gets its own instance, so nothing is shared between them.
import { readFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { dirname } from 'node:path';
import type TypeScript from '@tslab/typescript-for-tslab';
import type { Converter } from 'tslab/dist/converter.js';

export type { Converter, ConvertResult } from 'tslab/dist/converter.js';

/** tslab's own entry point for completions of a program without a language service. */
type Completer = (host: object, ...rest: unknown[]) => TypeScript.CompletionInfo | undefined;

/** Parts of the compiler that its public typings leave out. */
interface Internals {
  readonly Completions: { readonly getCompletionsAtPositionForTslab: Completer };
  bindSourceFile(file: TypeScript.SourceFile, options: TypeScript.CompilerOptions): void;
  getJSDocCommentsAndTags(node: TypeScript.Node): readonly (TypeScript.JSDoc | TypeScript.JSDocTag)[];
  parseIsolatedEntityName(text: string, target: TypeScript.ScriptTarget): TypeScript.EntityName | undefined;
  getSpellingSuggestion<T>(
    name: string,
    candidates: readonly T[],
    nameOf: (candidate: T) => string,
  ): T | undefined;
  getPreEmitDiagnosticsOfFiles(
    program: TypeScript.Program,
    files: readonly TypeScript.SourceFile[],
  ): TypeScript.Diagnostic[];
}

export type Compiler = typeof TypeScript & Internals;

const require = createRequire(import.meta.url);
const requireFromTslab = createRequire(require.resolve('tslab/dist/converter.js'));
const compilerPath = requireFromTslab.resolve('@tslab/typescript-for-tslab');

/** Where the compiler begins a statement or a body; nothing that it exports tells this. */
const beginOfStatement =
  /currentNode = node;(?=\s*instantiationCount = 0;\s*(?:checkSourceElementWorker|switch)\b)/g;

type StatementWatcher = (node: TypeScript.Node) => void;

const ignore: StatementWatcher = () => {};
const watcher = { reached: ignore };

/** The compiler that checks cells: TypeScript 5.0.4 with tslab's few additions. */
export const ts = loadCompiler();

/** Calls `reached` for each statement and each function body that the compiler begins to check, until it is undone. */
export function watchStatements(reached: StatementWatcher): () => void {
  watcher.reached = reached;
  return () => {
    watcher.reached = ignore;
  };
}

/** A new converter that sees `replacements` in place of the compiler's functions of those names. */
export function createConverter(replacements: Partial<Compiler>): Converter {
  const compilerModule = require.cache[compilerPath];
  const converterPath = require.resolve('tslab/dist/converter.js');
  if (!compilerModule) throw new Error('The TypeScript compiler is not loaded.');
  delete require.cache[converterPath];
  compilerModule.exports = withReplacements(replacements);
  try {
    return (require(converterPath) as typeof import('tslab/dist/converter.js')).createConverter();
  } finally {
    compilerModule.exports = ts;
    delete require.cache[converterPath];
  }
}

interface Loading {
  paths: string[];
  _compile(text: string, path: string): void;
}

/** As `require` does, with a call at the begin of each statement's check. */
function loadCompiler(): Compiler {
  const module = new Module(compilerPath) as Module & Loading & { statements: typeof watcher };
  const loader: typeof Module & { _nodeModulePaths?(folder: string): string[] } = Module;
  module.filename = compilerPath;
  module.paths = loader._nodeModulePaths?.(dirname(compilerPath)) ?? [];
  module.statements = watcher;
  require.cache[compilerPath] = module;
  const text = readFileSync(compilerPath, 'utf8');
  module._compile(text.replace(beginOfStatement, '$& module.statements.reached(node);'), compilerPath);
  module.loaded = true;
  return module.exports as Compiler;
}

function withReplacements(replacements: Partial<Compiler>): Compiler {
  const own = Object.getOwnPropertyDescriptors(replacements);
  return Object.create(null, { ...Object.getOwnPropertyDescriptors(ts), ...own }) as Compiler;
}
