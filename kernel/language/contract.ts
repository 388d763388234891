// What the language part promises to the rest of the kernel. Nothing here runs a person's code.
import type { Diagnostic } from './diagnostics.js';
import type { SourceMap } from './source-maps.js';

/** A file beside the notebook that a cell imports, ready to run as CommonJS. */
export interface Module {
  /** Absolute; the code of cells and modules `require`s it by this name. */
  readonly path: string;
  /** The body of a function `(exports, require, module, __filename, __dirname, __tensorcell)`. */
  readonly code: string;
  readonly map: SourceMap;
  /** Changes when the file or one that it imports has changed: then it is to be loaded anew. */
  readonly version: string;
}

/** A cell that may run. */
export interface Converted {
  readonly ok: true;
  /** The body of a function `(exports, require, __tensorcell)`, in CommonJS. */
  readonly code: string;
  /** From `code` to the cell's own lines. */
  readonly map: SourceMap;
  /** The code awaits at its top level: the function must be `async`. */
  readonly isAsync: boolean;
  /** The name in `exports` that holds the last expression's value after the run. */
  readonly lastExpression?: string;
  /** The values that the cell declares, without `lastExpression`. */
  readonly names: readonly string[];
  /** What the code `require`s and is no local file. A package of ES modules has to be loaded before the run. */
  readonly imports: readonly string[];
  /** The local files that the cell reaches; those imported come before those that import them. */
  readonly modules: readonly Module[];
  /**
   * Makes the cell's names known to later cells. After a cell that failed half-way, `assigned` says which of
   * `names` have a value; the others keep what they were before. Without it, all have.
   */
  commit(assigned?: Iterable<string>): void;
}

/** A cell that must not run. Nothing has changed. */
export interface Rejected {
  readonly ok: false;
  readonly diagnostics: readonly Diagnostic[];
}

export type Conversion = Converted | Rejected;

/** One candidate, as `_jupyter_types_experimental` carries it. */
export interface Candidate {
  readonly text: string;
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** The content of `complete_reply`, positions in Unicode code points. */
export interface Completion {
  readonly matches: readonly string[];
  readonly cursor_start: number;
  readonly cursor_end: number;
  readonly metadata: { readonly _jupyter_types_experimental: readonly Candidate[] };
}

/** The content of `inspect_reply`. */
export interface Inspection {
  readonly found: boolean;
  readonly data: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, never>>;
}

/** The content of `is_complete_reply`. */
export type Completeness =
  | { readonly status: 'complete' | 'invalid' | 'unknown' }
  | { readonly status: 'incomplete'; readonly indent: string };

export interface Language {
  convert(source: string, cellName: string): Conversion;
  /** @param cursor in Unicode code points, as Jupyter counts */
  complete(source: string, cursor: number): Completion;
  /** @param cursor in Unicode code points; @param detailLevel 1 adds the declaration's text */
  inspect(source: string, cursor: number, detailLevel: 0 | 1): Inspection;
  isComplete(source: string): Completeness;
  /** Forgets all cells: their values have gone with the session. */
  reset(): void;
  close(): void;
}
