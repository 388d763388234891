// The shapes of the Language Server Protocol 3.17 that are used here. A cell's id stands for a document's uri.

export interface Position {
  line: number;
  character: number;
}

export interface Range {
  start: Position;
  end: Position;
}

export interface Location {
  uri: string;
  range: Range;
  /** The text behind `tensorcell:docs/…`, which no file holds. */
  contents?: string;
}

export interface TextEdit {
  range: Range;
  newText: string;
}

export interface WorkspaceEdit {
  changes?: Record<string, TextEdit[]>;
}

export interface Command {
  title?: string;
  command: string;
  arguments?: unknown[];
}

export interface CodeAction {
  title: string;
  edit?: WorkspaceEdit;
  command?: Command;
}

export interface Diagnostic {
  range: Range;
  message: string;
  /** 1 error, 2 warning, 3 information, 4 hint. */
  severity?: 1 | 2 | 3 | 4;
  code?: number | string;
  data?: unknown;
}

export interface Markup {
  kind: 'markdown' | 'plaintext';
  value: string;
}

export interface Hover {
  contents: Markup | string;
  range?: Range;
}

export interface ParameterInformation {
  label: string | [number, number];
  documentation?: Markup | string;
}

export interface SignatureInformation {
  label: string;
  documentation?: Markup | string;
  parameters?: ParameterInformation[];
  activeParameter?: number;
}

export interface SignatureHelp {
  signatures: SignatureInformation[];
  activeSignature?: number;
  activeParameter?: number | null;
}

export interface SemanticTokens {
  data: number[];
  legend?: { tokenTypes: string[]; tokenModifiers: string[] };
}

export interface InlayHint {
  position: Position;
  label: string | { value: string }[];
  paddingLeft?: boolean;
  paddingRight?: boolean;
}

/** What one cell declares and uses of the names that cells share. */
export interface CellNames {
  id: string;
  declares: string[];
  changes: string[];
  uses: string[];
}

export interface About {
  version: string;
  engine: string;
  node: string;
  /** In bytes; null where the system does not tell. */
  memory: { process: number; session: number | null };
  docs: string;
}

/** The methods with what goes in and what comes out. */
export interface Methods {
  'notebook/sync': [{ cells: { id: string; text?: string }[] }, { missing: string[] }];
  'notebook/diagnostics': [{ cell: string }, { items: Diagnostic[] }];
  'notebook/dependencies': [Record<string, never>, { cells: CellNames[] }];
  'textDocument/codeAction': [
    AtDocument & { range: Range; context: { diagnostics: Diagnostic[] } },
    CodeAction[] | null,
  ];
  'textDocument/hover': [AtPosition, Hover | null];
  'textDocument/signatureHelp': [AtPosition, SignatureHelp | null];
  'textDocument/definition': [AtPosition, Location | Location[] | null];
  'textDocument/references': [AtPosition & { context: { includeDeclaration: boolean } }, Location[] | null];
  'textDocument/prepareRename': [AtPosition, Range | { range: Range; placeholder: string } | null];
  'textDocument/rename': [AtPosition & { newName: string }, WorkspaceEdit | null];
  'textDocument/formatting': [
    AtDocument & { options: { tabSize: number; insertSpaces: boolean } },
    TextEdit[] | null,
  ];
  'textDocument/semanticTokens/full': [AtDocument, SemanticTokens | null];
  'textDocument/inlayHint': [AtDocument & { range: Range }, InlayHint[] | null];
  'kernel/about': [Record<string, never>, About];
  'kernel/doctor': [Record<string, never>, { text: string }];
}

export interface AtDocument {
  textDocument: { uri: string };
}

export interface AtPosition extends AtDocument {
  position: Position;
}

export type Method = keyof Methods;
export type Params<M extends Method> = Methods[M][0];
export type Result<M extends Method> = Methods[M][1];
