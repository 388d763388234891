// `with tf.GradientTape() as tape:` and what follows it: gradients of a function of its own.
import type { Doc } from '../code/layout.js';
import type { Expression, Statement, StatementOf } from '../python/syntax.js';
import { namesOf, namesStoredIn } from '../python/walk.js';
import { call } from './code.js';
import { Untranslated } from './context.js';
import { type Kind, kindOf, tensor } from './kinds.js';
import { pathOf } from './paths.js';
import type { StatementContext } from './statement-context.js';

export function isTape(node: StatementOf<'with'>, context: StatementContext): boolean {
  const [item] = node.items;
  return (
    item!.value.type === 'call' && pathOf(item!.value.callee, context.scope) === 'tensorflow.GradientTape'
  );
}

/** `gradients = tape.gradient(loss, variables)`. */
interface Taken {
  readonly gradients: readonly string[];
  /** Whether all go to one name. */
  readonly isName: boolean;
  readonly loss: string;
  readonly variables: Expression;
  /** Which of the statements after the tape it is. */
  readonly place: number;
}

export function tape(
  node: StatementOf<'with'>,
  context: StatementContext,
  rest: readonly Statement[],
): { docs: Doc[]; taken: number } {
  const taken = gradientAfter(rest, node.items[0]!.name);
  if (!taken) throw new Untranslated('a tape: `tf.variableGrads(() => loss, variables)` or `tf.grad(f)(x)`');
  if (node.items.length > 1)
    throw new Untranslated(
      'several tapes at once: one `tf.variableGrads(() => loss, variables)` for each loss',
    );
  const watches = /\.watch\(/.test(context.text.slice(node.body.from, node.body.to));
  if (watches) throw new Untranslated('a tape that watches a tensor: `tf.valueAndGrad((x) => …)(x)`');
  const stored = [...namesStoredIn(node.body.statements)].filter((name) => name !== taken.loss);
  const kept = stored.filter((name) => context.uses.isUsedAfter(name, node.to));
  const kepts = kept.map((name): Doc => {
    const variable = context.scope.add(name, tensor);
    return `let ${variable.spelling}!: tf.Tensor;`;
  });
  const wasThere = new Set([...context.scope.declared()]);
  const named = (name: string, kind: Kind): string =>
    (wasThere.has(name) ? context.scope.renew(name, kind) : context.scope.add(name, kind)).spelling;
  const before = context.scope.declared();
  const inside = context.statements(node.body);
  const loss = context.scope.own(taken.loss)?.spelling ?? taken.loss;
  const keeping = kept.map((name): Doc => {
    const { spelling } = context.scope.own(name)!;
    return `tf.keep(${spelling});`;
  });
  const body: Doc = { statements: [...inside, ...keeping, `return ${loss} as tf.Scalar;`] };
  const variables = context.expression(taken.variables);
  const isList =
    variables.kind.name === 'list' || variables.kind.name === 'tuple' || variables.kind.name === 'unknown';
  context.scope.leave(before);
  const lossAfter = named(taken.loss, tensor);
  const isMap = isList && taken.gradients.length === 1 && taken.isName;
  const names = isMap ? [named(taken.gradients[0]!, kindOf('dict'))] : ['grads'];
  const made = call('tf.variableGrads', [
    ['() => ', body],
    isList ? variables.doc : ['[', variables.doc, ']'],
  ]);
  const grads = names[0] === 'grads' ? 'grads' : `grads: ${names[0]}`;
  const doc: Doc[] = [[`const { value: ${lossAfter}, ${grads} } = `, made, ';']];
  if (!isMap) {
    const each = taken.gradients.map((name) => named(name, tensor));
    const of: Doc = isList ? variables.doc : ['[', variables.doc, ']'];
    doc.push([`const [${each.join(', ')}] = `, of, '.map((one) => grads[one.name]!);']);
  }
  const between = rest.slice(0, taken.place);
  if (between.length > 0) throw new Untranslated('statements between a tape and its gradient');
  return { docs: [...kepts, ...doc], taken: 1 };
}

function gradientAfter(rest: readonly Statement[], name: string | undefined): Taken | undefined {
  const place = rest.findIndex((one) => one.type === 'assign' && isGradient(one.value, name));
  const one = rest[place];
  if (one?.type !== 'assign' || one.value?.type !== 'call') return undefined;
  const [target] = one.targets;
  const [loss, variables] = one.value.args.map(({ value }) => value);
  if (!target || loss?.type !== 'name' || !variables) return undefined;
  return { gradients: namesOf(target), isName: target.type === 'name', loss: loss.name, variables, place };
}

const isGradient = (node: Expression | undefined, name: string | undefined): boolean =>
  node?.type === 'call' &&
  node.callee.type === 'attribute' &&
  node.callee.name === 'gradient' &&
  node.callee.object.type === 'name' &&
  node.callee.object.name === name;
