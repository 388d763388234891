// A checked cell as code: what the language part makes of it, and the session runs.
import type { FunctionText } from './function-text.js';
import { noMap, type SourceMap } from './source-map.js';

/**
 * How a local file runs. `module`: an ES module by its ending or by package.json. `mixed`: one by its syntax alone, as
 * most TypeScript is written; it has CommonJS' names as well. `json`: `code` is the text.
 */
export type ModuleFormat = 'module' | 'mixed' | 'commonjs' | 'json';

/** A module that an ES module names in an `import` or `export … from`. */
export interface ModuleRequest {
  /** As written, or the absolute path of a local file. */
  readonly specifier: string;
  /** The exports that are named, which an ES module must have. */
  readonly names: readonly string[];
}

/** A local file's code. Of an ES module, imports are members of `__tensorcell_imported`, one for each request. */
export interface ModuleCode {
  readonly format: ModuleFormat;
  readonly code: string;
  readonly map: SourceMap;
  /** How its functions were written. */
  readonly functions: readonly FunctionText[];
  /** The code awaits at its top level. */
  readonly isAsync: boolean;
  readonly requests: readonly ModuleRequest[];
  /** The names that an ES module exports, each with the expression that reads it. */
  readonly exports: Readonly<Record<string, string>>;
  /** The requests that `export * from` names, by their places in `requests`. */
  readonly stars: readonly number[];
}

/** Data, which needs no compiler. */
export function jsonCode(path: string, code: string): ModuleCode {
  const nothing = { functions: [], requests: [], exports: {}, stars: [] };
  return { format: 'json', code, map: noMap(path), isAsync: false, ...nothing };
}

/** A TypeScript, JavaScript or JSON file beside the notebook, ready to run. */
export interface LocalModule extends ModuleCode {
  /** Absolute; the code of cells and modules names it by this. */
  readonly path: string;
  /** Changes when the file, or one that it imports, has changed: then it must be loaded again. */
  readonly version: string;
}

export interface CompiledCell {
  /** The body of a function `(exports, require, __tensorcell)`, in CommonJS. */
  readonly code: string;
  /** From `code` to the cell's own lines. */
  readonly map: SourceMap;
  /** How its functions were written. */
  readonly functions: readonly FunctionText[];
  /** The code awaits at its top level: the function must be `async`. */
  readonly isAsync: boolean;
  /** The name in `exports` that holds the last expression's value after the run. */
  readonly lastExpression?: string | undefined;
  /** What the code `require`s: packages, and local files by their paths. Some must be loaded before the run. */
  readonly imports: readonly string[];
  /** The local files that the cell reaches; those imported come before those that import them. */
  readonly modules: readonly LocalModule[];
  /** What the user should know before the cell's own output. */
  readonly notice?: string | undefined;
}

/** A compiled cell with its name and source, which stack traces show. */
export interface CellCode extends CompiledCell {
  /** How stack traces name the cell: `Cell[3]`. */
  readonly name: string;
  readonly source: string;
}
