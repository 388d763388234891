// The messages between the protocol process' main thread and the thread that checks cells. One request is answered by
// one reply, in order; `ready` comes first.
import type { EditorReply } from './editor-messages.js';
import type { Completeness, Completion, Conversion, Declared, EarlierCells, Inspection } from './language.js';

/** What a checker thread starts with, as its `workerData`. */
export interface CheckerSetup {
  /** The notebook's folder. */
  readonly cwd: string;
  /** Declaration files that every cell sees. Default: those of the build. */
  readonly preload?: readonly string[];
  /** Where the thread notes what it checks (check-progress.ts). */
  readonly progress: SharedArrayBuffer;
}

export type CheckerRequest =
  | { readonly type: 'convert'; readonly source: string; readonly cellName: string }
  | {
      readonly type: 'commit';
      readonly declared: Declared;
      readonly assigned?: readonly string[] | undefined;
    }
  | { readonly type: 'complete'; readonly source: string; readonly cursor: number }
  | {
      readonly type: 'inspect';
      readonly source: string;
      readonly cursor: number;
      readonly detailLevel: 0 | 1;
    }
  | { readonly type: 'isComplete'; readonly source: string }
  | { readonly type: 'withoutTypes'; readonly source: string }
  | {
      readonly type: 'typesInScope';
      readonly source: string;
      readonly place: { readonly line: number; readonly column: number };
      readonly names: readonly string[];
    }
  | { readonly type: 'edit'; readonly method: string; readonly params: unknown }
  | { readonly type: 'earlierCells' }
  | { readonly type: 'restore'; readonly earlier: EarlierCells }
  | { readonly type: 'reset' };

/** What each request is answered with. */
export interface CheckerReplies {
  convert: Conversion;
  commit: undefined;
  complete: Completion;
  inspect: Inspection;
  isComplete: Completeness;
  withoutTypes: string | undefined;
  typesInScope: Readonly<Record<string, string>>;
  edit: EditorReply;
  earlierCells: EarlierCells;
  restore: undefined;
  reset: undefined;
}

export type CheckerRequestType = CheckerRequest['type'];
export type CheckerReply = CheckerReplies[CheckerRequestType];

/** `failed`: the request could not be served; the thread goes on. */
export type FromChecker =
  | { readonly type: 'ready' }
  | { readonly type: 'reply'; readonly reply: CheckerReply }
  | { readonly type: 'failed'; readonly message: string };
