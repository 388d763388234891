// Shapes for those who type: mistakes between layers, what hover says of a layer, hints behind layers.
import type TypeScript from 'typescript';
import {
  type CellDiagnostic,
  type InlayHint,
  type Range,
  severities,
} from '../../contract/editor-messages.js';
import { ts } from '../typescript.js';
import { inSource } from './cells.js';
import { nameAt, occurrences } from './names.js';
import { cellRange, fileOffset, positionAt } from './places.js';
import type { NotebookService, OpenCell } from './service.js';
import { ShapeReader } from './shapes/reader.js';
import { type Shape, shapeText } from './shapes/shape.js';

export class CellShapes {
  readonly #notebook: NotebookService;
  #reader: { readonly program: TypeScript.Program; readonly reader: ShapeReader } | undefined;

  constructor(notebook: NotebookService) {
    this.#notebook = notebook;
  }

  /** What would be refused when the model is made. */
  mistakes({ cell, file }: OpenCell): CellDiagnostic[] {
    const { problems } = this.#current().read(file);
    return problems.map(({ node, message }) => ({
      range: cellRange(cell, { start: node.getStart(file), length: node.end - node.getStart(file) }),
      severity: severities.error,
      source: 'TensorCell',
      message,
    }));
  }

  /** Of the layer, model or symbolic tensor that is named at a place. */
  at({ cell, file }: OpenCell, position: { line: number; character: number }): string | undefined {
    const name = nameAt(file, fileOffset(cell, position));
    const shape = name && this.#shapeOf(name, file);
    return shape && `**Output** \`${shapeText(shape)}\``;
  }

  hints({ cell, file }: OpenCell, range: Range): InlayHint[] {
    const [start, end] = [fileOffset(cell, range.start), fileOffset(cell, range.end)];
    return this.#current()
      .read(file)
      .layers.filter(({ node }) => node.end >= start && node.end <= end)
      .map(({ node, output }) => ({
        position: positionAt(cell.source, inSource(node.end, cell)),
        label: `→ ${shapeText(output)}`,
        paddingLeft: true,
      }));
  }

  #shapeOf(name: TypeScript.Identifier, file: TypeScript.SourceFile): Shape | undefined {
    const reader = this.#current();
    const layer = reader.read(file).layers.find((one) => one.name === name);
    if (layer) return layer.output;
    const symbol = this.#notebook.program().getTypeChecker().getSymbolAtLocation(name);
    const declaration = symbol?.declarations?.[0];
    const model =
      declaration &&
      reader.read(declaration.getSourceFile()).models.get(declaration as TypeScript.VariableDeclaration);
    if (model) return this.#isChangedElsewhere(symbol!, declaration!) ? undefined : model;
    return reader.tensor(name);
  }

  /** True where another cell adds layers to a model. */
  #isChangedElsewhere(symbol: TypeScript.Symbol, declaration: TypeScript.Declaration): boolean {
    const others = this.#notebook.open().filter(({ file }) => file !== declaration.getSourceFile());
    const checker = this.#notebook.program().getTypeChecker();
    return occurrences(symbol, symbol.name, others, checker).some(
      ({ node: { parent } }) => ts.isPropertyAccessExpression(parent) && /^(add|pop)$/.test(parent.name.text),
    );
  }

  #current(): ShapeReader {
    const program = this.#notebook.program();
    if (this.#reader?.program !== program) {
      const isLibrary = (name: string) => this.#notebook.base.preload.includes(name);
      this.#reader = { program, reader: new ShapeReader(program.getTypeChecker(), isLibrary) };
    }
    return this.#reader.reader;
  }
}
