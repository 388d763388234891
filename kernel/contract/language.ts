// What the language part offers to the rest of the kernel. None of it runs a user's code, and all that goes in and
// comes out is plain data: it lives on a thread of its own (checker-messages.ts).
import type { CompiledCell } from './cell-code.js';
import type { Diagnostic } from './diagnostics.js';
import type { EditorReply } from './editor-messages.js';

/** What a name stands for: a value, a type or both. */
export interface Meaning {
  readonly value: boolean;
  readonly type: boolean;
}

/** What one cell declares. */
export interface Declared {
  /** As declarations, without those of earlier cells. */
  readonly declarations: string;
  readonly meanings: ReadonlyMap<string, Meaning>;
  /** As written in the cell. */
  readonly texts: ReadonlyMap<string, string>;
  /** The names of cells that its functions use. */
  readonly captured: readonly string[];
}

/** A cell that may run. */
export interface Converted extends CompiledCell {
  readonly ok: true;
  /** The values that the cell declares, without `lastExpression`. */
  readonly names: readonly string[];
  /** For `commit`, once the cell has run. */
  readonly declared: Declared;
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

/** No candidates at a cursor. */
export function noCompletion(cursor: number): Completion {
  return {
    matches: [],
    cursor_start: cursor,
    cursor_end: cursor,
    metadata: { _jupyter_types_experimental: [] },
  };
}

/** The content of `inspect_reply`. */
export interface Inspection {
  readonly found: boolean;
  readonly data: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, never>>;
}

export const nothingFound: Inspection = { found: false, data: {}, metadata: {} };

/** The content of `is_complete_reply`. */
export type Completeness =
  | { readonly status: 'complete' | 'invalid' | 'unknown' }
  | { readonly status: 'incomplete'; readonly indent: string };

/** What later cells know of earlier ones, for a checker that takes over from another. */
export interface EarlierCells {
  /** Statements of declarations with the names that each declares, the latest first. */
  readonly pieces: readonly { readonly text: string; readonly names: readonly string[] }[];
  /** How the user declared each name. */
  readonly texts: ReadonlyMap<string, string>;
  /** The names that functions of cells use. */
  readonly captured: readonly string[];
}

export interface Language {
  convert(source: string, cellName: string): Conversion;
  /**
   * Makes a cell's names known to later cells. After a cell that failed half-way, `assigned` says which of its
   * values were assigned; the other names keep what they were before. Without it, all were.
   */
  commit(declared: Declared, assigned?: readonly string[]): void;
  /** @param cursor in Unicode code points, as Jupyter counts */
  complete(source: string, cursor: number): Completion;
  /** @param cursor in Unicode code points; @param detailLevel 1 adds the declaration's text */
  inspect(source: string, cursor: number, detailLevel: 0 | 1): Inspection;
  isComplete(source: string): Completeness;
  /** Gives TypeScript as JavaScript, unchecked; undefined where its syntax is wrong. */
  withoutTypes(source: string): string | undefined;
  /** The types of those of the names that a cell declares and that code at a place in it sees; line and column from 1. */
  typesInScope(
    source: string,
    place: { readonly line: number; readonly column: number },
    names: readonly string[],
  ): Readonly<Record<string, string>>;
  /** Answers an editor, about cells that need not have run. Throws where the compiler itself fails. */
  edit(method: string, params: unknown): EditorReply;
  /** What was committed, to be given to another checker's {@link Language.restore}. */
  earlierCells(): EarlierCells;
  restore(earlier: EarlierCells): void;
  /** Forgets all cells: their values ended with the session. */
  reset(): void;
  close(): void;
}
