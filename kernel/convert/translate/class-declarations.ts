// What a program puts on a class later, as the class declares it.
import type { Doc } from '../code/layout.js';
import type { StatementOf } from '../python/syntax.js';
import { type Attached, endsWithValue, isProperty } from './attached.js';
import type { ClassFacts, Facts, FunctionFacts } from './facts.js';
import { unknown } from './kinds.js';
import { camelCase } from './names.js';
import { signatureOf } from './signatures.js';
import type { StatementContext } from './statement-context.js';

/** Methods that a class which extends this one has too: a field with their type would not be one of theirs. */
export const isOverridden = ({ className, name, part }: Attached, { classes }: Facts): boolean => {
  const extending = (one: ClassFacts | undefined): boolean =>
    one?.base !== undefined && (one.base === className || extending(classes.get(one.base)));
  return part === 'method' && [...classes.values()].some((one) => one.methods.has(name) && extending(one));
};

export const signaturesOf = (later: readonly Attached[], context: StatementContext): Doc[] =>
  [...new Map(later.map((one) => [one.name, one.node]))].map(
    ([name, node]) => `${context.facts.member(name)}${typeOfMethod(node, context).replace(') => ', '): ')};`,
  );

/** What the program puts on the class later, known as its own from here on. */
export function attachedTo(
  node: StatementOf<'class'>,
  facts: ClassFacts,
  { facts: all }: StatementContext,
): Attached[] {
  const later = all.attached.filter(({ className }) => className === node.name);
  for (const { name, part, node: attached } of later) {
    const own = node.body.statements.find((one) => one.type === 'function' && one.name === name);
    if (own?.type === 'function' && !takesTheSame(own, attached)) continue;
    const made = all.attachedFunction(attached);
    if (part === 'setter') facts.setters.set(name, made);
    else facts.methods.set(name, made);
    if (part === 'getter') facts.properties.add(name);
  }
  return later.filter(
    ({ name }) =>
      !node.body.statements.some((one) => one.type === 'function' && one.name === name) &&
      !isOfBase(name, facts, all),
  );
}

/** Whether what a class extends has a member of the name already. */
export const isOfBase = (name: string, { base }: ClassFacts, facts: Facts): boolean =>
  facts.methodOf(base, name) !== undefined || signatureOf(name, facts.rootOf(base) ?? '') !== undefined;

/** Whether a method and the one that takes its place are called alike. */
const takesTheSame = (a: StatementOf<'function'>, b: StatementOf<'function'>): boolean => {
  const [own, others] = [a, b].map(({ parameters }) =>
    parameters.slice(1).map(({ name, kind, byDefault }) => `${name} ${kind} ${byDefault === undefined}`),
  );
  return isProperty(a) === isProperty(b) && own!.join() === others!.join();
};

/** Types of what later cells put on the class. */
export function declarations(
  later: readonly Attached[],
  { fields }: ClassFacts,
  context: StatementContext,
): Doc[] {
  const { facts: all } = context;
  const names = [...new Set(later.map(({ name }) => name))];
  return names.map((name): Doc => {
    const own = later.filter((one) => one.name === name);
    const spelling = all.member(name);
    const isRead = own.some(({ part }) => part === 'getter');
    const { node, part } = own.at(-1)!;
    const getter = own.find((one) => one.part === 'getter')?.node ?? node;
    const gives = resultOf(getter, all.attachedFunction(getter), context);
    // What instances have before the property is there gives way to it.
    const field = fields.get(name);
    if (isRead && field) {
      const now = gives.replace(/^Promise<(.*)>$/, '$1');
      const isSame = now.replace('readonly ', '') === context.scope.typeOf(field);
      return `accessor ${spelling}!: ${isSame ? [...new Set([now, gives])].join(' | ') : 'any'};`;
    }
    if (part === 'getter') return `declare readonly ${spelling}: ${gives};`;
    if (part === 'setter') return `declare ${spelling}: any;`;
    return `declare ${spelling}: ${typeOfMethod(node, context)};`;
  });
}

function resultOf(
  { body }: StatementOf<'function'>,
  { gives, givesNone, isAsync }: FunctionFacts,
  { scope }: StatementContext,
): string {
  const known = givesNone || !endsWithValue(body) ? undefined : scope.typeOf(gives);
  const type = known?.startsWith('[') ? `readonly ${known}` : (known ?? 'any');
  return isAsync ? `Promise<${type}>` : type;
}

function typeOfMethod(node: StatementOf<'function'>, context: StatementContext): string {
  const facts = context.facts.attachedFunction(node);
  const hasRest = facts.parameters.some(({ kind }) => kind === 'list');
  const parameters = facts.parameters.flatMap(({ name, kind, byDefault }): string | string[] => {
    if (hasRest && kind === 'object') return [];
    if (kind === 'list') return `...${camelCase(name)}: any[]`;
    if (kind === 'object') return `${camelCase(name)}?: Record<string, any>`;
    if (byDefault) return `${camelCase(name)}?: any`;
    const seen = facts.kinds.get(name) ?? unknown;
    return `${camelCase(name)}: ${context.scope.typeOf(seen.name === 'model' ? { name: 'model' } : seen) ?? 'any'}`;
  });
  return `(${parameters.join(', ')}) => ${resultOf(node, facts, context)}`;
}
