// What the checker knows of the names that code at a place in a cell can use.
import type TypeScript from 'typescript';
import { ts } from './typescript.js';
import { nodeAt } from './wording/finding.js';

const longest = 100;

/** The types of those of the names that the cell itself declares; without those that say nothing. */
export function typesInScope(
  program: TypeScript.Program,
  file: TypeScript.SourceFile,
  offset: number,
  names: readonly string[],
): Record<string, string> {
  const checker = program.getTypeChecker();
  const wanted = new Set(names);
  const place = nodeAt(file, offset, offset + 1);
  const types: Record<string, string> = {};
  for (const symbol of checker.getSymbolsInScope(place, ts.SymbolFlags.Value)) {
    if (!wanted.has(symbol.name) || symbol.valueDeclaration?.getSourceFile() !== file) continue;
    const type = checker.getTypeOfSymbolAtLocation(symbol, place);
    const text = type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown) ? '' : textOf(type, place, checker);
    if (text !== '' && text !== '{}') types[symbol.name] = text;
  }
  return types;
}

function textOf(type: TypeScript.Type, place: TypeScript.Node, checker: TypeScript.TypeChecker): string {
  const text = checker.typeToString(type, place, ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope);
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
