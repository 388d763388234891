// All uses of a name, and another name for it, over all cells.
import type TypeScript from 'typescript';
import type { Location, Position, Range, TextEdit, WorkspaceEdit } from '../../contract/editor-messages.js';
import { target, ts } from '../typescript.js';
import { EditorFailure } from './failure.js';
import { isMember, meaningAt, nameAt, occurrences } from './names.js';
import { cellRange, fileOffset } from './places.js';
import type { NotebookService, OpenCell } from './service.js';

/** The checker with a method that its typings leave out. */
interface Searching extends TypeScript.TypeChecker {
  resolveName(
    name: string,
    location: TypeScript.Node,
    meaning: TypeScript.SymbolFlags,
    excludeGlobals: boolean,
  ): TypeScript.Symbol | undefined;
}

interface Named {
  readonly node: TypeScript.Identifier;
  readonly symbol: TypeScript.Symbol;
}

const anyMeaning =
  ts.SymbolFlags.Value | ts.SymbolFlags.Type | ts.SymbolFlags.Namespace | ts.SymbolFlags.Alias;

/** Where a name of the cells, of a local file or of the library is used, in cells. */
export function referencesAt(
  open: OpenCell,
  position: Position,
  notebook: NotebookService,
  includeDeclaration = true,
): Location[] {
  const named = namedAt(open, position, notebook);
  if (!named) return [];
  const { node, symbol } = named;
  if (isMember(symbol)) return ofMember(open, position, notebook, includeDeclaration);
  const checker = notebook.program().getTypeChecker();
  return occurrences(symbol, node.text, notebook.open(), checker)
    .filter((one) => includeDeclaration || !isDeclaration(one.node))
    .map(({ cell, file, node: at }) => ({ uri: cell.id, range: cellRange(cell, spanOf(at, file)) }));
}

function ofMember(
  { cell }: OpenCell,
  position: Position,
  { service, cells }: NotebookService,
  includeDeclaration: boolean,
): Location[] {
  const symbols = service.findReferences(cell.fileName, fileOffset(cell, position)) ?? [];
  return symbols
    .flatMap(({ references }) => references)
    .filter(({ isDefinition }) => includeDeclaration || !isDefinition)
    .flatMap(({ fileName, textSpan }) => {
      const other = cells.of(fileName);
      return other ? [{ uri: other.id, range: cellRange(other, textSpan) }] : [];
    });
}

/** What would be renamed at a place; nothing where it cannot be. */
export function renamedAt(
  open: OpenCell,
  position: Position,
  notebook: NotebookService,
): { range: Range; placeholder: string } | null {
  const named = namedAt(open, position, notebook);
  if (!named || obstacle(named, notebook) !== undefined) return null;
  const { cell, file } = open;
  return { range: cellRange(cell, spanOf(named.node, file)), placeholder: named.node.text };
}

export function rename(
  open: OpenCell,
  position: Position,
  newName: string,
  notebook: NotebookService,
): WorkspaceEdit {
  const named = namedAt(open, position, notebook);
  if (!named) throw new EditorFailure('CannotRename', 'There is no name here.');
  const reason = obstacle(named, notebook) ?? wrongName(newName);
  if (reason !== undefined) throw new EditorFailure('CannotRename', reason);
  return isMember(named.symbol)
    ? renameMember(open, position, newName, notebook)
    : renameVariable(named, newName, notebook);
}

function renameVariable({ node, symbol }: Named, newName: string, notebook: NotebookService): WorkspaceEdit {
  const checker = notebook.program().getTypeChecker() as Searching;
  const places = occurrences(symbol, node.text, notebook.open(), checker);
  const taken = places.find(({ node: at }) => isTaken(newName, at, checker));
  if (taken) {
    const line = taken.file.getLineAndCharacterOfPosition(taken.node.getStart()).line;
    throw new EditorFailure(
      'CannotRename',
      `\`${newName}\` means something else where \`${node.text}\` is used (line ${line} of that cell). Choose another name.`,
    );
  }
  return collected(
    places.map(({ cell, file, node: at }) => [
      cell.id,
      { range: cellRange(cell, spanOf(at, file)), newText: around(at, newName) },
    ]),
  );
}

