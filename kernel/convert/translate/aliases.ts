// Arrays that have two names, or a part of which has one: a change of one would be one of the other, and tensors do not change.
import type { Expression, Of } from '../python/syntax.js';
import type { Kind } from './kinds.js';
import type { Scope } from './scope.js';

/** Marks arrays where something is given one that has a name already, or a view of it. */
export function markShared(target: Expression, kind: Kind, source: Expression, scope: Scope): void {
  const root = kind.name === 'tensor' ? rootOf(source, scope) : undefined;
  if (root === undefined || (target.type === 'name' && target.name === root)) return;
  const names = target.type === 'name' ? [root, target.name] : [root];
  for (const name of names) {
    const variable = scope.find(name);
    if (variable?.kind.name === 'tensor') variable.isShared = true;
  }
}

const views = new Set(['reshape', 'ravel', 'squeeze', 'transpose', 'swapaxes', 'view']);

/** The name whose numbers an expression has, or some of them: `x`, `x[0]`, `x[:, 1:]`, `x.T`, `x.reshape(2, 3)`. */
function rootOf(node: Expression, scope: Scope): string | undefined {
  switch (node.type) {
    case 'name':
      return node.name;
    case 'attribute':
      return node.name === 'T' ? rootOf(node.object, scope) : undefined;
    case 'subscript':
      return node.index.every(isBasic) && !isNumber(node, scope) ? rootOf(node.object, scope) : undefined;
    case 'call':
      return node.callee.type === 'attribute' && views.has(node.callee.name)
        ? rootOf(node.callee.object, scope)
        : undefined;
    default:
      return undefined;
  }
}

/** A place or a range; several places are copied. */
const isBasic = (index: Expression): boolean =>
  ['slice', 'number', 'name', 'unary', 'binary', 'constant'].includes(index.type);

/** Whether it is a place for each axis. */
function isNumber({ object, index }: Of<'subscript'>, scope: Scope): boolean {
  const rank = object.type === 'name' ? scope.find(object.name)?.kind.rank : undefined;
  return rank === index.length && index.every(({ type }) => type !== 'slice' && type !== 'constant');
}

/** Marks an array that is put into something, which holds it from then on. */
export function markHeld(source: Expression, scope: Scope): void {
  const root = rootOf(source, scope);
  const variable = root === undefined ? undefined : scope.find(root);
  if (variable?.kind.name === 'tensor') variable.isShared = true;
}
