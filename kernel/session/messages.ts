// What the protocol process and the session process say to each other over their private pipe.

/** Numbers the requests whose code runs in the session, so that output finds its way back to its parent. */
export type CellId = number;

export type Fields = Record<string, unknown>;

/** A source map from the code that runs to the cell as the person wrote it. */
export interface SourceMapData {
  readonly version: number;
  readonly sources: readonly string[];
  readonly names: readonly string[];
  readonly mappings: string;
}

/** A local TypeScript or JavaScript file, compiled for `require`, which finds it by its absolute path. */
export interface LocalModule {
  readonly path: string;
  readonly code: string;
  readonly map: SourceMapData;
  /** Changes when the file, or one that it imports, has changed. */
  readonly version: string;
}

export interface CellCode {
  /** How stack traces name the cell: `Cell[3]`. */
  name: string;
  source: string;
  code: string;
  map: SourceMapData;
  isAsync: boolean;
  lastExpression?: string | undefined;
  /** Packages that the code requires; those of ES modules are loaded before it runs. */
  imports: readonly string[];
  modules: readonly LocalModule[];
}

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

export interface ErrorReport {
  ename: string;
  evalue: string;
  traceback: string[];
}

export interface Shown {
  data: Fields;
  metadata: Fields;
}

/**
 * How a cell ended: with its last expression's value, or with an error after it had assigned some variables.
 */
export type Outcome =
  | { status: 'ok'; value?: Shown | undefined }
  | { status: 'error'; error: ErrorReport; assigned: string[] };

export type ToSession =
  | { type: 'execute'; cell: CellId; code: CellCode; options: CellOptions }
  | { type: 'comm'; cell: CellId; event: CommEvent }
  | { type: 'input_reply'; value: string }
  | { type: 'interrupt' };

export type FromSession =
  | { type: 'ready' }
  | { type: 'stream'; cell: CellId; name: 'stdout' | 'stderr'; text: string }
  | { type: 'display'; cell: CellId; shown: Shown; displayId?: string | undefined; update: boolean }
  | { type: 'page'; cell: CellId; shown: Shown }
  | { type: 'clear_output'; cell: CellId; wait: boolean }
  | { type: 'error'; cell: CellId; error: ErrorReport }
  | { type: 'input'; cell: CellId; prompt: string; password: boolean }
  | { type: 'comm'; cell: CellId; event: CommEvent }
  | { type: 'done'; cell: CellId; outcome: Outcome };
