// The messages of the protocol process and the session process to each other, over their private pipe.
import type { CellCode } from './cell-code.js';
import type { DisplayData, ErrorContent, Fields } from './content.js';
import type { DebugRequest } from './debug-messages.js';

/** The number of a request whose code runs in the session; output carries it back to its parent. */
export type CellId = number;

export interface CellOptions {
  allowStdin: boolean;
  /** The cell's own id in the notebook, equal when it is run again. */
  notebookCell?: string | undefined;
}

export type CommAction = 'open' | 'message' | 'close';

export interface CommEvent {
  action: CommAction;
  commId: string;
  target: string;
  data: Fields;
  metadata: Fields;
  buffers: Uint8Array[];
}

/** How a cell ended: with its last expression's value, or with an error after it had assigned some variables. */
export type Outcome =
  | { status: 'ok'; value?: DisplayData | undefined }
  | { status: 'error'; error: ErrorContent; assigned: string[] };

export type ToSession =
  | { type: 'execute'; cell: CellId; code: CellCode; options: CellOptions }
  | { type: 'comm'; cell: CellId; event: CommEvent }
  | { type: 'input_reply'; value: string }
  | { type: 'debug'; id: number; request: DebugRequest }
  | { type: 'interrupt' }
  /** The library is to be loaded now; a cell that needs it makes the session do so by itself. */
  | { type: 'library' };

export type FromSession =
  | { type: 'ready' }
  /** Which engine computes, in words. */
  | { type: 'engine'; text: string }
  | { type: 'stream'; cell: CellId; name: 'stdout' | 'stderr'; text: string }
  | { type: 'display'; cell: CellId; shown: DisplayData; displayId?: string | undefined; update: boolean }
  | { type: 'page'; cell: CellId; shown: DisplayData }
  | { type: 'clear_output'; cell: CellId; wait: boolean }
  | { type: 'error'; cell: CellId; error: ErrorContent }
  | { type: 'input'; cell: CellId; prompt: string; password: boolean }
  | { type: 'comm'; cell: CellId; event: CommEvent }
  | { type: 'done'; cell: CellId; outcome: Outcome };
