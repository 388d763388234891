// A tape that watches tensors: a function of them, which `tf.valueAndGrad` derives.
import type { Doc } from '../code/layout.js';
import type { Statement, StatementOf } from '../python/syntax.js';
import { namesStoredIn } from '../python/walk.js';
import { call } from './code.js';
import { Untranslated } from './context.js';
import { tensor } from './kinds.js';
import type { StatementContext } from './statement-context.js';
import type { Taken } from './taken-gradients.js';
import { given, hoisted, ownIn, wordFor } from './tape-names.js';

/** `tape.watch(x)`: names of the tensors. */
export const watchedIn = (node: StatementOf<'with'>): string[] =>
  node.body.statements.flatMap((one) => {
    const name = watch(one, node.items[0]!.name);
    return name === undefined ? [] : [name];
  });

function watch(node: Statement, tape: string | undefined): string | undefined {
  if (node.type !== 'expression' || node.value.type !== 'call') return undefined;
  const { callee, args } = node.value;
  if (callee.type !== 'attribute' || callee.name !== 'watch') return undefined;
  if (callee.object.type !== 'name' || callee.object.name !== tape) return undefined;
  const [given] = args;
  if (given?.value.type !== 'name')
    throw new Untranslated('a tape that watches what is no name: `tf.valueAndGrad((x) => …)(x)`');
  return given.value.name;
}

/** Gradients for tensors: a function of them, which `tf.valueAndGrad` derives. */
export function ofWatched(
  node: StatementOf<'with'>,
  watched: readonly string[],
  taken: Taken,
  context: StatementContext,
  rest: readonly Statement[],
): { docs: Doc[]; taken: number } {
  const { variables } = taken;
  const [only] = watched;
  if (taken.isReturned || watched.length !== 1 || variables.type !== 'name' || variables.name !== only)
    throw new Untranslated('a tape that watches tensors and gives gradients of others: `tf.valueAndGrads`');
  const earlier = hoisted(node, rest.slice(0, taken.place), context);
  const value = context.expression(variables);
  const x = typeof value.doc === 'string' ? value.doc : only;
  const name = context.scope.find(only)?.spelling ?? x;
  const before = context.scope.declared();
  const statements = node.body.statements.filter((one) => watch(one, node.items[0]!.name) === undefined);
  const kept = [...namesStoredIn(statements)].filter(
    (one) => one !== taken.loss && context.uses.isUsedAfter(one, node.to),
  );
  if (kept.length > 0)
    throw new Untranslated(`\`${kept[0]}\` of a tape that watches a tensor is used after it`);
  const show = context.scope.hide(ownIn({ ...node.body, statements }, []));
  const inside = context.statements({ ...node.body, statements });
  const loss = context.scope.own(taken.loss)?.spelling ?? taken.loss;
  context.scope.leave(before);
  show();
  const made = call(
    call('tf.valueAndGrad', [[`(${name}: tf.Tensor) => `, { statements: [...inside, `return ${loss};`] }]]),
    [value.doc],
  );
  const isUsed = context.uses.isUsedAfter(taken.loss, rest[taken.place]!.to);
  const after = isUsed ? given(taken.loss, tensor, before, context) : undefined;
  const gradient = given(taken.gradients[0]!, tensor, before, context);
  const parts = [...(after ? [`value: ${after.spelling}`] : []), `grad: ${gradient.spelling}`];
  return {
    docs: [
      ...earlier,
      [`${wordFor(taken.gradients, context)} { ${parts.join(', ')} } = `, made, ';'],
      ...(after?.after ?? []),
      ...gradient.after,
    ],
    taken: taken.place + 1,
  };
}
