// `with tf.GradientTape() as tape:` and what follows it: gradients of a function of its own.
import type { Doc } from '../code/layout.js';
import type { Expression, Statement, StatementOf } from '../python/syntax.js';
import { namesOf, namesStoredIn, usesIn } from '../python/walk.js';
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
  const watched = watchedIn(node);
  if (watched.length > 0) return ofWatched(node, watched, taken, context, rest);
  const earlier = hoisted(node, rest.slice(0, taken.place), context);
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
  const byVariable = taken.gradients.includes('grads') ? context.scope.fresh('gradients') : 'grads';
  const names = isMap ? [named(taken.gradients[0]!, kindOf('dict'))] : [byVariable];
  const made = call('tf.variableGrads', [
    ['() => ', body],
    isList ? variables.doc : ['[', variables.doc, ']'],
  ]);
  const grads = names[0] === 'grads' ? 'grads' : `grads: ${names[0]}`;
  const doc: Doc[] = [[`const { value: ${lossAfter}, ${grads} } = `, made, ';']];
  if (!isMap) {
    const each = taken.gradients.map((name) => named(name, tensor));
    const of: Doc = isList ? variables.doc : ['[', variables.doc, ']'];
    doc.push([`const [${each.join(', ')}] = `, of, '.map((one) => ', byVariable, '[one.name]!);']);
  }
  return { docs: [...earlier, ...kepts, ...doc], taken: taken.place + 1 };
}

/** Statements between a tape and its gradient stand before it, where nothing of the tape's is in them. */
function hoisted(node: StatementOf<'with'>, between: readonly Statement[], context: StatementContext): Doc[] {
  if (between.length === 0) return [];
  const inside = namesStoredIn(node.body.statements);
  if (usesIn(between).some(({ name }) => inside.has(name)))
    throw new Untranslated('statements between a tape and its gradient that use what the tape saw');
  const place = { from: between[0]!.from, to: between.at(-1)!.to };
  return context.statements({ ...place, statements: [...between] });
}

/** `tape.watch(x)`: names of the tensors. */
const watchedIn = (node: StatementOf<'with'>): string[] =>
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
function ofWatched(
  node: StatementOf<'with'>,
  watched: readonly string[],
  taken: Taken,
  context: StatementContext,
  rest: readonly Statement[],
): { docs: Doc[]; taken: number } {
  const { variables } = taken;
  const [only] = watched;
  if (watched.length !== 1 || variables.type !== 'name' || variables.name !== only)
    throw new Untranslated('a tape that watches tensors and gives gradients of others: `tf.valueAndGrads`');
  const earlier = hoisted(node, rest.slice(0, taken.place), context);
  const given = context.expression(variables);
  const x = typeof given.doc === 'string' ? given.doc : only;
  const name = context.scope.find(only)?.spelling ?? x;
  const before = context.scope.declared();
  const statements = node.body.statements.filter((one) => watch(one, node.items[0]!.name) === undefined);
  const kept = [...namesStoredIn(statements)].filter(
    (one) => one !== taken.loss && context.uses.isUsedAfter(one, node.to),
  );
  if (kept.length > 0)
    throw new Untranslated(`\`${kept[0]}\` of a tape that watches a tensor is used after it`);
  const inside = context.statements({ ...node.body, statements });
  const loss = context.scope.own(taken.loss)?.spelling ?? taken.loss;
  context.scope.leave(before);
  const named = (one: string): string =>
    (before.has(one) ? context.scope.renew(one, tensor) : context.scope.add(one, tensor)).spelling;
  const made = call(
    call('tf.valueAndGrad', [[`(${name}: tf.Tensor) => `, { statements: [...inside, `return ${loss};`] }]]),
    [given.doc],
  );
  const value = context.uses.isUsedAfter(taken.loss, rest[taken.place]!.to)
    ? `value: ${named(taken.loss)}, `
    : '';
  const [gradient] = taken.gradients;
  return {
    docs: [...earlier, [`const { ${value}grad: ${named(gradient!)} } = `, made, ';']],
    taken: taken.place + 1,
  };
}

function gradientAfter(rest: readonly Statement[], name: string | undefined): Taken | undefined {
  const place = rest.findIndex((one) => one.type === 'assign' && isGradient(one.value, name));
  const one = rest[place];
  if (one?.type !== 'assign') return undefined;
  const [target] = one.targets;
  const [loss, listed] = argumentsOf(one.value);
  // `tape.gradient(y, [x])[0]`
  const variables = one.value?.type === 'subscript' && listed?.type === 'list' ? listed.items[0] : listed;
  if (!target || loss?.type !== 'name' || !variables) return undefined;
  return { gradients: namesOf(target), isName: target.type === 'name', loss: loss.name, variables, place };
}

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
