// What an editor asks of the checker while one types. Methods and shapes are those of the Language Server Protocol 3.17;
// a cell's id stands for its document's uri.

/** From 0; `character` in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/** By the ids of cells. */
export interface WorkspaceEdit {
  readonly changes: Readonly<Record<string, readonly TextEdit[]>>;
}

export const severities = { error: 1, warning: 2, information: 3, hint: 4 } as const;

/** A mistake in a cell, in the words of run time. */
export interface CellDiagnostic {
  readonly range: Range;
  readonly severity: (typeof severities)[keyof typeof severities];
  /** The compiler's number of this kind of mistake; none for a mistake that the compiler does not know. */
  readonly code?: number;
  readonly source: string;
  readonly message: string;
  readonly data?: unknown;
}

export interface Location {
  readonly uri: string;
  readonly range: Range;
  /** Markdown, where the uri is `tensorcell:docs/…`. */
  readonly contents?: string;
}

export interface MarkupContent {
  readonly kind: 'markdown';
  readonly value: string;
}

export interface Hover {
  readonly contents: MarkupContent;
  readonly range: Range;
}

export interface ParameterInformation {
  /** Its place in the signature's label. */
  readonly label: readonly [start: number, end: number];
  readonly documentation?: MarkupContent;
}

export interface SignatureHelp {
  readonly signatures: readonly {
    readonly label: string;
    readonly documentation?: MarkupContent;
    readonly parameters: readonly ParameterInformation[];
    readonly activeParameter: number;
  }[];
  readonly activeSignature: number;
  readonly activeParameter: number;
}

export interface SemanticTokens {
  readonly data: readonly number[];
  readonly legend: { readonly tokenTypes: readonly string[]; readonly tokenModifiers: readonly string[] };
}

/** What the numbers of semantic tokens mean, in the order in which the compiler counts. */
export const tokenLegend = {
  tokenTypes: [
    ...['class', 'enum', 'interface', 'namespace', 'typeParameter', 'type', 'parameter'],
    ...['variable', 'enumMember', 'property', 'function', 'method'],
  ],
  tokenModifiers: ['declaration', 'static', 'async', 'readonly', 'defaultLibrary', 'local'],
} as const;

export interface InlayHint {
  readonly position: Position;
  readonly label: string;
  /** 1 of a type, 2 of a parameter. */
  readonly kind?: 1 | 2;
  readonly paddingLeft?: boolean;
  readonly paddingRight?: boolean;
}

export interface CodeAction {
  readonly title: string;
  readonly kind: 'quickfix';
  readonly diagnostics: readonly CellDiagnostic[];
  readonly isPreferred?: boolean;
  readonly edit?: WorkspaceEdit;
  /** `tensorcell.run`: the front end runs the text in a cell of its own above. */
  readonly command?: {
    readonly title: string;
    readonly command: 'tensorcell.run';
    readonly arguments: readonly [string];
  };
}

export interface CompletionItem {
  readonly label: string;
  /** LSP's number of what it is. */
  readonly kind: number;
  readonly sortText: string;
}

/** A cell as an editor knows it. */
export interface EditedCell {
  readonly id: string;
  readonly text: string;
}

export interface CellNames {
  readonly id: string;
  /** What it declares, and names of cells above that it assigns. */
  readonly declares: readonly string[];
  /** Names of cells above whose values it changes, itself or by a function that it calls. */
  readonly changes: readonly string[];
  /** What it uses of the cells above it. */
  readonly uses: readonly string[];
}

interface InCell {
  readonly textDocument: { readonly uri: string };
}

interface AtPosition extends InCell {
  readonly position: Position;
}

interface InRange extends InCell {
  readonly range: Range;
}

/** What each method is asked with. */
export interface EditorRequests {
  'notebook/sync': { readonly cells: readonly EditedCell[] };
  'notebook/diagnostics': { readonly cell: string };
  'notebook/dependencies': Readonly<Record<string, never>>;
  'textDocument/completion': AtPosition;
  'textDocument/hover': AtPosition;
  'textDocument/signatureHelp': AtPosition;
  'textDocument/definition': AtPosition;
  'textDocument/references': AtPosition & { readonly includeDeclaration: boolean };
  'textDocument/prepareRename': AtPosition;
  'textDocument/rename': AtPosition & { readonly newName: string };
  'textDocument/formatting': InCell;
  'textDocument/inlayHint': InRange;
  'textDocument/semanticTokens/full': InCell;
  'textDocument/codeAction': InRange;
}

/** What each method is answered with. */
export interface EditorAnswers {
  'notebook/sync': { readonly missing: readonly string[] };
  'notebook/diagnostics': { readonly items: readonly CellDiagnostic[] };
  'notebook/dependencies': { readonly cells: readonly CellNames[] };
  'textDocument/completion': { readonly isIncomplete: boolean; readonly items: readonly CompletionItem[] };
  'textDocument/hover': Hover | null;
  'textDocument/signatureHelp': SignatureHelp | null;
  'textDocument/definition': readonly Location[];
  'textDocument/references': readonly Location[];
  'textDocument/prepareRename': { readonly range: Range; readonly placeholder: string } | null;
  'textDocument/rename': WorkspaceEdit;
  'textDocument/formatting': readonly TextEdit[];
  'textDocument/inlayHint': readonly InlayHint[];
  'textDocument/semanticTokens/full': SemanticTokens;
  'textDocument/codeAction': readonly CodeAction[];
}

export type EditorMethod = keyof EditorRequests;

/** `yielded`: a cell that is to run came first; it is asked again afterwards. */
export type EditorReply =
  | { readonly result: EditorAnswers[EditorMethod] }
  | { readonly error: { readonly ename: string; readonly evalue: string } }
  | { readonly yielded: true };
