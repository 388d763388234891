// Loops that fill an array place by place: a tensor does not change, and a new one for each place would take as long as
// copying all of it. Within the loop its numbers are a buffer's.
import type { Doc } from '../code/layout.js';
import type { StatementOf } from '../python/syntax.js';
import { usesIn } from '../python/walk.js';
import type { Variable } from './scope.js';
import type { StatementContext } from './statement-context.js';

type Loop = StatementOf<'for'> | StatementOf<'while'>;

/** The loop that `translate` makes, with the arrays that it does nothing with but to set their places as buffers. */
export function fillingBuffers(node: Loop, context: StatementContext, translate: () => Doc[]): Doc[] {
  const filled = filledIn(node, context);
  for (const variable of filled)
    variable.buffer = { spelling: context.scope.fresh(`${variable.spelling}Buffer`), isUsed: false };
  try {
    const loop = translate();
    const used = filled.filter(({ buffer }) => buffer!.isUsed);
    return [
      ...used.map(({ spelling, buffer }): Doc => [`const ${buffer!.spelling} = ${spelling}.bufferSync();`]),
      ...loop,
      ...used.map(({ spelling, buffer }): Doc => [`${spelling} = ${buffer!.spelling}.toTensor();`]),
    ];
  } finally {
    for (const variable of filled) delete variable.buffer;
  }
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
