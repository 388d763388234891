// Classes: layers, models, callbacks, losses and metrics of one's own, and plain ones.
import { type Doc, print } from '../code/layout.js';
import type { Expression, Parameter, Statement, StatementOf } from '../python/syntax.js';
import { declaredAgain } from './assignments.js';
import { type Attached, endsWithValue, isProperty, setterOf } from './attached.js';
import { Untranslated } from './context.js';
import type { ClassFacts, Facts, FunctionFacts } from './facts.js';
import { checkDecorators, parametersOf } from './functions.js';
import { isList, type Kind, kindOf, listOf, shape, tensor, tupleOf, typeOf, unknown } from './kinds.js';
import { camelCase } from './names.js';
import { pathOf } from './paths.js';
import { Scope } from './scope.js';
import type { StatementContext } from './statement-context.js';
import { Uses } from './uses.js';

/** Keras' layers that are classes to extend here. */
const extendable = ['Dense', 'Conv1D', 'Conv2D', 'Conv3D', 'Embedding', 'Dropout', 'AlphaDropout'];

/** @param root what a class extends in the end: `keras.layers.Conv2D` */
export const isBuiltIn = (root: string | undefined): boolean =>
  root?.startsWith('keras.layers.') === true && root !== 'keras.layers.Layer';

/** What can be extended, and its name here. */
export const bases: Readonly<Record<string, string>> = {
  'keras.layers.Layer': 'layers.Layer',
  'keras.Layer': 'layers.Layer',
  'keras.models.Model': 'Model',
  'keras.callbacks.Callback': 'Callback',
  'keras.losses.Loss': 'losses.Loss',
  'keras.metrics.Metric': 'metrics.Metric',
  'keras.regularizers.Regularizer': 'regularizers.Regularizer',
  'keras.constraints.Constraint': 'constraints.Constraint',
  'keras.initializers.Initializer': 'initializers.Initializer',
  'keras.optimizers.schedules.LearningRateSchedule': 'optimizers.schedules.LearningRateSchedule',
  ...Object.fromEntries(extendable.map((name) => [`keras.layers.${name}`, `layers.${name}`])),
};

/** Batches by their places: what `fit` goes through by itself is an iterable with a length here. */
const batchSequences: ReadonlySet<string> = new Set(['keras.utils.PyDataset', 'keras.utils.Sequence']);

/** Samples by their places: PyTorch's, of which a `DataLoader` makes batches. */
const sampleSequences: ReadonlySet<string> = new Set(['torch.utils.data.Dataset']);

/** @param root what has places and a length, and is no class here */
export const isSequenceBase = (root: string | undefined): boolean =>
  root !== undefined && (batchSequences.has(root) || sampleSequences.has(root));

/** Python's own names of methods, as JavaScript has them. */
const named: Readonly<Record<string, string>> = { __len__: 'length', __getitem__: 'at' };

/** What `__call__` is called here, by the base. */
export function calledAs(root: string | undefined): string {
  if (root === 'keras.optimizers.schedules.LearningRateSchedule') return 'at';
  return /^keras\.(regularizers|constraints|initializers)\./.test(root ?? '') ? 'apply' : 'call';
}

export function classStatement(node: StatementOf<'class'>, context: StatementContext): Doc[] {
  const { own, base } = baseOf(node, context);
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
      return [
        [
          'static ',
          context.facts.member(one.targets[0]!.name),
          ' = ',
          context.expression(one.value).doc,
          ';',
        ],
      ];
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
          ...passes,
        ],
      },
    ],
    ...(others.length > 0
      ? [['interface ', variable.spelling, ' ', { statements: signaturesOf(others, context) }]]
      : []),
  ];
}

/** Methods that a class which extends this one has too: a field with their type would not be one of theirs. */
const isOverridden = ({ className, name, part }: Attached, { classes }: Facts): boolean => {
  const extending = (one: ClassFacts | undefined): boolean =>
    one?.base !== undefined && (one.base === className || extending(classes.get(one.base)));
  return part === 'method' && [...classes.values()].some((one) => one.methods.has(name) && extending(one));
};

const signaturesOf = (later: readonly Attached[], context: StatementContext): Doc[] =>
  [...new Map(later.map((one) => [one.name, one.node]))].map(
    ([name, node]) => `${context.facts.member(name)}${typeOfMethod(node, context).replace(') => ', '): ')};`,
  );

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

