// `with tf.GradientTape() as tape:` and what follows it: gradients of a function of its own.
import type { Doc } from '../code/layout.js';
import type { Expression, Statement, StatementOf } from '../python/syntax.js';
import { namesStoredIn, partsOf, usesIn } from '../python/walk.js';
import { call, object } from './code.js';
import { Untranslated } from './context.js';
import { returned } from './functions.js';
import { kindOf, tensor, unknown } from './kinds.js';
import { pathOf } from './paths.js';
import type { StatementContext } from './statement-context.js';
import { givenBack, gradientsAfter, type Taken } from './taken-gradients.js';
import { declaredBefore, given, handedOut, hoisted, ownIn, wordFor } from './tape-names.js';
import { ofWatched, watchedIn } from './watched-gradients.js';

type With = StatementOf<'with'>;
interface Made {
  readonly docs: Doc[];
  readonly taken: number;
}

export const isTape = (node: With, context: StatementContext): boolean =>
  node.items.some((item) => isTapeItem(item, context));

const isTapeItem = ({ value }: With['items'][number], { scope }: StatementContext): boolean =>
  value.type === 'call' && pathOf(value.callee, scope) === 'tensorflow.GradientTape';

export function tape(node: With, context: StatementContext, rest: readonly Statement[]): Made {
  if (!node.items.every((item) => isTapeItem(item, context)))
    throw new Untranslated('a tape beside something else that is opened: write one `with` in the other');
  const taken = gradientsAfter(rest, node);
  const [first] = taken;
  if (!first) throw new Untranslated('a tape: `tf.variableGrads(() => loss, variables)` or `tf.grad(f)(x)`');
  const watched = watchedIn(node);
  if (watched.length === 0) return ofVariables(node, taken, context, rest);
  if (taken.length > 1)
    throw new Untranslated('several gradients of what a tape watches: a `tf.grad` of a function for each');
  return ofWatched(node, watched, first, context, rest);
}

/** Gradients for variables. Those but the last are taken within the last one's function, of what it has recorded. */
function ofVariables(
  node: With,
  all: readonly Taken[],
  context: StatementContext,
  rest: readonly Statement[],
): Made {
  const [first, last] = [all[0]!, all.at(-1)!];
  const between = betweenOf(rest, all);
  const earlier = hoisted(node, rest.slice(0, first.place), context);
  // Python's gradient of several numbers is that of their sum, which is another value.
  const isValue = all.length === 1 && context.facts.isScalarLoss(node.from);
  const kept = [...namesStoredIn(node.body.statements)].filter((name) =>
    all.some(({ loss }) => loss === name)
      ? !isValue &&
        (context.uses.isUsedAfter(name, rest[last.place]!.to) ||
          usesIn(between).some((use) => use.name === name))
      : context.uses.isUsedAfter(name, node.to),
  );
  const declared = kept.flatMap((name) => declaredBefore(name, unknown, 'tf.Tensor', context));
  const handed = kept.map((name) => context.scope.own(name)!).filter((one) => !handedOut.has(one));
  for (const one of handed) handedOut.add(one);
  const there = context.scope.declared();
  const built = all.flatMap(({ variables }) => building(node, variables, context));
  const inner = all.slice(0, -1).map((one) => innerOf(one, context));
  const show = context.scope.hide(ownIn(node.body, kept));
  const inside = context.statements(node.body);
  for (const one of handed) handedOut.delete(one);
  const keeping = kept.map((name): Doc => `tf.keep(${context.scope.own(name)!.spelling});`);
  const taking = inner.flatMap(({ take }) => take());
  const loss = lossOf(last, context);
  const isScalar = context.scope.own(last.loss)?.kind.isScalar === true;
  context.facts.learnScalarLoss(node.from, isScalar);
  if (isValue && !isScalar) throw new Untranslated('a tape whose loss is not known to be one number');
  const { doc: variables, isList } = variablesOf(last, context);
  context.scope.leave(there);
  show();
  const value = isValue ? given(last.loss, tensor, there, context) : undefined;
  const isMap = isList && isOneName(last);
  const grads = isMap
    ? given(last.gradients[0]!, kindOf('dict'), there, context)
    : { spelling: context.scope.fresh(last.gradients.includes('grads') ? 'gradients' : 'grads'), after: [] };
  const parts = [
    ...(value ? [value.spelling === 'value' ? 'value' : `value: ${value.spelling}`] : []),
    grads.spelling === 'grads' ? 'grads' : `grads: ${grads.spelling}`,
  ];
  const body: Doc = { statements: [...inside, ...keeping, ...taking, `return ${loss};`] };
  const word = isMap ? wordFor(last.gradients, context) : 'const';
  return {
    docs: [
      ...earlier,
      ...declared,
      ...inner.flatMap((one) => one.declared),
      ...built,
      [`${word} { ${parts.join(', ')} } = `, call('tf.variableGrads', [['() => ', body], variables]), ';'],
      ...(value?.after ?? []),
      ...grads.after,
      ...inner.flatMap((one) => one.after(there)),
      ...(isMap ? [] : each(last, grads.spelling, there, context)),
      ...after(between, all, context),
      ...(last.isReturned ? returned(givenBack(rest[last.place]!, last), context) : []),
    ],
    taken: last.place + 1,
  };
}

