// `gradients = tape.gradient(loss, variables)`, among the statements after a tape.
import type { Expression, Place, Statement, StatementOf } from '../python/syntax.js';
import { isConstant, namesOf, usesIn } from '../python/walk.js';
import { Untranslated } from './context.js';

export interface Taken {
  readonly gradients: readonly string[];
  /** Whether all go to one name. */
  readonly isName: boolean;
  readonly loss: string;
  readonly variables: Expression;
  /** Which of the statements after the tape it is. */
  readonly place: number;
  /** `return tape.gradient(…)` */
  readonly isReturned: boolean;
}

/** The first gradient of each tape, all of one that is persistent, in the order of the text. */
export function gradientsAfter(rest: readonly Statement[], { items }: StatementOf<'with'>): Taken[] {
  const all = items.flatMap(({ name, value }): Taken[] => {
    const places = rest.flatMap((one, i) => (isTaking(one, name) ? [i] : []));
    const used = isPersistent(value) ? places : places.slice(0, 1);
    return used.flatMap((place) => takenAt(rest, place) ?? []);
  });
  const taken = all.sort((a, b) => a.place - b.place);
  if (items.length > 1 || taken.length > 1) checkTapes(rest, items, taken);
  return taken;
}

/** A tape that is asked elsewhere too, as in a loop, is not understood as a whole. */
function checkTapes(
  rest: readonly Statement[],
  items: StatementOf<'with'>['items'],
  taken: readonly Taken[],
): void {
  const others = rest.filter((one, i) => one.type !== 'delete' && taken.every(({ place }) => place !== i));
  const names = new Set(items.map(({ name }) => name));
  const gradients = taken.flatMap(({ gradients }) => gradients);
  if (usesIn(others).some(({ name }) => names.has(name)))
    throw new Untranslated('a tape that is asked for gradients in a block of its own');
  if (taken.some(({ isReturned }) => isReturned) || new Set(gradients).size < gradients.length)
    throw new Untranslated('several gradients that go to one name, or are given back at once');
}

function isPersistent(node: Expression): boolean {
  const given = node.type === 'call' ? node.args.find(({ name }) => name === 'persistent')?.value : undefined;
  return isConstant(given, 'True');
}

const isTaking = (one: Statement, name: string | undefined): boolean =>
  (one.type === 'assign' || one.type === 'return') && isGradient(one.value, name);

function takenAt(rest: readonly Statement[], place: number): Taken | undefined {
  const one = rest[place];
  if (one?.type !== 'assign' && one?.type !== 'return') return undefined;
  const isReturned = one.type === 'return';
  const target = isReturned ? nameAt(one, 'gradients') : one.targets[0];
  const [loss, listed] = argumentsOf(one.value);
  // `tape.gradient(y, [x])[0]`
  const variables = one.value?.type === 'subscript' && listed?.type === 'list' ? listed.items[0] : listed;
  if (!target || loss?.type !== 'name' || !variables) return undefined;
  return {
    gradients: namesOf(target),
    isName: target.type === 'name',
    loss: loss.name,
    variables,
    place,
    isReturned,
  };
}

const nameAt = ({ from, to }: Place, name: string) => ({ from, to, type: 'name' as const, name });

export const givenBack = (place: Place, { gradients }: Taken): StatementOf<'return'> => {
  const { from, to } = place;
  return { from, to, type: 'return', value: nameAt(place, gradients[0]!) };
};

const argumentsOf = (node: Expression | undefined): Expression[] =>
  node?.type === 'call'
    ? node.args.map(({ value }) => value)
    : node?.type === 'subscript'
      ? argumentsOf(node.object)
      : [];

const isFirst = (node: Extract<Expression, { type: 'subscript' }>): boolean =>
  node.index.length === 1 && node.index[0]!.type === 'number' && node.index[0]!.text === '0';

const isGradient = (node: Expression | undefined, name: string | undefined): boolean =>
  (node?.type === 'subscript' &&
    isFirst(node) &&
    argumentsOf(node)[1]?.type === 'list' &&
    isGradient(node.object, name)) ||
  (node?.type === 'call' &&
    node.callee.type === 'attribute' &&
    node.callee.name === 'gradient' &&
    node.callee.object.type === 'name' &&
    node.callee.object.name === name);