function baseOf(
  node: StatementOf<'class'>,
  context: StatementContext,
): { own: string; base: string | undefined } {
  const plain = node.bases.filter(({ name }) => name === undefined);
  if (plain.length > 1) throw new Untranslated('a class of several bases');
  const [first] = plain;
  if (!first || (first.value.type === 'name' && first.value.name === 'object'))
    return { own: '', base: undefined };
  const path = pathOf(first.value, context.scope);
  if (isSequenceBase(path)) return { own: '', base: path };
  if (path !== undefined) {
    const own = bases[path];
    if (own === undefined) throw new Untranslated(`a class that extends \`${path}\``);
    return { own: context.facts.use(own), base: path };
  }
  const name = first.value.type === 'name' ? first.value.name : '';
  if (!context.facts.classes.has(name))
    throw new Untranslated(`a class that extends \`${name}\`, which is not known`);
  return { own: context.scope.find(name)?.spelling ?? name, base: name };
}

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
  const none = parameters.filter(
    ({ byDefault }) => byDefault?.type === 'constant' && byDefault.value === 'None',
  );
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

interface Signature {
  /** Types of the parameters after `self`. */
  readonly kinds: readonly Kind[];
  readonly types?: readonly string[];
  /** Parameters that come in an object of options, each with its default. */
  readonly options?: Readonly<Record<string, string>>;
}

const called: Signature = { kinds: [tensor], options: { training: 'training = false', mask: 'mask' } };
// One tensor, or several: taken apart, each is one.
const batch: Signature = { kinds: [tensor], types: ['any'] };
const hook: Signature = { kinds: [kindOf('number'), kindOf('dict')], types: ['number', 'Logs'] };
const whole: Signature = { kinds: [kindOf('dict')], types: ['Logs'] };

/** Methods that Keras calls: what they are given. */
const signatures: Readonly<Record<string, Signature>> = {
  call: called,
  build: { kinds: [shape], types: ['(number | null)[]'] },
  convolution_op: { kinds: [tensor, tensor], types: ['tf.Tensor', 'tf.Tensor'] },
  train_step: batch,
  test_step: batch,
  on_epoch_begin: hook,
  on_epoch_end: hook,
  on_train_batch_begin: hook,
  on_train_batch_end: hook,
  on_train_begin: whole,
  on_train_end: whole,
  update_state: {
    kinds: [tensor, tensor, unknown],
    types: ['tf.Tensor', 'tf.Tensor', 'tf.Tensor | undefined'],
  },
  result: { kinds: [] },
  get_config: { kinds: [] },
  reset_state: { kinds: [] },
};

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
  const signature = root !== undefined && root in bases ? signatureOf(node.name, root) : undefined;
  const head = headOf(node, node.name, root, others, facts, scope, context);
  const body = context.statements(node.body, { scope, uses: new Uses([node.body]) });
  if (scope.isWaiting && !isConstructor) context.facts.waits(facts);
  if (isSetter && facts.isAsync) throw new Untranslated(waitingSetter);
  const inherits =
    root !== undefined || (owner.base !== undefined && context.facts.methodOf(owner.base, node.name));
  const known =
    signature !== undefined ||
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
        : (named[node.name] ?? context.facts.member(node.name)),
    head,
    ' ',
    { statements: inside },
  ];
}

export const waitingSetter = 'a setter of a property that has to wait: write a method for it';

/** A getter gives a promise where it has to wait. */
export const awaited = (body: readonly Doc[], { isAsync }: FunctionFacts): readonly Doc[] =>
  isAsync ? [['return (async () => ', { statements: body }, ')();']] : body;

/** Parameters in brackets: as Keras gives them, where it calls the method. */
export function headOf(
  node: StatementOf<'function'>,
  name: string,
  root: string | undefined,
  parameters: readonly Parameter[],
  facts: FunctionFacts,
  scope: Scope,
  context: StatementContext,
): Doc {
  const signature = root !== undefined && root in bases ? signatureOf(name, root) : undefined;
  if (name === 'call' && signature)
    for (const one of takenApart(node)) context.facts.learn(facts.kinds, one, listOf(tensor));
  if (root === 'keras.models.Model' && name === 'compute_loss') return lossParts(parameters, scope);
  if (signature) return givenParameters(parameters, partsTaken(node), signature, facts.kinds, scope, context);
  const head = parametersOf(parameters, facts, scope, context);
  return root === 'keras.models.Model' && name === 'compile' ? leftOut(head) : head;
}

