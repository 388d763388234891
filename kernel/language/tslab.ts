// Loads tslab's converter with a modified compiler.
//
// The converter has hardly any options: compiler options, file access and emit are fixed inside. But all of them go
// through one object, what it requires as its compiler. So the converter is loaded with a `require` of our own, which
// gives it a copy of today's compiler's namespace in which some functions are ours. Each language gets its own
// instance, so nothing is shared between them.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type TypeScript from 'typescript';
import { loadModule } from './load-module.js';
import { type Compiler, ts } from './typescript.js';

/** The name under which the converter asks for its compiler, a variant of TypeScript 5.0. */
const compilerName = '@tslab/typescript-for-tslab';

export interface ConvertResult {
  /** JavaScript, unless something is wrong. */
  readonly output?: string;
}

export interface CompletionInfo {
  readonly start: number;
  readonly end: number;
  readonly candidates: readonly string[];
  readonly original: TypeScript.CompletionInfo | undefined;
}

/** What we use of tslab's converter. */
export interface Converter {
  convert(earlier: string, source: string): ConvertResult;
  inspect(earlier: string, source: string, position: number): TypeScript.QuickInfo | undefined;
  complete(earlier: string, source: string, position: number): CompletionInfo;
  close(): void;
}

/** What the converter calls of its own compiler that TypeScript does not have under these names. */
export interface OfTslab {
  readonly Completions: Compiler['Completions'] & {
    readonly getCompletionsAtPositionForTslab: Compiler['Completions']['getCompletionsAtPosition'];
  };
  getDefaultTypeRoots(): string[];
  getNullTransformationContext(): TypeScript.TransformationContext;
  getPreEmitDiagnosticsOfFiles(program: TypeScript.Program): TypeScript.Diagnostic[];
  getQuickInfoAtPosition(
    file: TypeScript.SourceFile,
    checker: TypeScript.TypeChecker,
    token: unknown,
    position: number,
  ): TypeScript.QuickInfo | undefined;
}

export type Replacements = Partial<Omit<Compiler, keyof OfTslab>> & OfTslab;

const converterPath = createRequire(import.meta.url).resolve('tslab/dist/converter.js');
/** tslab works out what is left of earlier declarations, which declarations.ts does at less cost; it would change their nodes. */
const leftDeclarations = /function remainingDecls\(checker, srcSF, declsSF\) \{/;
const converterText = readFileSync(converterPath, 'utf8').replace(leftDeclarations, "$& return '';");

/** A new converter that sees `replacements` in place of the compiler's functions of those names. */
export function createConverter(replacements: Replacements): Converter {
  const provided = { [compilerName]: withReplacements(replacements) };
  const module = loadModule(converterPath, converterText, { provided });
  return (module as { createConverter(): Converter }).createConverter();
}

function withReplacements(replacements: Replacements): object {
  const own = Object.getOwnPropertyDescriptors(replacements);
  return Object.create(null, { ...Object.getOwnPropertyDescriptors(ts), ...own });
}
