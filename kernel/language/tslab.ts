// Loads tslab's converter with a modified compiler.
//
// The converter has hardly any options: compiler options, file access and emit are fixed inside. But all of them go
// through one object, its `require('@tslab/typescript-for-tslab')`. While the converter's module loads, that
// `require` finds a copy of the compiler's namespace in which some functions are ours; afterwards the module cache is
// as before. Each language gets its own instance, so nothing is shared between them.
import { createRequire } from 'node:module';
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

/** The compiler that checks cells: TypeScript 5.0.4 with tslab's few additions. */
export const ts = requireFromTslab(compilerPath) as Compiler;

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

function withReplacements(replacements: Partial<Compiler>): Compiler {
  const own = Object.getOwnPropertyDescriptors(replacements);
  return Object.create(null, { ...Object.getOwnPropertyDescriptors(ts), ...own }) as Compiler;
}
