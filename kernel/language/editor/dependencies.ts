// Who declares and who uses which name, for marks of cells that are out of date.
import type TypeScript from 'typescript';
import type { CellNames } from '../../contract/editor-messages.js';
import { ts } from '../typescript.js';
import { isAssigned, isChanged } from './changes.js';
import { identifiersIn, localsOf, meaningAt } from './names.js';
import type { OpenCell } from './service.js';

/** A place where a name that stands at the top of a cell is meant. */
interface Use {
  readonly node: TypeScript.Identifier;
  readonly symbol: TypeScript.Symbol;
  /** The function or class of a cell in which it stands: that runs when it is called. */
  readonly within: TypeScript.Symbol | undefined;
  readonly isAssigned: boolean;
  readonly isChanged: boolean;
}

/** For each cell, in order. */
export function dependenciesOf(open: readonly OpenCell[], checker: TypeScript.TypeChecker): CellNames[] {
  const names = new Set(open.flatMap(({ file }) => ownNames(file)));
  const files = new Set(open.map(({ file }) => file));
  const uses = open.map(({ file }) => usesIn(file, names, files, checker));
  const changedBy = effects(uses.flat());
  return open.map(({ cell, file }, at) => {
    const here = uses[at] ?? [];
    const ofOthers = here.filter(({ symbol }) => fileOf(symbol) !== file);
    // What stands in a function is done by those who call it.
    const running = here.filter(({ within }) => within === undefined);
    const assigned = running.filter((use) => use.isAssigned && ofOthers.includes(use));
    const declares = [...new Set([...ownNames(file), ...assigned.map(nameOf)])];
    const changed = [
      ...running.filter((use) => use.isChanged).map(nameOf),
      ...running.flatMap(({ symbol }) => changedBy(symbol)),
    ];
    return {
      id: cell.id,
      declares,
      changes: [...new Set(changed)].filter((name) => !declares.includes(name)),
      uses: [...new Set(ofOthers.map(nameOf))],
    };
  });
}

function usesIn(
  file: TypeScript.SourceFile,
  names: ReadonlySet<string>,
  cells: ReadonlySet<TypeScript.SourceFile>,
  checker: TypeScript.TypeChecker,
): Use[] {
  return identifiersIn(file, (name) => names.has(name)).flatMap((node) => {
    const { parent } = node;
    if (ts.isPropertyAccessExpression(parent) && parent.name === node) return [];
    const symbol = meaningAt(node, checker);
    if (!symbol || !isAtTop(symbol, cells)) return [];
    const within = functionAround(node, checker);
    return [{ node, symbol, within, isAssigned: isAssigned(node), isChanged: isChanged(node, checker) }];
  });
}

function isAtTop(symbol: TypeScript.Symbol, cells: ReadonlySet<TypeScript.SourceFile>): boolean {
  const file = fileOf(symbol);
  return file !== undefined && cells.has(file) && localsOf(file).get(symbol.escapedName as string) === symbol;
}

function fileOf({ declarations }: TypeScript.Symbol): TypeScript.SourceFile | undefined {
  return declarations?.[0]?.getSourceFile();
}

function nameOf({ node }: Use): string {
  return node.text;
}

/** Without `declare global` and modules. */
function ownNames(file: TypeScript.SourceFile): string[] {
  return [...localsOf(file).values()]
    .map(({ name }) => name)
    .filter((name) => /^[\p{ID_Start}$_]/u.test(name) && name !== ts.InternalSymbolName.Global);
}

/** The function or class that a cell declares at its top, and whose code a node is. */
function functionAround(
  node: TypeScript.Node,
  checker: TypeScript.TypeChecker,
): TypeScript.Symbol | undefined {
  let name: TypeScript.Node | undefined;
  for (let one = node; !ts.isSourceFile(one); one = one.parent) name = functionName(one) ?? name;
  return name && checker.getSymbolAtLocation(name);
}

function functionName(node: TypeScript.Node): TypeScript.Node | undefined {
  if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) return node.name;
  const isNamed =
    ts.isVariableDeclaration(node) && node.initializer !== undefined && ts.isFunctionLike(node.initializer);
  return isNamed ? node.name : undefined;
}

/** What each function changes, itself or by others that it names. */
function effects(uses: readonly Use[]): (of: TypeScript.Symbol) => string[] {
  const inside = new Map<TypeScript.Symbol | undefined, Use[]>();
  for (const use of uses) {
    const others = inside.get(use.within);
    if (others) others.push(use);
    else inside.set(use.within, [use]);
  }
  const found = (symbol: TypeScript.Symbol, seen: Set<TypeScript.Symbol>): string[] => {
    if (seen.has(symbol)) return [];
    seen.add(symbol);
    return (inside.get(symbol) ?? []).flatMap((use) => [
      ...(use.isAssigned || use.isChanged ? [nameOf(use)] : []),
      ...found(use.symbol, seen),
    ]);
  };
  return (symbol) => found(symbol, new Set());
}