/** What the program puts on the class later, known as its own from here on. */
function attachedTo(
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
export const takesTheSame = (a: StatementOf<'function'>, b: StatementOf<'function'>): boolean => {
  const [own, others] = [a, b].map(({ parameters }) =>
    parameters.slice(1).map(({ name, kind, byDefault }) => `${name} ${kind} ${byDefault === undefined}`),
  );
  return isProperty(a) === isProperty(b) && own!.join() === others!.join();
};

/** Types of what later cells put on the class. */
function declarations(later: readonly Attached[], { fields }: ClassFacts, context: StatementContext): Doc[] {
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

/** What Python's constructors set before `super().__init__()` is set after it. */
function superFirst(body: readonly Doc[]): readonly Doc[] {
  const place = body.findIndex((one) => print(one).startsWith('super('));
  if (place <= 0 || /\bthis\b/.test(print(body[place]!))) return body;
  const before = body.slice(0, place);
  const ofThis = before.filter((one) => /\bthis\b/.test(print(one)));
  const others = before.filter((one) => !ofThis.includes(one));
  return [...others, body[place]!, ...ofThis, ...body.slice(place + 1)];
}

const ofWeights: Signature = { kinds: [tensor], types: ['tf.Tensor'] };

/** What `__call__` is given, by the base. */
const callSignatures: Readonly<Record<string, Signature>> = {
  'keras.regularizers.Regularizer': ofWeights,
  'keras.constraints.Constraint': ofWeights,
  'keras.initializers.Initializer': { kinds: [shape, unknown], types: ['number[]', 'any'] },
  'keras.optimizers.schedules.LearningRateSchedule': { kinds: [tensor], types: ['tf.Tensor'] },
};

/** `compute_loss(self, x, y, y_pred, …)` gets its parts by name. */
function lossParts(parameters: readonly Parameter[], scope: Scope): Doc {
  const known = ['x', 'y', 'y_pred', 'sample_weight', 'training'];
  const items = parameters.flatMap(({ name }): Doc[] => {
    const { spelling } = scope.add(name, name === 'training' ? kindOf('boolean') : tensor);
    const ours = camelCase(name);
    if (!known.includes(name)) return [];
    return [spelling === ours ? ours : `${ours}: ${spelling}`];
  });
  const parts: Doc = { open: '{', items: items.map((doc) => ({ doc })), close: '}' };
  return { open: '(', items: [{ doc: [parts, ': any'] }], close: ')' };
}

/** What `compile` of one's own takes may be left out: models have another `compile`. */
function leftOut(parameters: Doc): Doc {
  if (typeof parameters === 'string' || Array.isArray(parameters) || !('open' in parameters))
    return parameters;
  const items = parameters.items.map((item) => {
    const { doc } = item;
    return { ...item, doc: typeof doc === 'string' ? doc.replace(/^(\w+): /, '$1?: ') : doc };
  });
  return { ...parameters, items };
}

function signatureOf(name: string, root: string): Signature | undefined {
  if (name === '__call__') return callSignatures[root];
  if (root === 'keras.losses.Loss' && name === 'call')
    return { kinds: [tensor, tensor], types: ['tf.Tensor', 'tf.Tensor'] };
  if (name === 'call' && root === 'keras.callbacks.Callback') return undefined;
  return signatures[name];
}

const pairType = 'readonly [tf.Tensor, tf.Tensor, tf.Tensor | undefined]';

/** How a method takes the batch that a step is given: in parts, or as its inputs alone. */
interface Parts {
  readonly pairs: ReadonlySet<string>;
  /** Names that the body uses as what they are: the inputs. */
  readonly inputs: ReadonlySet<string>;
}

function partsTaken(node: StatementOf<'function'>): Parts {
  if (!/_step$/.test(node.name)) return { pairs: new Set(), inputs: new Set() };
  const pairs = takenApart(node);
  const [, data] = node.parameters;
  const text = JSON.stringify(node.body.statements.filter((one) => !asksForPair(one, data?.name)));
  const isWhole =
    data === undefined || pairs.has(data.name) || takesPlaces(text, data.name) || /unpack_x_y/.test(text);
  return { pairs, inputs: new Set(isWhole ? [] : [data.name]) };
}

/** `if isinstance(data, tuple):`. */
const asksForPair = (node: Statement, name: string | undefined): boolean =>
  node.type === 'if' &&
  /"name":"isinstance"/.test(JSON.stringify(node.branches[0]!.test)) &&
  JSON.stringify(node.branches[0]!.test).includes(`"name":"${name}"`);

/** `data[0]` in a body that is written down. */
const takesPlaces = (body: string, name: string): boolean =>
  new RegExp(
    `"type":"name","name":"${name}"\\},"index":\\[\\{"from":\\d+,"to":\\d+,"type":"number"[^}]*\\}\\]`,
  ).test(body);

/** Names that the body takes apart: `x, y = data`. */
function takenApart({ body }: StatementOf<'function'>): Set<string> {
  return new Set(
    body.statements.flatMap((one) =>
      one.type === 'assign' && one.value?.type === 'name' && one.targets[0]?.type === 'tuple'
        ? [one.value.name]
        : [],
    ),
  );
}

function givenParameters(
  parameters: readonly Parameter[],
  { pairs, inputs }: Parts,
  { kinds, types, options = {} }: Signature,
  seen: ReadonlyMap<string, Kind>,
  scope: Scope,
  context: StatementContext,
): Doc {
  const optional = parameters.filter(({ name, kind }) => kind !== 'plain' || name in options);
  const plain = parameters.filter((one) => !optional.includes(one));
  const hasPlaces = Object.keys(options).length > 0 && plain.length > 1;
  const docs = plain.map((parameter, i): Doc => {
    const isSeveral = Object.keys(options).length > 0 && isList(seen.get(parameter.name) ?? unknown);
    const known = isSeveral
      ? listOf(tensor)
      : (kinds[i] ?? seen.get(parameter.name) ?? (Object.keys(options).length > 0 ? tensor : unknown));
    const { spelling } = scope.add(parameter.name, known);
    if (inputs.has(parameter.name)) return `[${spelling}]: ${pairType}`;
    const isListed = isList(known) && kinds[i]?.name === 'tensor';
    const type = isListed
      ? 'tf.Tensor[]'
      : pairs.has(parameter.name)
        ? pairType
        : (types?.[i] ?? typeOf(known) ?? 'any');
    const byDefault = parameter.byDefault && context.expression(parameter.byDefault);
    const isNone = byDefault?.kind.name === 'none' || types !== undefined;
    const isOptional = type.endsWith(' | undefined');
    const typed = isOptional ? `?: ${type.slice(0, -' | undefined'.length)}` : `: ${type}`;
    return hasPlaces ? spelling : [`${spelling}${typed}`, byDefault && !isNone ? [' = ', byDefault.doc] : ''];
  });
  const listed: Doc[] = hasPlaces
    ? [{ open: '[', items: docs.map((doc) => ({ doc })), close: ']: tf.Tensor[]' }]
    : docs;
  const named = optional.flatMap(({ name, kind }): Doc[] => {
    // Nothing more is given by place.
    if (kind === 'list') scope.add(name, tupleOf([]));
    if (kind === 'list') return [];
    const isRest = kind === 'object' && Object.keys(options).length > 0;
    if (isRest) return [`...${scope.add(name, kindOf('dict')).spelling}`];
    if (kind === 'object') return [];
    scope.add(name, name === 'training' ? kindOf('boolean') : unknown);
    return options[name] === undefined ? [] : [options[name]];
  });
  const last: Doc[] =
    named.length > 0
      ? [[{ open: '{', items: named.map((doc) => ({ doc })), close: '}' }, ': layers.CustomCallOptions']]
      : [];
  return { open: '(', items: [...listed, ...last].map((doc) => ({ doc })), close: ')' };
}

/** `super().__init__(name=name)`. */
export function isSuper(node: Expression): boolean {
  return node.type === 'call' && node.callee.type === 'name' && node.callee.name === 'super';
}