/** A global that the cells' own name would hide is no obstacle, unless it is the library's or the cells'. */
function isTaken(name: string, at: TypeScript.Node, checker: Searching): boolean {
  return checker.resolveName(name, at, anyMeaning, true) !== undefined;
}

/** `{ size }` keeps its property: `{ size: newName }`; `import { a }` its export: `import { a as newName }`. */
function around(node: TypeScript.Identifier, newName: string): string {
  const { parent, text } = node;
  if (ts.isShorthandPropertyAssignment(parent)) return `${text}: ${newName}`;
  const isShort = (ts.isBindingElement(parent) || ts.isImportSpecifier(parent)) && !parent.propertyName;
  if (!isShort || parent.name !== node) return newName;
  if (ts.isImportSpecifier(parent)) return `${text} as ${newName}`;
  return ts.isObjectBindingPattern(parent.parent) && !parent.dotDotDotToken ? `${text}: ${newName}` : newName;
}

function renameMember(
  { cell }: OpenCell,
  position: Position,
  newName: string,
  { service, cells }: NotebookService,
): WorkspaceEdit {
  const places =
    service.findRenameLocations(cell.fileName, fileOffset(cell, position), false, false, {
      providePrefixAndSuffixTextForRename: true,
    }) ?? [];
  return collected(
    places.map(({ fileName, textSpan, prefixText = '', suffixText = '' }) => {
      const other = cells.of(fileName);
      if (!other) {
        const reason = `It is used in ${fileName} too, which is no cell. Rename it there by hand.`;
        throw new EditorFailure('CannotRename', reason);
      }
      return [other.id, { range: cellRange(other, textSpan), newText: prefixText + newName + suffixText }];
    }),
  );
}

function collected(edits: readonly (readonly [string, TextEdit])[]): WorkspaceEdit {
  const changes: Record<string, TextEdit[]> = {};
  for (const [id, edit] of edits) {
    changes[id] ??= [];
    changes[id].push(edit);
  }
  return { changes };
}

function namedAt({ cell, file }: OpenCell, position: Position, notebook: NotebookService): Named | undefined {
  const node = nameAt(file, fileOffset(cell, position));
  const symbol = node && meaningAt(node, notebook.program().getTypeChecker());
  return symbol && { node, symbol };
}

/** Why a name cannot be changed in cells. */
function obstacle({ node, symbol }: Named, { cells, files }: NotebookService): string | undefined {
  const places = (symbol.declarations ?? []).map((one) => one.getSourceFile().fileName);
  const other = places.find((name) => !cells.of(name));
  if (places.length === 0) return `\`${node.text}\` is no name that a cell declares.`;
  if (other === undefined) return undefined;
  return other === files.sessionName
    ? `\`${node.text}\` is a variable of a cell that is no longer in the notebook.`
    : `\`${node.text}\` is declared in ${other}, not in a cell.`;
}

function wrongName(name: string): string | undefined {
  const scanner = ts.createScanner(target, false, ts.LanguageVariant.Standard, name);
  const isName = scanner.scan() === ts.SyntaxKind.Identifier && scanner.getTokenEnd() === name.length;
  return isName ? undefined : `Expected a name, such as \`value\`. Received: ${JSON.stringify(name)}.`;
}

function isDeclaration(node: TypeScript.Identifier): boolean {
  return (
    (node.parent as { name?: TypeScript.Node }).name === node && !ts.isPropertyAccessExpression(node.parent)
  );
}

function spanOf(node: TypeScript.Node, file: TypeScript.SourceFile): TypeScript.TextSpan {
  const start = node.getStart(file);
  return { start, length: node.end - start };
}
