// Emits a file beside the notebook in two stages: TypeScript to JavaScript, then an ES module to a function's body.
import type TypeScript from 'typescript';
import { jsonCode, type ModuleCode } from '../../contract/cell-code.js';
import { awaitsAtTop } from '../cell-file.js';
import { compose } from '../compose-maps.js';
import { emitFile } from '../emit-file.js';
import { functionTexts } from '../function-texts.js';
import { mappingsOf } from '../second-stage.js';
import { importExpressions, type LocalPath } from '../transforms/imports.js';
import { stopChecks } from '../transforms/stop-checks.js';
import { ts } from '../typescript.js';
import { commonJsSyntax } from './commonjs-syntax.js';
import { ModuleShape, moduleBody, withoutEmptyExport } from './es-module.js';
import { formatOf } from './format.js';

type Program = TypeScript.Program;
type SourceFile = TypeScript.SourceFile;

/** A local file's JavaScript is a program of its own. */
const stage = '/stage.js';
const stageOptions: TypeScript.CompilerOptions = {
  allowJs: true,
  alwaysStrict: false,
  module: ts.ModuleKind.ESNext,
  target: ts.ScriptTarget.ESNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  newLine: ts.NewLineKind.LineFeed,
  noLib: true,
  noResolve: true,
  types: [],
  sourceMap: true,
  outDir: '/out',
};

export function emitLocal(program: Program, file: SourceFile, localPath: LocalPath): ModuleCode {
  if (file.fileName.endsWith('.json')) return jsonCode(file.fileName, file.text);
  const before = [commonJsSyntax, stopChecks, importExpressions(localPath)];
  const first = asWritten(file, () => emitFile(program, file, { before }));
  const stageProgram = programOf(first.code.replace(/^#!/, '//'));
  const emitted = stageProgram.getSourceFile(stage)!;
  const format = formatOf(file, emitted);
  const isModule = format === 'module' || format === 'mixed';
  const isTyped = /tsx?$/.test(file.fileName);
  const shape = new ModuleShape(emitted, stageProgram.getTypeChecker(), localPath, isTyped);
  const second = isModule ? esModule(stageProgram, emitted, shape) : commonJs(stageProgram, emitted);
  const { requests, exports, stars } = shape;
  const map = compose(mappingsOf(second.map), mappingsOf(first.map), file.fileName);
  const { code } = second;
  return {
    format,
    code,
    map,
    functions: functionTexts({ file, code, mappings: map.mappings, linesBefore: 0 }),
    isAsync: awaitsAtTop(file),
    requests,
    exports,
    stars,
  };
}

/**
 * The compiler rewrites `import` in `.cts` to `require`, and makes the file strict. Node does neither, and the second
 * stage decides by what is written.
 */
function asWritten<T>(file: SourceFile, emit: () => T): T {
  const { impliedNodeFormat } = file;
  file.impliedNodeFormat = undefined;
  try {
    return emit();
  } finally {
    file.impliedNodeFormat = impliedNodeFormat;
  }
}

function esModule(program: Program, file: SourceFile, shape: ModuleShape) {
  const before = [moduleBody(shape, program.getTypeChecker())];
  return emitFile(program, file, { before, after: [withoutEmptyExport] });
}

function commonJs(program: Program, file: SourceFile) {
  return emitFile(program, file, { after: [withoutEmptyExport] });
}

function programOf(code: string): Program {
  const file = ts.createSourceFile(stage, code, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  return ts.createProgram([stage], stageOptions, hostOf(file));
}

/** A compiler's host that knows one file. */
export function hostOf(file: SourceFile): TypeScript.CompilerHost {
  return {
    getSourceFile: (name) => (name === file.fileName ? file : undefined),
    fileExists: (name) => name === file.fileName,
    readFile: () => undefined,
    writeFile: () => {},
    getDefaultLibFileName: () => 'lib.d.ts',
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    directoryExists: () => false,
  };
}
