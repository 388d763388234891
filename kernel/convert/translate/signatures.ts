// Methods that Keras calls: what they are given, and their parameters in brackets.
import type { Doc } from '../code/layout.js';
import type { Parameter, Statement, StatementOf } from '../python/syntax.js';
import { bases } from './class-bases.js';
import type { FunctionFacts } from './facts.js';
import { parametersOf } from './functions.js';
import {
  count,
  isList,
  type Kind,
  kindOf,
  listOf,
  shape,
  tensor,
  tupleOf,
  typeOf,
  unknown,
} from './kinds.js';
import { camelCase } from './names.js';
import type { Scope } from './scope.js';
import type { StatementContext } from './statement-context.js';

export interface Signature {
  /** Types of the parameters after `self`. */
  readonly kinds: readonly Kind[];
  readonly types?: readonly string[];
  /** Parameters that come in an object of options, each with its default. */
  readonly options?: Readonly<Record<string, string>>;
}

const called: Signature = { kinds: [tensor], options: { training: 'training = false', mask: 'mask' } };
// One tensor, or several: taken apart, each is one.
const batch: Signature = { kinds: [tensor], types: ['any'] };
const hook: Signature = { kinds: [count, kindOf('dict')], types: ['number', 'Logs'] };
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
  on_batch_begin: hook,
  on_batch_end: hook,
  on_test_batch_begin: hook,
  on_test_batch_end: hook,
  on_train_begin: whole,
  on_train_end: whole,
  on_test_begin: whole,
  on_test_end: whole,
  update_state: {
    kinds: [tensor, tensor, unknown],
    types: ['tf.Tensor', 'tf.Tensor', 'tf.Tensor | undefined'],
  },
  result: { kinds: [] },
  get_config: { kinds: [] },
  reset_state: { kinds: [] },
};

const ofWeights: Signature = { kinds: [tensor], types: ['tf.Tensor'] };

/** What `__call__` is given, by the base. */
const callSignatures: Readonly<Record<string, Signature>> = {
  'keras.regularizers.Regularizer': ofWeights,
  'keras.constraints.Constraint': ofWeights,
  'keras.initializers.Initializer': { kinds: [shape, unknown], types: ['number[]', 'any'] },
  'keras.optimizers.schedules.LearningRateSchedule': { kinds: [tensor], types: ['tf.Tensor'] },
};

export function signatureOf(name: string, root: string): Signature | undefined {
  if (name === '__call__') return callSignatures[root];
  if (root === 'keras.losses.Loss' && name === 'call')
    return { kinds: [tensor, tensor], types: ['tf.Tensor', 'tf.Tensor'] };
  if (name === 'call' && root === 'keras.callbacks.Callback') return undefined;
  return signatures[name];
}

/** A method of a class, by what its class extends in the end. */
export interface Called {
  readonly name: string;
  readonly root: string | undefined;
  /** Set where Keras calls it. */
  readonly signature: Signature | undefined;
}

export const calledMethod = (name: string, root: string | undefined): Called => ({
  name,
  root,
  signature: root !== undefined && root in bases ? signatureOf(name, root) : undefined,
});

/** Parameters in brackets: as Keras gives them, where it calls the method. */
export function headOf(
  node: StatementOf<'function'>,
  { name, root, signature }: Called,
  parameters: readonly Parameter[],
  facts: FunctionFacts,
  scope: Scope,
  context: StatementContext,
): Doc {
  if (name === 'call' && signature)
    for (const one of takenApart(node)) context.facts.learn(facts.kinds, one, listOf(tensor));
  if (root === 'keras.models.Model' && name === 'compute_loss') return lossParts(parameters, scope);
  if (signature) return givenParameters(parameters, partsTaken(node), signature, facts.kinds, scope, context);
  const head = parametersOf(parameters, facts, scope, context, node.body);
  return root === 'keras.models.Model' && name === 'compile' ? leftOut(head) : head;
}

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
