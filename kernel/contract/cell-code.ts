// A checked cell as code: what the language part makes of it, and the session runs.
import type { FunctionText } from './function-text.js';
import type { SourceMap } from './source-map.js';

/** A TypeScript or JavaScript file beside the notebook that a cell imports, ready to run as CommonJS. */
export interface LocalModule {
  /** Absolute; the code of cells and modules `require`s it by this name. */
  readonly path: string;
  /** The body of a function `(exports, require, module, __filename, __dirname, __tensorcell)`. */
  readonly code: string;
  readonly map: SourceMap;
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
  /** What the code `require`s and is not a local file. A package of ES modules must be loaded before the run. */
  readonly imports: readonly string[];
  /** The local files that the cell reaches; those imported come before those that import them. */
  readonly modules: readonly LocalModule[];
}

/** A compiled cell with its name and source, which stack traces show. */
export interface CellCode extends CompiledCell {
  /** How stack traces name the cell: `Cell[3]`. */
  readonly name: string;
  readonly source: string;
}
