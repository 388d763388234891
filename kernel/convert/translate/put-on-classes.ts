// Methods and properties that a program puts on its classes from outside.
import type { Doc } from '../code/layout.js';
import type { Expression, StatementOf } from '../python/syntax.js';
import { declaredAgain } from './assignments.js';
import { type Attached, isProperty, ownerOf, propertyParts, setterOf } from './attached.js';
import { isOfBase } from './class-declarations.js';
import { awaited, waitingSetter } from './classes.js';
import { call, quoted } from './code.js';
import { Untranslated } from './context.js';
import type { Kind } from './kinds.js';
import { Scope } from './scope.js';
import { calledMethod, headOf } from './signatures.js';
import type { StatementContext } from './statement-context.js';
import { Uses } from './uses.js';

/** A function that comes to a class: its `self` is `this`. A property is described as JavaScript has it. */
export function attachedFunction(
  node: StatementOf<'function'>,
  context: StatementContext,
): Doc[] | undefined {
  const owners = context.facts.attached.filter((one) => one.node === node);
  if (owners.length === 0) return undefined;
  const [{ className, name, part }] = owners as [Attached];
  const isOne = owners.every((one) => one.className === className && one.part === part);
  const names = new Set(owners.map((one) => one.name));
  const known = isOne ? context.scope.find(className) : undefined;
  const root = known && context.facts.rootOf(className);
  const facts = context.facts.attachedFunction(node);
  const property = setterOf(node);
  const before = property === undefined ? undefined : context.scope.find(property)?.spelling;
  const isDescribed = isProperty(node) || property !== undefined;
  const kind: Kind = isDescribed ? { name: 'property' } : { name: 'function', gives: facts.gives };
  const variable = declaredAgain(node.name, kind, context);
  if (!isDescribed) variable.method = facts;
  const [self, ...others] = node.parameters;
  const scope = new Scope(context.scope, {
    facts,
    owner: { className: known ? className : '', self: self!.name },
  });
  const called = calledMethod(isDescribed || names.size > 1 ? '' : name, root);
  const head = headOf(node, called, others, facts, scope, context);
  const body = context.statements(node.body, { scope, uses: new Uses([node.body]) });
  if (scope.isWaiting) context.facts.waits(facts);
  if (part === 'setter' && facts.isAsync) throw new Untranslated(waitingSetter);
  const own = withThis(head, known?.spelling ?? 'any');
  const isGetter = part === 'getter';
  const block: Doc = { statements: isGetter ? awaited(body, facts) : body };
  if (!isDescribed)
    return [[facts.isAsync && !isGetter ? 'async ' : '', 'function ', variable.spelling, own, ' ', block]];
  const described: Doc[] = isGetter
    ? [['get', own, ' ', block], 'configurable: true']
    : [...(before === undefined ? [] : [`...${before}`]), ['set', own, ' ', block]];
  return [
    [
      'const ',
      variable.spelling,
      ' = ',
      { open: '{', items: described.map((doc) => ({ doc })), close: '};' },
    ],
  ];
}

/** Parameters with the type of `this` before them. */
function withThis(head: Doc, type: string): Doc {
  if (typeof head === 'string' || !('items' in head)) return head;
  return { ...head, items: [{ doc: `this: ${type}` }, ...head.items] };
}

/** `Window.split = split`, `Window.train = train` of a property. */
export function putOnClass(
  { targets, value }: StatementOf<'assign'>,
  context: StatementContext,
): Doc[] | undefined {
  const { facts, scope } = context;
  const owners = targets.map((target) => ownerOf(target, facts.classes));
  if (!owners.some((one) => one)) return undefined;
  const isHere = scope.parent === undefined && context.isStraight;
  const found = owners.map((owner) =>
    facts.attached.filter((one) => one.className === owner?.className && one.name === owner.name),
  );
  const isFunction =
    value?.type === 'lambda' ||
    (value?.type === 'call' &&
      value.callee.type === 'name' &&
      /^(property|classmethod)$/.test(value.callee.name)) ||
    (value?.type === 'name' && /^(function|property)$/.test(scope.find(value.name)?.kind.name ?? ''));
  if (!isFunction) return undefined;
  if (!isHere || found.some(({ length }) => length === 0))
    throw new Untranslated(
      'what is put on a class: a function that stands by itself above, `Name.prototype.method = function () { … }`',
    );
  return owners.map((owner) => onPrototype(owner!, value!, context));
}

function onPrototype(
  { className, name }: { className: string; name: string },
  value: Expression,
  context: StatementContext,
): Doc {
  const { facts } = context;
  const spelling = context.scope.find(className)?.spelling ?? className;
  const member = facts.member(name);
  if (value.type === 'call') {
    const [get, set] = propertyParts(value).map((one) => context.expression(one).doc);
    const parts: Doc[] = [['get: ', get!], ...(set ? [['set: ', set]] : []), 'configurable: true'];
    return describedOn(spelling, member, { open: '{', items: parts.map((doc) => ({ doc })), close: '}' });
  }
  const { doc, kind } = context.expression(value);
  if (kind.name === 'property') return describedOn(spelling, member, doc);
  const own = facts.classes.get(className)!;
  const put = facts.attached.filter((one) => one.className === className && one.name === name);
  const made = put.map(({ node }) => facts.attachedFunction(node));
  if (!made.includes(facts.methodOf(className, name)!))
    throw new Untranslated('a method in place of another that takes other values');
  const isTyped = !isOfBase(name, own, facts) && put.length === 1;
  if (isTyped) return [`${spelling}.prototype.${member} = `, doc, ';'];
  const entry: Doc = doc === member ? member : [`${member}: `, doc];
  return [call('Object.assign', [`${spelling}.prototype`, ['{ ', entry, ' }']]), ';'];
}

const describedOn = (spelling: string, member: string, property: Doc): Doc => [
  call('Object.defineProperty', [`${spelling}.prototype`, quoted(member), property]),
  ';',
];
