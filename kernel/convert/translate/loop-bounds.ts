// Where a counting loop ends: Python asks once, before the loop; JavaScript asks before each round.
import type { Body, Expression } from '../python/syntax.js';
import { partsOf, usesIn } from '../python/walk.js';
import type { Context } from './context.js';
import { pathOf } from './paths.js';

const pure = new Set(['len', 'int', 'float', 'abs', 'min', 'max', 'round']);
const changing =
  /^(append|appendleft|extend|insert|pop|popleft|remove|clear|add|discard|update|setdefault|sort|reverse)$/;

/** Whether an expression is made of names alone, and of what only computes. */
function isPlain(node: Expression, context: Context): boolean {
  if (node.type === 'await' || node.type === 'named' || node.type === 'yield') return false;
  if (node.type === 'call') {
    const isPure = node.callee.type === 'name' && pure.has(node.callee.name);
    const path = pathOf(node.callee, context.scope) ?? '';
    if (!isPure && !/^(math|numpy)\.(?!random)/.test(path)) return false;
    return node.args.every(({ value }) => isPlain(value, context));
  }
  return partsOf(node).every((one) => isPlain(one, context));
}

/** Whether the bound of a loop is the same in every round: nothing of it is changed by the body. */
export function isSteadyBound(bound: Expression, body: Body, context: Context): boolean {
  if (!isPlain(bound, context)) return false;
  const { from, to } = bound;
  const names = new Set(usesIn([{ from, to, type: 'expression', value: bound }]).map(({ name }) => name));
  const fields = new Set(fieldsIn(bound));
  const isChanged = usesIn(body.statements).some(
    (use) => names.has(use.name) && (use.isStore || use.isPlace || use.isOuterStore),
  );
  return !isChanged && !changesOne(body.statements, names, fields);
}

/** Names that stand after a dot. */
const fieldsIn = (node: Expression): string[] => [
  ...(node.type === 'attribute' ? [node.name] : []),
  ...partsOf(node).flatMap(fieldsIn),
];

type Tree = { readonly [key: string]: unknown };

/** Whether something in a tree gives a field another value, or calls a method that changes one of the names. */
function changesOne(tree: unknown, names: ReadonlySet<string>, fields: ReadonlySet<string>): boolean {
  if (Array.isArray(tree)) return tree.some((one) => changesOne(one, names, fields));
  if (typeof tree !== 'object' || tree === null) return false;
  const node = tree as Tree;
  const isOne = (one: unknown): boolean => {
    const { type, name } = (one ?? {}) as Tree;
    return type === 'name' ? names.has(name as string) : type === 'attribute' && fields.has(name as string);
  };
  const isField = (one: unknown): boolean => {
    const { type, object } = one as Tree;
    return type === 'subscript' ? isOne(object) : type === 'attribute' && isOne(one);
  };
  const { type } = node;
  if (type === 'assign' && (node.targets as unknown[]).some(isField)) return true;
  if (type === 'update' && isField(node.target)) return true;
  if (type === 'delete' && (node.targets as unknown[]).some((one) => isOne((one as Tree).object)))
    return true;
  if (type === 'call') {
    const callee = node.callee as Tree;
    if (callee.type === 'attribute' && changing.test(callee.name as string) && isOne(callee.object))
      return true;
  }
  return Object.values(node).some((one) => changesOne(one, names, fields));
}
