// A local file that no check has seen, because its path is known only when the cell runs: compiled by itself, without
// types. Errors in its syntax are found.
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import type TypeScript from 'typescript';
import type { LocalModule } from '../../contract/cell-code.js';
import { cellOptions } from '../host.js';
import { target, ts } from '../typescript.js';
import { emitLocal, hostOf } from './emit.js';

/** What tslab sets for the files of a cell, as far as it matters to their code. */
const aloneOptions: TypeScript.CompilerOptions = {
  ...cellOptions,
  allowJs: true,
  esModuleInterop: true,
  experimentalDecorators: false,
  isolatedModules: true,
  jsx: ts.JsxEmit.React,
  module: ts.ModuleKind.ESNext,
  newLine: ts.NewLineKind.LineFeed,
  noResolve: true,
  outDir: '/out',
  resolveJsonModule: true,
  target,
};

export class SyntaxMistake extends Error {
  override readonly name = 'SyntaxError';
}

/**
 * The file as code for the session.
 *
 * @param path absolute
 * @param project what the tsconfig.json beside the notebook sets
 * @throws an error with the place of the first mistake where the file cannot be parsed
 */
export function compileAlone(path: string, project: TypeScript.CompilerOptions = {}): LocalModule {
  const options = { ...aloneOptions, ...project };
  const text = readFileSync(path, 'utf8');
  const file = ts.createSourceFile(path, text, target, true);
  const program = ts.createProgram([path], options, hostOf(file));
  refuseMistakes(program, file);
  const localPath = (specifier: string) => resolved(specifier, path, options);
  return { path, version: `alone ${text}`, ...emitLocal(program, file, localPath) };
}

function refuseMistakes(program: TypeScript.Program, file: TypeScript.SourceFile): void {
  const [mistake] = program.getSyntacticDiagnostics(file);
  if (!mistake) return;
  const { line, character } = file.getLineAndCharacterOfPosition(mistake.start);
  const message = ts.flattenDiagnosticMessageText(mistake.messageText, '\n');
  throw new SyntaxMistake(`${message} (${file.fileName}:${line + 1}:${character + 1})`);
}

function resolved(specifier: string, from: string, options: TypeScript.CompilerOptions): string | undefined {
  if (isBuiltin(specifier)) return undefined;
  const { resolvedModule } = ts.resolveModuleName(specifier, from, options, ts.sys);
  if (!resolvedModule || resolvedModule.isExternalLibraryImport) return undefined;
  return resolvedModule.extension === ts.Extension.Dts ? undefined : resolvedModule.resolvedFileName;
}
