// Classes: layers, models, callbacks, losses and metrics of one's own, and plain ones.
import { type Doc, print } from '../code/layout.js';
import type { Expression, StatementOf } from '../python/syntax.js';
import { isConstant } from '../python/walk.js';
import { declaredAgain } from './assignments.js';
import { isProperty, setterOf } from './attached.js';
import { baseOf, batchSequences, calledAs, isSequenceBase } from './class-bases.js';
import { attachedTo, declarations, isOverridden, signaturesOf } from './class-declarations.js';
import { levels, within } from './code.js';
import { Untranslated } from './context.js';
import type { ClassFacts, FunctionFacts } from './facts.js';
import { checkClassDecorator, checkDecorators } from './functions.js';
import { Scope } from './scope.js';
import { calledMethod, headOf } from './signatures.js';
import type { StatementContext } from './statement-context.js';
import { Uses } from './uses.js';

export function classStatement(node: StatementOf<'class'>, context: StatementContext): Doc[] {
  const { own, base } = baseOf(node, context);
  for (const one of node.decorators) checkClassDecorator(one, context);
  const facts = context.facts.class(node.name, base);
  const later = attachedTo(node, facts, context);
  const others = later.filter((one) => isOverridden(one, context.facts));
  const variable = declaredAgain(node.name, { name: 'function', className: node.name }, context);
  const types = base === 'keras.models.Model' && givesSeveral(facts) ? '<tf.Tensor, tf.Tensor[]>' : '';
  const heads = base === undefined || isSequenceBase(base) ? '' : ` extends ${own}${types}`;
  const members = node.body.statements.flatMap((one): Doc[] => {
    if (one.type === 'function') return isDefaultFromConfig(one) ? [] : [method(one, facts, context)];
    if (one.type === 'pass') return [];
    if (one.type === 'expression' && one.value.type === 'text') return comment(one.value.value);
    if (one.type === 'assign' && one.value && one.targets[0]!.type === 'name')
      return [classValue(one.targets[0]!.name, one.value, facts, context)];
    throw new Untranslated('a class with statements of its own');
  });
  const passes = base !== undefined && batchSequences.has(base) ? [batchesOf(facts)] : [];
  return [
    [
      'class ',
      variable.spelling,
      heads,
      ' ',
      {
        statements: [
          ...fields(facts, node, context),
          ...declarations(
            later.filter((one) => !others.includes(one)),
            facts,
            context,
          ),
          ...members,
          ...shownAs(facts, context),
          ...passes,
        ],
      },
    ],
    ...(others.length > 0
      ? [['interface ', variable.spelling, ' ', { statements: signaturesOf(others, context) }]]
      : []),
  ];
}

/** A cell shows what `__repr__` says. */
function shownAs(facts: ClassFacts, context: StatementContext): Doc[] {
  const repr = facts.methods.get('__repr__');
  if (!repr || repr.isAsync) return [];
  const name = nameOf('__repr__', facts, context);
  return [["[Symbol.for('nodejs.util.inspect.custom')]() ", { statements: [`return this.${name}();`] }]];
}

/** `rate = 0.5` in a class: of all objects, unless they are given others. */
function classValue(name: string, value: Expression, facts: ClassFacts, context: StatementContext): Doc {
  const made = context.expression(value);
  context.facts.learn(facts.statics, name, made.kind);
  const word = facts.fields.has(name) ? '' : 'static ';
  return [word, context.facts.member(name), ' = ', within(made, levels.assign), ';'];
}

/** Whether a model's `call` gives several tensors. */
const givesSeveral = ({ methods }: ClassFacts): boolean =>
  ['tuple', 'list'].includes(methods.get('call')?.gives.name ?? '');

