// What an editor asks while one types, answered from one program of all cells. Nothing here runs a user's code.
import type { EditedCell, EditorAnswers, EditorMethod, EditorReply } from '../../contract/editor-messages.js';
import type { ProgramBase } from '../compiler.js';
import type { Docs } from '../docs.js';
import type { Memory } from '../memory.js';
import { ts } from '../typescript.js';
import { CellShapes } from './cell-shapes.js';
import { codeActionsFor } from './code-actions.js';
import { completionsAt } from './completion.js';
import { definitionsAt } from './definition.js';
import { dependenciesOf } from './dependencies.js';
import { CellDiagnostics } from './diagnostics.js';
import { EditorFailure } from './failure.js';
import { formattingEdits } from './formatting.js';
import { hoverAt } from './hover.js';
import { inlayHintsOf } from './inlay-hints.js';
import {
  readCell,
  readCells,
  readDocument,
  readIncludesDeclaration,
  readNewName,
  readPosition,
  readRange,
} from './params.js';
import { referencesAt, rename, renamedAt } from './references.js';
import { semanticTokensOf } from './semantic-tokens.js';
import { NotebookService, type OpenCell } from './service.js';
import { signatureHelpAt } from './signature-help.js';

export interface EditorParts {
  readonly base: ProgramBase;
  /** What the session knows. */
  readonly memory: Memory;
  readonly docs: Docs;
  /** The cells of another editor that this one replaces. */
  readonly cells?: readonly EditedCell[] | undefined;
}

type Answerers = { [M in EditorMethod]: (params: unknown) => EditorAnswers[M] };

export class Editor {
  readonly #notebook: NotebookService;
  readonly #diagnostics: CellDiagnostics;
  readonly #shapes: CellShapes;
  readonly #parts: EditorParts;
  readonly #answerers: Answerers;

  constructor(parts: EditorParts) {
    const { base, memory } = parts;
    const mustYield = () => base.progress.mustYield;
    this.#parts = parts;
    this.#notebook = new NotebookService(base, memory, mustYield);
    this.#notebook.cells.sync(parts.cells ?? []);
    this.#shapes = new CellShapes(this.#notebook);
    this.#diagnostics = new CellDiagnostics(this.#notebook, this.#shapes, () => {
      if (mustYield()) throw new ts.OperationCanceledException();
    });
    this.#answerers = this.#methods();
  }

  get cells(): readonly EditedCell[] {
    return this.#notebook.cells.all.map(({ id, source }) => ({ id, text: source }));
  }

  ask(method: string, params: unknown): EditorReply {
    if (!Object.hasOwn(this.#answerers, method))
      return failed(new EditorFailure('UnknownMethod', `There is no method ${method}.`));
    try {
      return { result: this.#answerers[method as EditorMethod](params) };
    } catch (error) {
      if (error instanceof ts.OperationCanceledException) return { yielded: true };
      if (error instanceof EditorFailure) return failed(error);
      throw error;
    }
  }

  #methods(): Answerers {
    const notebook = this.#notebook;
    const { service } = notebook;
    const { docs, memory } = this.#parts;
    const at = (params: unknown) => this.#cell(readDocument(params));
    return {
      'notebook/sync': (params) => {
        notebook.cells.sync(readCells(params));
        return { missing: [] };
      },
      'notebook/diagnostics': (params) => ({ items: this.#diagnostics.of(this.#cell(readCell(params))) }),
      'notebook/dependencies': () => ({
        cells: dependenciesOf(notebook.open(), notebook.program().getTypeChecker()),
      }),
      'textDocument/completion': (params) => completionsAt(at(params), readPosition(params), service),
      'textDocument/hover': (params) =>
        hoverAt(at(params), readPosition(params), notebook.program(), docs, this.#shapes),
      'textDocument/signatureHelp': (params) =>
        signatureHelpAt(at(params), readPosition(params), service, docs),
      'textDocument/definition': (params) =>
        definitionsAt(at(params), readPosition(params), notebook, docs, memory),
      'textDocument/references': (params) =>
        referencesAt(at(params), readPosition(params), notebook, readIncludesDeclaration(params)),
      'textDocument/prepareRename': (params) => renamedAt(at(params), readPosition(params), notebook),
      'textDocument/rename': (params) =>
        rename(at(params), readPosition(params), readNewName(params), notebook),
      'textDocument/formatting': (params) => formattingEdits(at(params).cell.source, notebook),
      'textDocument/inlayHint': (params) => [
        ...inlayHintsOf(at(params), readRange(params), service),
        ...this.#shapes.hints(at(params), readRange(params)),
      ],
      'textDocument/semanticTokens/full': (params) => semanticTokensOf(at(params), service),
      'textDocument/codeAction': (params) => {
        const open = at(params);
        return codeActionsFor(open, readRange(params), this.#diagnostics.of(open), notebook);
      },
    };
  }

  #cell(id: string): OpenCell {
    const cell = this.#notebook.cells.get(id);
    if (!cell)
      throw new EditorFailure('UnknownCell', `There is no cell ${id}. Send it by notebook/sync first.`);
    return { cell, file: this.#notebook.program().getSourceFile(cell.fileName)! };
  }
}

function failed({ name, message }: EditorFailure): EditorReply {
  return { error: { ename: name, evalue: message } };
}
