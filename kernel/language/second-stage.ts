// The second stage of a cell's emit: JavaScript with `import` and `export` becomes CommonJS, with a map.
import type TypeScript from 'typescript';
import { target, ts } from './typescript.js';

const sourceMapComment = /\n?\/\/# sourceMappingURL=.*\s*$/;

const secondStage: TypeScript.CompilerOptions = {
  module: ts.ModuleKind.CommonJS,
  target,
  esModuleInterop: true,
  alwaysStrict: true,
  newLine: ts.NewLineKind.LineFeed,
  sourceMap: true,
};

/** How the first stage ends the code of a module that imports and exports nothing. */
const emptyExport = /(?:^|\n)export \{\};\n$/;

/** CommonJS has a line before the code of a module, whose mappings begin one line later. */
const strict = { code: '"use strict";\n', mappings: ';' };

/**
 * A module without `import` and `export` as CommonJS, with the map of its own code: the compiler would make a program
 * and a checker of it to write the same text again. Undefined of other code, and where one of the words only may be
 * meant.
 */
export function withoutModuleWords(code: string, mappings: string) {
  const body = code.replace(emptyExport, '');
  if (body === code || /\b(?:import|export)\b/.test(body)) return undefined;
  return { code: strict.code + body, mappings: strict.mappings + mappings };
}

export function transpile(code: string, transformers: TypeScript.CustomTransformers) {
  const output = ts.transpileModule(code, {
    fileName: 'stage.js',
    compilerOptions: secondStage,
    transformers,
  });
  return {
    code: output.outputText.replace(sourceMapComment, ''),
    mappings: mappingsOf(output.sourceMapText ?? '{}'),
  };
}

/** The `mappings` of a source map's text. */
export function mappingsOf(map: string): string {
  return (JSON.parse(map || '{}') as { mappings?: string }).mappings ?? '';
}

/** A map is sent beside its code, not as a comment in it. */
export function withoutMapComment(code: string): string {
  return code.replace(sourceMapComment, '\n');
}
