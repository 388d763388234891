// Defaults of parameters: Python asks for them once, where the function stands, JavaScript at each call.
import type { Body, Expression } from '../python/syntax.js';
import { pathOf } from './paths.js';
import type { StatementContext } from './statement-context.js';

/** Whether a default is the same whenever it is asked for, or nobody sees whether it is. */
export function isSteadyDefault(
  node: Expression,
  name: string,
  body: Body,
  context: StatementContext,
): boolean {
  switch (node.type) {
    case 'number':
    case 'text':
    case 'constant':
    case 'lambda':
      return true;
    case 'unary':
      return isSteadyDefault(node.operand, name, body, context);
    case 'binary':
      return [node.left, node.right].every((one) => isSteadyDefault(one, name, body, context));
    case 'tuple':
      return node.items.every((one) => isSteadyDefault(one, name, body, context));
    case 'list':
    case 'set':
      return node.items.every((one) => isSteadyDefault(one, name, body, context)) && !isKept(body, name);
    case 'dict':
      return (
        node.entries.every(({ value }) => isSteadyDefault(value, name, body, context)) && !isKept(body, name)
      );
    case 'attribute':
      return pathOf(node, context.scope) !== undefined;
    case 'name':
      return pathOf(node, context.scope) !== undefined || isSteadyName(node.name, context);
    case 'call':
      return /^(?!.*(random|time))/.test(pathOf(node.callee, context.scope) ?? 'time');
    default:
      return false;
  }
}

function isSteadyName(name: string, { scope, uses }: StatementContext): boolean {
  const own = scope.own(name);
  return own === undefined || (uses.isSteady(name) && !own.isHoisted);
}

const changing = /^(append|extend|insert|pop|remove|clear|add|discard|update|setdefault|sort|reverse)$/;

type Tree = { readonly [key: string]: unknown };

/** Whether a function changes what it is given, or gives it on to something that lasts. */
function isKept({ statements }: Body, name: string): boolean {
  const isIt = (one: unknown): boolean => (one as Tree)?.type === 'name' && (one as Tree).name === name;
  const isPart = (one: unknown): boolean => (one as Tree)?.type === 'subscript' && isIt((one as Tree).object);
  const visit = (tree: unknown): boolean => {
    if (Array.isArray(tree)) return tree.some(visit);
    if (typeof tree !== 'object' || tree === null) return false;
    const node = tree as Tree;
    const { type } = node;
    if ((type === 'return' || type === 'yield') && isIt(node.value)) return true;
    if (type === 'update' && (isIt(node.target) || isPart(node.target))) return true;
    if (type === 'assign' && ((node.targets as unknown[]).some(isPart) || isIt(node.value))) return true;
    if (type === 'delete' && (node.targets as unknown[]).some(isPart)) return true;
    if (type === 'call' && (node.callee as Tree).type === 'attribute') {
      const { object, name: method } = node.callee as Tree;
      if (isIt(object) && changing.test(method as string)) return true;
    }
    return Object.values(node).some(visit);
  };
  return visit(statements);
}
