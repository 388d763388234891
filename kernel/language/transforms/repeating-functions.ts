// Functions that repeat like loops, and that Stop must end like loops: those that call themselves, and those that an
// array's method calls for each of its elements.
import type TypeScript from 'typescript';
import { ts } from '../typescript.js';

export type FunctionWithBody = TypeScript.FunctionLikeDeclaration & { readonly body: TypeScript.ConciseBody };

const perElement = new Set([
  'every',
  'filter',
  'find',
  'findIndex',
  'flatMap',
  'forEach',
  'from',
  'map',
  'reduce',
  'reduceRight',
  'some',
  'sort',
]);

/** Decided by the user's own node: one that an earlier transform has made has no parent. */
export function isRepeating(transformed: TypeScript.Node): transformed is FunctionWithBody {
  const node = ts.getOriginalNode(transformed);
  if (!ts.isFunctionLike(node) || !('body' in node) || node.body === undefined) return false;
  return isCalledPerElement(node) || mentions(node.body as TypeScript.Node, nameOf(node));
}

function isCalledPerElement({ parent }: TypeScript.Node): boolean {
  if (!ts.isCallExpression(parent) || !ts.isPropertyAccessExpression(parent.expression)) return false;
  return perElement.has(parent.expression.name.text);
}

/** A function's own name, or that of what it is assigned to. */
function nameOf({ name, parent }: TypeScript.SignatureDeclaration): string | undefined {
  const named =
    name ?? (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) ? parent.name : undefined);
  return named && ts.isIdentifier(named) ? named.text : undefined;
}

function mentions(node: TypeScript.Node, name: string | undefined): boolean {
  if (name === undefined) return false;
  if (ts.isIdentifier(node)) return node.text === name;
  return ts.forEachChild(node, (child) => mentions(child, name) || undefined) ?? false;
}
