// What names stand for in the program of the last cell.
import type TypeScript from 'typescript';
import { ts } from './typescript.js';

/** The checker with a method that its typings leave out. */
interface Searching extends TypeScript.TypeChecker {
  resolveName(
    name: string,
    location: undefined,
    meaning: TypeScript.SymbolFlags,
    excludeGlobals: boolean,
  ): TypeScript.Symbol | undefined;
}

const anyMeaning =
  ts.SymbolFlags.Value | ts.SymbolFlags.Type | ts.SymbolFlags.Namespace | ts.SymbolFlags.Alias;

/** The texts of the declarations of the name at an offset. */
export function declarationAt(
  program: TypeScript.Program,
  file: TypeScript.SourceFile,
  offset: number,
): string | undefined {
  const name = identifierAt(file, offset);
  const checker = program.getTypeChecker();
  const symbol = name && checker.getSymbolAtLocation(name);
  const declarations = symbol && behindAlias(symbol, checker).declarations;
  return declarations?.map((declaration) => declaration.getText()).join('\n');
}

/** What a global name stands for; preloaded names are aliases. */
export function globalMeaning(program: TypeScript.Program, name: string): TypeScript.Symbol | undefined {
  const checker = program.getTypeChecker() as Searching;
  const symbol = checker.resolveName(name, undefined, anyMeaning, false);
  return symbol && behindAlias(symbol, checker);
}

export function behindAlias(symbol: TypeScript.Symbol, checker: TypeScript.TypeChecker): TypeScript.Symbol {
  return (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
}

/** The identifier that covers an offset or ends there. */
export function identifierAt(file: TypeScript.SourceFile, offset: number): TypeScript.Identifier | undefined {
  const find = (node: TypeScript.Node): TypeScript.Identifier | undefined => {
    if (offset < node.pos || offset > node.end) return undefined;
    const inner = ts.forEachChild(node, find);
    return inner ?? (ts.isIdentifier(node) && offset >= node.getStart(file) ? node : undefined);
  };
  return find(file);
}
