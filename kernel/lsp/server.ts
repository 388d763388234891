// `tensorcell lsp`: the checker's answers over the Language Server Protocol. Nothing runs here, so that no cell knows more
// than what is written above it.
import { Checker } from '../protocol/checker.js';
import { startChecker } from '../protocol/start-checker.js';
import { capabilities } from './capabilities.js';
import {
  Documents,
  type NotebookChange,
  type OpenNotebook,
  type TextChange,
  type TextDocument,
} from './documents.js';
import type { RpcMessage } from './framing.js';
import { forClients } from './results.js';

type Fields = Readonly<Record<string, unknown>>;
type Send = (message: object) => void;

/** Milliseconds after the last change in which nothing else is typed. */
const quiet = 200;
/** JSON-RPC's numbers. */
const errors = { unknownMethod: -32601, wrongParams: -32602, failed: -32803 };

/** What the checker answers as it is asked. */
const forwarded =
  /^textDocument\/(completion|hover|signatureHelp|definition|references|prepareRename|rename|formatting|inlayHint|semanticTokens\/full|codeAction)$/;

export class LanguageServer {
  readonly #send: Send;
  readonly #version: string;
  readonly #documents = new Documents();
  /** One for each folder: where an import is looked for depends on it. */
  readonly #checkers = new Map<string, Checker>();
  /** The notebook that each checker was told of last. */
  readonly #told = new Map<Checker, string>();
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(send: Send, version: string) {
    this.#send = send;
    this.#version = version;
  }

  async receive({ id, method, params }: RpcMessage): Promise<void> {
    if (method === undefined) return;
    const fields = (typeof params === 'object' && params !== null ? params : {}) as Fields;
    const isRequest = id !== undefined && id !== null;
    try {
      if (isRequest) this.#send({ id, ...(await this.#answer(method, fields)) });
      else this.#notice(method, fields);
    } catch (error) {
      // What is not of the protocol's form ends no server.
      const message = `${method}: the parameters cannot be read (${error instanceof Error ? error.message : error}).`;
      if (isRequest) this.#send({ id, error: { code: errors.wrongParams, message } });
    }
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    for (const checker of this.#checkers.values()) checker.close();
  }

  async #answer(method: string, params: Fields): Promise<{ result: unknown } | { error: object }> {
    if (method === 'initialize') {
      return { result: { capabilities, serverInfo: { name: 'tensorcell', version: this.#version } } };
    }
    if (method === 'shutdown') return { result: null };
    if (!forwarded.test(method)) {
      return { error: { code: errors.unknownMethod, message: `tensorcell does not know ${method}.` } };
    }
    const uri = (params.textDocument as { uri?: string } | undefined)?.uri ?? '';
    const notebook = this.#documents.notebookOf(uri);
    if (!notebook) return { result: null };
    const edited = await this.#ask(notebook, method, params);
    if ('result' in edited) return { result: forClients(edited.result) };
    return { error: { code: errors.failed, message: edited.error.evalue } };
  }

  /** Told of the notebook's cells each time: another may have been asked about before. */
  #ask(notebook: OpenNotebook, method: string, params: Fields) {
    const checker = this.#checkerOf(notebook);
    const cells = this.#documents.cellsOf(notebook);
    const state = JSON.stringify(cells);
    if (this.#told.get(checker) !== state) void checker.edit('notebook/sync', { cells });
    this.#told.set(checker, state);
    return checker.edit(method, params);
  }

  #checkerOf({ folder }: OpenNotebook): Checker {
    const known = this.#checkers.get(folder);
    if (known) return known;
    const checker = new Checker(startChecker(folder));
    this.#checkers.set(folder, checker);
    return checker;
  }

  #notice(method: string, params: Fields): void {
    const file = params.textDocument as TextDocument | undefined;
    const notebook = params.notebookDocument as { uri: string; cells?: [] } | undefined;
    switch (method) {
      case 'textDocument/didOpen':
        this.#documents.openFile(file!);
        break;
      case 'textDocument/didChange':
        this.#documents.changeText(file!.uri, params.contentChanges as TextChange[]);
        break;
      case 'textDocument/didClose':
        this.#forget(file!.uri);
        return;
      case 'notebookDocument/didOpen':
        this.#documents.openNotebook(
          notebook!.uri,
          notebook!.cells ?? [],
          params.cellTextDocuments as TextDocument[],
        );
        break;
      case 'notebookDocument/didChange':
        this.#documents.changeNotebook(
          notebook!.uri,
          ((params.change as Fields).cells ?? {}) as NotebookChange,
        );
        break;
      case 'notebookDocument/didClose':
        this.#forget(notebook!.uri);
        return;
      default:
        return;
    }
    this.#checkSoon(notebook?.uri ?? this.#documents.notebookOf(file!.uri)?.uri ?? '');
  }

  #forget(uri: string): void {
    clearTimeout(this.#timers.get(uri));
    for (const cell of this.#documents.get(uri)?.cells ?? []) this.#publish(cell, []);
    this.#documents.close(uri);
  }

  #checkSoon(uri: string): void {
    clearTimeout(this.#timers.get(uri));
    this.#timers.set(
      uri,
      setTimeout(() => void this.#check(uri), quiet),
    );
  }

  /** The cells one after another, unless something is typed meanwhile. */
  async #check(uri: string): Promise<void> {
    const notebook = this.#documents.get(uri);
    const timer = this.#timers.get(uri);
    if (!notebook) return;
    for (const { id } of this.#documents.cellsOf(notebook)) {
      const edited = await this.#ask(notebook, 'notebook/diagnostics', { cell: id });
      if (this.#timers.get(uri) !== timer) return;
      if ('result' in edited) this.#publish(id, (edited.result as { items: object[] }).items);
    }
  }

  #publish(uri: string, diagnostics: readonly object[]): void {
    this.#send({ method: 'textDocument/publishDiagnostics', params: { uri, diagnostics } });
  }
}
