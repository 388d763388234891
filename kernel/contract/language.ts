// What the language part offers to the rest of the kernel. None of it runs a user's code.
import type { CompiledCell } from './cell-code.js';
import type { Diagnostic } from './diagnostics.js';
/** A cell that may run. */
export interface Converted extends CompiledCell {
  readonly ok: true;
  /** The values that the cell declares, without `lastExpression`. */
  readonly names: readonly string[];
  /**
   * Makes the cell's names known to later cells. After a cell that failed half-way, `assigned` says which of
   * `names` have a value; the others keep what they were before. Without it, all have.
   */
  commit(assigned?: Iterable<string>): void;
}

/** A cell that must not run. What later cells see is unchanged. */
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
  /** Forgets all cells: their values ended with the session. */
  reset(): void;
  close(): void;
}