/** `from_config` that does what it does by itself: `return cls(**config)`. */
function isDefaultFromConfig({ name, body, parameters }: StatementOf<'function'>): boolean {
  const [only, ...others] = body.statements.filter(
    (one) => one.type !== 'expression' || one.value.type !== 'text',
  );
  if (name !== 'from_config' || others.length > 0 || only?.type !== 'return' || only.value?.type !== 'call')
    return false;
  const [owner, config] = parameters;
  const { callee, args } = only.value;
  const [given] = args;
  return (
    parameters.length === 2 &&
    args.length === 1 &&
    callee.type === 'name' &&
    callee.name === owner!.name &&
    given!.name === '**' &&
    given!.value.type === 'name' &&
    given!.value.name === config!.name
  );
}

/** One pass over the batches of a `PyDataset`. */
function batchesOf({ methods }: ClassFacts): Doc {
  const one = methods.get('__getitem__');
  if (!one || !methods.has('__len__'))
    throw new Untranslated('a `PyDataset` without `__len__` and `__getitem__`');
  if ([...methods.values()].some(({ isAsync }) => isAsync))
    throw new Untranslated('a `PyDataset` that waits: `async function* () { … yield [x, y]; }`');
  if (one.gives.name !== 'tuple')
    throw new Untranslated(
      'a `PyDataset` of other batches than `x, y`: an object with a length and an iterator of [x, y]',
    );
  const begin = methods.has('on_epoch_begin') ? ['this.onEpochBegin();'] : [];
  const end = methods.has('on_epoch_end') ? ['this.onEpochEnd();'] : [];
  const loop: Doc = ['for (let i = 0; i < this.length; i++) ', { statements: ['yield this.at(i);'] }];
  return ['*[Symbol.iterator]() ', { statements: [...begin, loop, ...end] }];
}

const comment = (text: string): Doc[] => {
  const lines = text
    .trim()
    .split('\n')
    .map((line) => line.trim());
  return lines.map((line) => `// ${line}`.trimEnd());
};

/** Fields that the constructor sets are known by it; others are told. */
function fields(facts: ClassFacts, node: StatementOf<'class'>, context: StatementContext): Doc[] {
  const maker = node.body.statements.find((one) => one.type === 'function' && one.name === '__init__');
  const set = new Set(maker?.type === 'function' ? fieldsSetIn(maker) : []);
  const nullable = maker?.type === 'function' ? fieldsOfNone(maker) : new Set();
  const attached = new Set(
    context.facts.attached.filter(({ className }) => className === facts.name).map(({ name }) => name),
  );
  return [...facts.fields].flatMap(([name, kind]): Doc[] => {
    if (context.facts.propertyOwner(facts.name, name) || attached.has(name)) return [];
    if (facts.statics.has(name)) return [];
    const spelling = context.facts.member(name);
    const isLayers = kind.name === 'list' && kind.of?.name === 'layer';
    // Beside layers, whose types are not told, a model's would take anything for symbolic.
    const isModel = kind.name === 'model' && set.has(name);
    const type = isLayers ? 'layers.Layer[]' : isModel ? undefined : context.scope.typeOf(kind);
    const isVague =
      kind.name === 'list' || kind.name === 'none' || kind.name === 'dict' || kind.name === 'mixed';
    const orNull = nullable.has(name) && type !== undefined && type !== 'any' ? ' | null' : '';
    if (set.has(name))
      return [`${spelling}${isVague || type !== undefined ? `: ${type ?? 'any'}${orNull}` : ''};`];
    return [`${spelling}!: ${type ?? 'any'};`];
  });
}

/** `self.name = name` of a parameter that is None by default. */
function fieldsOfNone({ body, parameters }: StatementOf<'function'>): Set<string> {
  const none = parameters.filter(({ byDefault }) => isConstant(byDefault, 'None'));
  return new Set(
    body.statements.flatMap((one) => {
      if (one.type !== 'assign' || one.value?.type !== 'name') return [];
      const { name } = one.value;
      if (!none.some((parameter) => parameter.name === name)) return [];
      return one.targets.flatMap((target) => (target.type === 'attribute' ? [target.name] : []));
    }),
  );
}

function fieldsSetIn({ body, parameters }: StatementOf<'function'>): string[] {
  const self = parameters[0]?.name;
  return body.statements.flatMap((one) => {
    if (one.type !== 'assign') return [];
    return one.targets.flatMap((target) =>
      target.type === 'attribute' && target.object.type === 'name' && target.object.name === self
        ? [target.name]
        : [],
    );
  });
}

