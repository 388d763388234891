// The mistakes in each cell, in the words of run time. A check is kept as long as nothing that it depends on has changed.
import { basename } from 'node:path';
import type TypeScript from 'typescript';
import type { Diagnostic } from '../../contract/diagnostics.js';
import { type CellDiagnostic, severities } from '../../contract/editor-messages.js';
import { prefix } from '../cell-text.js';
import { mistakesIn } from '../check.js';
import { toDiagnostics } from '../diagnostics.js';
import { ts } from '../typescript.js';
import type { CellShapes } from './cell-shapes.js';
import { offsetAt, rangeOf } from './places.js';
import type { NotebookService, OpenCell } from './service.js';
import { CheckKeys, Signatures } from './signatures.js';

/** A mistake in one name is found wherever the name is used. */
const most = 100;
/** A package that is not there may be installed at any time. */
const notFound = new Set([2307, 2792, 7016]);

export class CellDiagnostics {
  readonly #notebook: NotebookService;
  readonly #yieldIfAsked: () => void;
  readonly #shapes: CellShapes;
  readonly #signatures = new Signatures();
  readonly #known = new Map<string, { readonly key: string; readonly items: readonly CellDiagnostic[] }>();
  #keys:
    | { readonly program: TypeScript.Program; readonly surroundings: string; readonly keys: CheckKeys }
    | undefined;

  /** @param yieldIfAsked throws when something more important waits */
  constructor(notebook: NotebookService, shapes: CellShapes, yieldIfAsked: () => void) {
    this.#notebook = notebook;
    this.#shapes = shapes;
    this.#yieldIfAsked = yieldIfAsked;
  }

  /** Shapes are looked at each time: they may come from any cell above. */
  of(open: OpenCell): readonly CellDiagnostic[] {
    const items = this.#checked(open);
    const shapes = items.length === 0 ? this.#shapes.mistakes(open) : [];
    return shapes.length > 0 ? shapes : items;
  }

  #checked(open: OpenCell): readonly CellDiagnostic[] {
    const { id } = open.cell;
    const key = this.keys().of(id);
    const known = this.#known.get(id);
    if (known?.key === key) return known.items;
    const found = this.#check(open);
    const items = this.#converted(found, open);
    if (!found.some(({ code }) => notFound.has(code))) this.#known.set(id, { key, items });
    return items;
  }

  /** Of all cells as they are now. */
  keys(): CheckKeys {
    const open = this.#notebook.open();
    const program = this.#notebook.program();
    const { surroundings } = this.#notebook.files;
    if (this.#keys?.program !== program || this.#keys.surroundings !== surroundings) {
      const keys = new CheckKeys(open, surroundings, program.getTypeChecker(), this.#signatures);
      this.#keys = { program, surroundings, keys };
    }
    return this.#keys.keys;
  }

  #check({ file }: OpenCell): TypeScript.Diagnostic[] {
    return mistakesIn(this.#notebook.program(), file, this.#notebook.base.progress, this.#yieldIfAsked);
  }

  #converted(found: readonly TypeScript.Diagnostic[], { cell, file }: OpenCell): CellDiagnostic[] {
    const program = this.#notebook.program();
    const { fileName, source } = cell;
    const told = toDiagnostics(found, { program, fileName, source, prefix: prefix.length });
    return told.slice(0, most).map((one) => {
      const severity = severities.error;
      const { code } = one;
      if (one.file === undefined) {
        return { range: rangeIn(source, one), severity, code, source: 'TypeScript', message: one.message };
      }
      const message = `${basename(one.file)}:${one.line}:${one.column}: ${one.message}`;
      return { range: firstImport(file, source), severity, code, source: 'TypeScript', message };
    });
  }
}

function rangeIn(source: string, { line, column, length }: Diagnostic) {
  const start = offsetAt(source, { line: line - 1, character: column - 1 });
  return rangeOf(source, start, start + Math.max(1, length));
}

/** A mistake in a file beside the notebook is shown where the cell imports files. */
function firstImport(file: TypeScript.SourceFile, source: string) {
  const local = file.statements.find(
    (statement) =>
      ts.isImportDeclaration(statement) &&
      ts.isStringLiteral(statement.moduleSpecifier) &&
      statement.moduleSpecifier.text.startsWith('.'),
  );
  const node = local && ts.isImportDeclaration(local) ? local.moduleSpecifier : undefined;
  if (!node) return rangeOf(source, 0, source.length);
  return rangeOf(source, node.getStart(file) - prefix.length, node.end - prefix.length);
}
