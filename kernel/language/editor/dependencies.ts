// Who declares and who uses which name, for marks of cells that are out of date.
import type TypeScript from 'typescript';
import type { CellNames } from '../../contract/editor-messages.js';
import { ts } from '../typescript.js';
import { identifiersIn, localsOf, meaningAt } from './names.js';
import type { OpenCell } from './service.js';

/** For each cell, in order. A cell that assigns another's name gives it its value, and counts as declaring it. */
export function dependenciesOf(open: readonly OpenCell[], checker: TypeScript.TypeChecker): CellNames[] {
  const above = new Set<string>();
  const files = new Set(open.map(({ file }) => file));
  return open.map(({ cell, file }) => {
    const own = [...localsOf(file).values()].map(({ name }) => name).filter(isName);
    const names = identifiersIn(file, (name) => above.has(name)).filter((node) =>
      isOfAnotherCell(node, files, checker),
    );
    const assigned = names.filter(isAssigned).map(({ text }) => text);
    const declares = [...new Set([...own, ...assigned])];
    for (const name of own) above.add(name);
    return { id: cell.id, declares, uses: [...new Set(names.map(({ text }) => text))] };
  });
}

/** False of `declare global` and of modules. */
function isName(name: string): boolean {
  return /^[\p{ID_Start}$_]/u.test(name) && name !== ts.InternalSymbolName.Global;
}

function isOfAnotherCell(
  node: TypeScript.Identifier,
  cells: ReadonlySet<TypeScript.SourceFile>,
  checker: TypeScript.TypeChecker,
): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return false;
  const symbol = meaningAt(node, checker);
  const declared = symbol?.declarations?.[0]?.getSourceFile();
  if (!symbol || !declared || declared === node.getSourceFile() || !cells.has(declared)) return false;
  return localsOf(declared).get(symbol.escapedName as string) === symbol;
}

/** `x = 1`, `x += 1`, `x++`, `[x] = list`. */
function isAssigned(node: TypeScript.Node): boolean {
  const { parent } = node;
  if (ts.isBinaryExpression(parent)) return parent.left === node && isAssignment(parent.operatorToken.kind);
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent))
    return (
      parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken
    );
  if (ts.isParenthesizedExpression(parent)) return isAssigned(parent);
  return ts.isArrayLiteralExpression(parent) && isAssigned(parent);
}

function isAssignment(kind: TypeScript.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}