function method(node: StatementOf<'function'>, owner: ClassFacts, context: StatementContext): Doc {
  const isStatic = node.decorators.some((one) => one.type === 'name' && one.name === 'staticmethod');
  const isGetter = isProperty(node);
  const isSetter = setterOf(node) !== undefined;
  if (!isStatic && !isGetter && !isSetter) checkDecorators(node, context);
  const self = isStatic ? undefined : node.parameters[0];
  const others = isStatic ? node.parameters : node.parameters.slice(1);
  if (isGetter) owner.properties.add(node.name);
  const facts = isSetter
    ? context.facts.setter(owner, node.name, others)
    : context.facts.method(owner, node.name, others);
  const scope = new Scope(context.scope, {
    facts,
    ...(self && { owner: { className: owner.name, self: self.name } }),
  });
  const isConstructor = node.name === '__init__';
  const root = context.facts.rootOf(owner.base);
  const called = calledMethod(node.name, root);
  const head = headOf(node, called, others, facts, scope, context);
  const body = context.statements(node.body, { scope, uses: new Uses([node.body]) });
  if (scope.isWaiting && !isConstructor) context.facts.waits(facts);
  if (isSetter && facts.isAsync) throw new Untranslated(waitingSetter);
  const inherits =
    root !== undefined || (owner.base !== undefined && context.facts.methodOf(owner.base, node.name));
  const known =
    called.signature !== undefined ||
    (owner.base !== undefined && context.facts.methodOf(owner.base, node.name) !== undefined) ||
    (root === 'keras.models.Model' &&
      (node.name === 'compile' || node.name === 'compute_loss' || (isGetter && node.name === 'metrics')));
  const words = [
    isStatic ? 'static ' : '',
    !isConstructor && known && inherits ? 'override ' : '',
    facts.isAsync && !isGetter ? 'async ' : '',
    isGetter || node.name === '__len__' ? 'get ' : isSetter ? 'set ' : '',
  ];
  const needsSuper =
    isConstructor &&
    owner.base !== undefined &&
    !isSequenceBase(owner.base) &&
    !body.some((one) => JSON.stringify(one).includes('super'));
  const inside = needsSuper
    ? ['super();', ...body]
    : isConstructor
      ? superFirst(body)
      : isGetter
        ? awaited(body, facts)
        : body;
  return [
    ...words,
    isConstructor
      ? 'constructor'
      : node.name === '__call__'
        ? calledAs(root)
        : nameOf(node.name, owner, context),
    head,
    ' ',
    { statements: inside },
  ];
}

/** What Python calls by itself has a name of its own here: `toString` is asked for wherever a text is made. */
function nameOf(name: string, owner: ClassFacts, { facts }: StatementContext): string {
  if (name === '__repr__' && !facts.methodOf(owner.name, '__str__')) return 'toString';
  const plain = facts.member(name);
  if (/^__\w+__$/.test(name) && plain !== name && facts.methodOf(owner.name, plain))
    throw new Untranslated(`\`${name}\` beside \`${plain}\`: both would be \`${plain}\``);
  return plain;
}

export const waitingSetter = 'a setter of a property that has to wait: write a method for it';

/** A getter gives a promise where it has to wait. */
export const awaited = (body: readonly Doc[], { isAsync }: FunctionFacts): readonly Doc[] =>
  isAsync ? [['return (async () => ', { statements: body }, ')();']] : body;

/** What Python's constructors set before `super().__init__()` is set after it. */
function superFirst(body: readonly Doc[]): readonly Doc[] {
  const place = body.findIndex((one) => print(one).startsWith('super('));
  if (place <= 0 || /\bthis\b/.test(print(body[place]!))) return body;
  const before = body.slice(0, place);
  const ofThis = before.filter((one) => /\bthis\b/.test(print(one)));
  const others = before.filter((one) => !ofThis.includes(one));
  return [...others, body[place]!, ...ofThis, ...body.slice(place + 1)];
}
