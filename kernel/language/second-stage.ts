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
