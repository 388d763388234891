// Loops that fill an array place by place: a tensor does not change, and a new one for each place would take as long as
// copying all of it. Within the loop its numbers are a buffer's. So are those of an array of known axes that a loop only
// reads: an op for each number takes hundreds of times as long as the number.
import type { Doc } from '../code/layout.js';
import type { Of, StatementOf } from '../python/syntax.js';
import { usesIn } from '../python/walk.js';
import { type Code, call, code, levels, within } from './code.js';
import type { Context } from './context.js';
import { number, unknown } from './kinds.js';
import type { Variable } from './scope.js';
import type { StatementContext } from './statement-context.js';

type Loop = StatementOf<'for'> | StatementOf<'while'>;

/** The loop that `translate` makes, with the arrays that it does nothing with but to set their places as buffers. */
export function fillingBuffers(node: Loop, context: StatementContext, translate: () => Doc[]): Doc[] {
  const filled = filledIn(node, context);
  const read = readIn(node, context);
  for (const variable of read)
    variable.numbers = { spelling: context.scope.fresh(`${variable.spelling}Numbers`), isUsed: false };
  for (const variable of filled)
    variable.buffer = { spelling: context.scope.fresh(`${variable.spelling}Buffer`), isUsed: false };
  try {
    const loop = translate();
    const used = filled.filter(({ buffer }) => buffer!.isUsed);
    const asked = read.filter(({ numbers }) => numbers!.isUsed);
    return [
      ...asked.flatMap(({ spelling, kind: { rank }, numbers }): Doc[] => [
        checkOf(spelling, rank!),
        `const ${numbers!.spelling} = ${spelling}.bufferSync();`,
      ]),
      ...used.map(({ spelling, buffer }): Doc => [`const ${buffer!.spelling} = ${spelling}.bufferSync();`]),
      ...loop,
      ...used.map(({ spelling, buffer }): Doc => [`${spelling} = ${buffer!.spelling}.toTensor();`]),
    ];
  } finally {
    for (const variable of filled) delete variable.buffer;
    for (const variable of read) delete variable.numbers;
  }
}

const checkOf = (name: string, rank: number): string =>
  `if (${name}.rank !== ${rank}) throw new Error(\`${name}: expected ${rank} ${rank === 1 ? 'axis' : 'axes'}. ` +
  `Received: \${${name}.rank}.\`);`;

/** Tensors of this scope whose axes are known, and that neither the loop nor a function gives other values. */
function readIn(node: Loop, { scope, uses }: StatementContext): Variable[] {
  const all = usesIn([node]);
  return [...new Set(all.map(({ name }) => name))].flatMap((name) => {
    const variable = scope.own(name);
    const isLeft = all.every((use) => use.name !== name || !(use.isStore || use.isPlace));
    const isKnown = variable?.kind.name === 'tensor' && variable.kind.rank !== undefined;
    return isKnown && isLeft && !variable.numbers && !uses.isInner(name) ? [variable] : [];
  });
}

/** `x[i, j]` of such an array, where each place is whole and not negative: a number. */
export function numberRead(node: Of<'subscript'>, context: Context): Code | undefined {
  if (node.object.type !== 'name') return undefined;
  const variable = context.scope.own(node.object.name);
  const { numbers, kind: { rank } = unknown } = variable ?? {};
  if (!numbers || node.index.length !== rank || node.index.some(({ type }) => type === 'slice'))
    return undefined;
  const places = node.index.map((one) => context.expression(one));
  if (!places.every(({ kind }) => kind.name === 'number' && kind.isCount)) return undefined;
  numbers.isUsed = true;
  const docs = places.map((one) => within(one, levels.assign));
  return code([numbers.spelling, call('.get', docs)], number);
}

/** Tensors of this scope whose places the loop sets, and of which it and the functions around take nothing. */
function filledIn(node: Loop, { scope, uses }: StatementContext): Variable[] {
  const all = usesIn([node]);
  const names = new Set(all.filter(({ isPlace }) => isPlace).map(({ name }) => name));
  return [...names].flatMap((name) => {
    const variable = scope.own(name);
    const isFilled = all.every((use) => use.name !== name || use.isPlace) && !uses.isInner(name);
    return variable?.kind.name === 'tensor' && !variable.buffer && isFilled ? [variable] : [];
  });
}
