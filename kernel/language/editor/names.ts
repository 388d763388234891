// Names in cells: what the name at a place stands for, and where else the same is meant.
import type TypeScript from 'typescript';
import { ts } from '../typescript.js';
import type { OpenCell } from './service.js';

type Identifier = TypeScript.Identifier;
type TypeChecker = TypeScript.TypeChecker;

/** What the compiler keeps of a file, which the typings leave out. */
interface Kept {
  readonly locals?: ReadonlyMap<string, TypeScript.Symbol>;
  readonly identifiers: ReadonlyMap<string, string>;
}

/** One place where a name stands, in the file of a cell. */
export interface Occurrence extends OpenCell {
  readonly node: Identifier;
}

export function nameAt(file: TypeScript.SourceFile, offset: number): Identifier | undefined {
  const node = ts.getTouchingPropertyName(file, offset);
  return ts.isIdentifier(node) ? node : undefined;
}

/** In `{ size }` the name stands for the variable, not for the property. */
export function meaningAt(node: Identifier, checker: TypeChecker): TypeScript.Symbol | undefined {
  const { parent } = node;
  if (ts.isShorthandPropertyAssignment(parent) && parent.name === node)
    return checker.getShorthandAssignmentValueSymbol(parent);
  return checker.getSymbolAtLocation(node);
}

/** A member of an object or of a type: other objects may have the same one. */
export function isMember({ flags }: TypeScript.Symbol): boolean {
  return (flags & (ts.SymbolFlags.ClassMember | ts.SymbolFlags.EnumMember)) !== 0;
}

/** The names that a cell declares at its top. */
export function localsOf(file: TypeScript.SourceFile): ReadonlyMap<string, TypeScript.Symbol> {
  return (file as unknown as Kept).locals ?? new Map();
}

/** Every place in cells where a symbol is meant by its name. */
export function occurrences(
  symbol: TypeScript.Symbol,
  name: string,
  cells: readonly OpenCell[],
  checker: TypeChecker,
): Occurrence[] {
  return cells.flatMap((open) =>
    identifiersIn(open.file, (text) => text === name)
      .filter((node) => isSame(symbol, meaningAt(node, checker)))
      .map((node) => ({ ...open, node })),
  );
}

function isSame(symbol: TypeScript.Symbol, other: TypeScript.Symbol | undefined): boolean {
  if (symbol === other) return true;
  return other?.declarations?.some((one) => symbol.declarations?.includes(one)) ?? false;
}

/** All identifiers with certain names. */
export function identifiersIn(
  file: TypeScript.SourceFile,
  isWanted: (name: string) => boolean,
): Identifier[] {
  const { identifiers } = file as unknown as Kept;
  if (![...identifiers.keys()].some(isWanted)) return [];
  const found: Identifier[] = [];
  const visit = (node: TypeScript.Node): void => {
    if (ts.isIdentifier(node) && isWanted(node.text)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