/** Statements between the gradients of several tapes. */
const betweenOf = (rest: readonly Statement[], all: readonly Taken[]): Statement[] =>
  rest.slice(all[0]!.place, all.at(-1)!.place).filter((one) => all.every(({ place }) => rest[place] !== one));

/** What is returned to be derived: a number, or the sum of several. */
function lossOf({ loss }: Taken, { scope }: StatementContext): string {
  const variable = scope.own(loss);
  const name = variable?.spelling ?? loss;
  return variable?.kind.isScalar ? `${name} as tf.Scalar` : `${name}.sum() as tf.Scalar`;
}

const isOneName = ({ gradients, isName }: Taken): boolean => gradients.length === 1 && isName;

/** The list of the variables, and whether it was one. */
function variablesOf({ variables }: Taken, context: StatementContext): { doc: Doc; isList: boolean } {
  const { doc, kind } = context.expression(variables);
  const isList = ['list', 'tuple', 'unknown'].includes(kind.name);
  return { doc: isList ? doc : ['[', doc, ']'], isList };
}

/** A gradient that is taken within the function of another. */
function innerOf(taken: Taken, context: StatementContext) {
  const { doc, isList } = variablesOf(taken, context);
  const isMap = isList && isOneName(taken);
  const [name] = taken.gradients;
  const type = 'tf.NamedTensorMap';
  const other = isMap ? undefined : context.scope.fresh('gradients');
  const declared = other ? [`let ${other}!: ${type};`] : declaredBefore(name!, kindOf('dict'), type, context);
  const map = other ?? context.scope.own(name!)!.spelling;
  return {
    declared,
    take: (): Doc[] => {
      const made = call('tf.variableGrads', [`() => ${lossOf(taken, context)}`, doc]);
      return [[`${map} = `, made, '.grads;'], `for (const one of Object.values(${map})) tf.keep(one);`];
    },
    after: (there: ReadonlySet<string>): Doc[] => (isMap ? [] : each(taken, map, there, context)),
  };
}

/** `const [a, b] = …`: the gradients of a map, one by one. */
function each(taken: Taken, map: string, there: ReadonlySet<string>, context: StatementContext): Doc[] {
  const { doc } = variablesOf(taken, context);
  const names = taken.gradients.map((name) => given(name, tensor, there, context));
  const word = names.some(({ after }) => after.length > 0) ? 'const' : wordFor(taken.gradients, context);
  const pattern = `[${names.map(({ spelling }) => spelling).join(', ')}]`;
  return [
    [`${word} ${pattern} = `, doc, '.map((one) => ', map, '[one.name]!);'],
    ...names.flatMap(({ after }) => after),
  ];
}

/** Statements between gradients come after all of them: the tape has recorded what they may change. */
function after(between: readonly Statement[], all: readonly Taken[], context: StatementContext): Doc[] {
  const stored = namesStoredIn(between);
  if (all.some(({ loss, gradients }) => [loss, ...gradients].some((name) => stored.has(name))))
    throw new Untranslated('a loss or a gradient that is changed between the gradients of a tape');
  if (between.length === 0) return [];
  return context.statements({ from: between[0]!.from, to: between.at(-1)!.to, statements: between });
}

/** A model of one's own has no variables before its first call, which is the tape's in Python. */
function building(node: StatementOf<'with'>, variables: Expression, context: StatementContext): Doc[] {
  if (variables.type !== 'attribute' || variables.object.type !== 'name') return [];
  const model = context.expression(variables.object);
  if (model.kind.name !== 'own' || context.facts.rootOf(model.kind.className) !== 'keras.models.Model')
    return [];
  const first = callIn(node.body.statements, variables.object.name);
  if (!first || usesIn(node.body.statements).some(({ name, isStore }) => isStore && isUsedIn(first, name)))
    return [];
  return [['if (', object(model), '.weights.length === 0) ', context.expression(first).doc, ';']];
}

const isUsedIn = (node: Expression, name: string): boolean =>
  (node.type === 'name' && node.name === name) || partsOf(node).some((part) => isUsedIn(part, name));

/** The first value that is given to a name and is a call of a model. */
function callIn(statements: readonly Statement[], model: string): Expression | undefined {
  const values = statements.flatMap((one) => (one.type === 'assign' && one.value ? [one.value] : []));
  return values.find(
    (value) => value.type === 'call' && value.callee.type === 'name' && value.callee.name === model,
  );
}
