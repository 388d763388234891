// The tsconfig.json beside the notebook: the settings that have a meaning for cells and for the files they import.
// What kind of code is made, and for which machine, the kernel decides.
import { existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type TypeScript from 'typescript';
import { ts } from './typescript.js';

type Options = TypeScript.CompilerOptions;

export interface Project {
  readonly options: Options;
  /** What is wrong with the settings, for the user. */
  readonly problem: string | undefined;
  /** Changes when one of the files changes that the settings come from. */
  readonly stamp: string;
}

/** Where modules and types are found; how JSX, classes and decorators are compiled; how strictly types are checked. */
const respected: readonly string[] = [
  ...['baseUrl', 'paths', 'types', 'typeRoots', 'customConditions'],
  ...['jsx', 'jsxFactory', 'jsxFragmentFactory', 'jsxImportSource'],
  ...['experimentalDecorators', 'emitDecoratorMetadata', 'useDefineForClassFields'],
  ...[
    'strict',
    'alwaysStrict',
    'noImplicitAny',
    'noImplicitThis',
    'strictBindCallApply',
    'strictFunctionTypes',
  ],
  ...['strictNullChecks', 'strictPropertyInitialization', 'useUnknownInCatchVariables', 'checkJs'],
  ...['exactOptionalPropertyTypes', 'noFallthroughCasesInSwitch', 'noImplicitOverride', 'noImplicitReturns'],
  ...['noPropertyAccessFromIndexSignature', 'noUncheckedIndexedAccess', 'allowUnreachableCode'],
];
/** The compiler's own note of where `paths` begin. */
const kept = new Set([...respected, 'pathsBasePath']);
/** A base file that does not exist or goes in a circle. */
const wrongBase = new Set([5083, 6053, 18000, 18001]);

/** @param folder the notebook's */
export function readProject(folder: string): Project {
  const path = `${folder}/tsconfig.json`;
  if (!existsSync(path)) return { options: {}, problem: undefined, stamp: stampOf([path]) };
  const source = ts.readJsonConfigFile(path, ts.sys.readFile);
  // No list of files is wanted, and reading a large folder takes its time.
  const host: TypeScript.ParseConfigHost = { ...ts.sys, readDirectory: () => [] };
  const { options, errors } = ts.parseJsonSourceFileConfigFileContent(source, host, folder);
  const stamp = stampOf([path, ...(source.extendedSourceFiles ?? [])]);
  const syntax = (source as { parseDiagnostics?: readonly TypeScript.Diagnostic[] }).parseDiagnostics ?? [];
  if (syntax.length > 0) {
    return { options: {}, problem: `It is ignored. Mend it and run the cell again: ${told(syntax)}`, stamp };
  }
  const wrong = errors.filter(matters);
  const problem = wrong.length > 0 ? `These settings are ignored: ${told(wrong)}` : undefined;
  return { options: runnable(options), problem: problem, stamp };
}

/** True while the files that the settings come from are as they were. */
export function isCurrent(folder: string, { stamp }: Project): boolean {
  return stamp === stampOf(stamp.split('\n').map((line) => line.split('\t')[0] ?? folder));
}

/** JSX that stays in the code cannot run. */
function runnable(options: Options): Options {
  const own = Object.fromEntries(
    Object.entries(options).filter(([name, value]) => kept.has(name) && value !== undefined),
  ) as Options;
  const staysInCode = own.jsx === ts.JsxEmit.Preserve || own.jsx === ts.JsxEmit.ReactNative;
  return staysInCode ? { ...own, jsx: ts.JsxEmit.React } : own;
}

/** A setting of a newer compiler, or one that has no meaning here, is no mistake. */
function matters({ code, messageText }: TypeScript.Diagnostic): boolean {
  const message = ts.flattenDiagnosticMessageText(messageText, '\n');
  return wrongBase.has(code) || respected.some((name) => message.match(new RegExp(`'(--)?${name}'`)));
}

function told(found: readonly TypeScript.Diagnostic[]): string {
  const sentences = found.map(({ file, start, messageText }) => {
    const place = file && start !== undefined ? `${basename(file.fileName)}:${lineOf(file, start)}: ` : '';
    return place + ts.flattenDiagnosticMessageText(messageText, '\n');
  });
  return [...new Set(sentences)].join('\n');
}

function lineOf(file: TypeScript.SourceFile, start: number): number {
  return ts.getLineAndCharacterOfPosition(file, start).line + 1;
}

function stampOf(paths: readonly string[]): string {
  return paths
    .map((path) => `${path}\t${statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? ''}`)
    .join('\n');
}
