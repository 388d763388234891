// TensorFlow's own functions, and `keras.backend`'s: as Keras' `ops`, or by TensorFlow.js' name.
import type { Doc } from '../code/layout.js';
import { byName, type Given, optionValue, typeName } from '../translate/arguments.js';
import { type Code, call, code, levels, object, quoted, within } from '../translate/code.js';
import { type Context, Untranslated } from '../translate/context.js';
import {
  count,
  elementOf,
  isList,
  isTensor,
  kindOf,
  listOf,
  none,
  scalar,
  tensor,
  text,
} from '../translate/kinds.js';
import { type Handler, type Handlers, optional, refused, required } from './handler.js';
import { kerasCall } from './keras.js';
import { regular, replacementOf } from './patterns.js';
import { pictures } from './pictures.js';
import { arrays } from './tensorflow-arrays.js';
import { images } from './tensorflow-images.js';
import { kerasOpOf, leafOf } from './tensorflow-ops.js';
import { datasets } from './tf-data.js';

const made =
  (name: string, parameters: readonly string[]): Handler =>
  (given, context) => {
    const values = byName(given, parameters);
    const args = parameters.map((name) => {
      const value = values.get(name);
      return value && optionValue(name, value, context);
    });
    while (args.length > 0 && args.at(-1) === undefined) args.pop();
    return code(
      call(
        context.facts.use(name),
        args.map((one) => one ?? 'undefined'),
      ),
      tensor,
    );
  };

/** The product of sizes is a number, as what units and shapes are made of; of others a tensor. */
const product: Handler = (given, context) => {
  const sizes = required(given, 0, 'input_tensor', context);
  const isOfSizes = isList(sizes.kind) && elementOf(sizes.kind).name === 'number';
  return isOfSizes && given.plain.length + given.named.size === 1
    ? code([object(sizes), '.reduce((product, size) => product * size, 1)'], count)
    : byOp('reduce_prod')(given, context);
};

const constant: Handler = (given, context) => {
  const values = byName(given, ['value', 'dtype', 'shape']);
  const [value, dtype, shape] = ['value', 'dtype', 'shape'].map((one) => values.get(one));
  if (!value) return undefined;
  const taken = context.expression(value);
  if (isTensor(taken.kind) && !shape)
    return dtype
      ? code(call(context.facts.use('ops.cast'), [taken.doc, typeName(dtype, context)]), tensor)
      : code(call('tf.clone', [taken.doc]), tensor);
  const args: Doc[] = [taken.doc];
  if (shape || dtype) args.push(shape ? context.expression(shape).doc : 'undefined');
  if (dtype) args.push(typeName(dtype, context));
  if (taken.kind.name !== 'number') return code(call('tf.tensor', args), tensor);
  if (!shape) return code(call('tf.scalar', args.toSpliced(1, 1)), scalar);
  return code(call('tf.fill', [args[1]!, taken.doc, ...args.slice(2)]), tensor);
};

const specials: Handlers = {
  ...arrays,
  reduce_prod: product,
  constant,
  'keras.backend.constant': constant,
  Variable: (given, context) => {
    const value = required(given, 0, 'initial_value', context);
    const inner: Doc = isTensor(value.kind)
      ? value.doc
      : call(value.kind.name === 'number' ? 'tf.scalar' : 'tf.tensor', [value.doc]);
    const isOne = value.kind.name === 'number' || value.kind.isScalar;
    return code(
      call('tf.variable', [inner]),
      isOne ? { name: 'variable', isScalar: true } : kindOf('variable'),
    );
  },
  zeros: made('tf.zeros', ['shape', 'dtype']),
  'keras.backend.zeros': made('tf.zeros', ['shape', 'dtype']),
  ones: made('tf.ones', ['shape', 'dtype']),
  'keras.backend.ones': made('tf.ones', ['shape', 'dtype']),
  shape: (given, context) =>
    code([object(required(given, 0, 'input', context)), '.shape'], { name: 'shape' }),
  function: (given, context) => optional(given, 0, 'func', context),
  'random.set_seed': (given, context) =>
    code(call(context.facts.use('random.setSeed'), [required(given, 0, 'seed', context).doc]), none),
  'keras.backend.clear_session': () => code('', none),
  print: (given, context) =>
    code(
      call(
        'console.log',
        given.plain.map((one) => call('String', [context.expression(one).doc])),
      ),
      none,
    ),
  'compat.as_bytes': (given, context) => optional(given, 0, 'bytes_or_text', context),
  'compat.as_str': (given, context) => optional(given, 0, 'bytes_or_text', context),
  'compat.as_text': (given, context) => optional(given, 0, 'bytes_or_text', context),
  TensorShape: (given, context) => {
    const dims = required(given, 0, 'dims', context);
    return dims.kind.name === 'list' || dims.kind.name === 'tuple'
      ? code(dims.doc, { name: 'shape' })
      : undefined;
  },
  'nest.flatten': (given, context) => {
    const structure = required(given, 0, 'structure', context);
    return code(
      [call(context.facts.use('tree.flatten'), [structure.doc]), ' as tf.Tensor[]'],
      listOf(tensor),
      levels.relational,
    );
  },
  identity: (given, context) => code(call('tf.clone', [required(given, 0, 'input', context).doc]), tensor),
  'config.list_physical_devices': refused('`engineInfo()` says which TensorFlow computes, and on what'),
  'config.experimental.list_physical_devices': refused(
    '`engineInfo()` says which TensorFlow computes, and on what',
  ),
  'test.is_gpu_available': refused('`engineInfo()` says which TensorFlow computes, and on what'),
  ...images,
  ...pictures,
  add_n: (given, context) => {
    const values = required(given, 0, 'inputs', context);
    const sum = (doc: Doc): Code => code(call(context.facts.use('tf.addN'), [doc]), tensor);
    return given.plain.length + given.named.size === 1 ? sum(values.doc) : undefined;
  },
  conv2d: convolved,
  'strings.lower': (given, context) => ofText(given, context, (text) => [object(text), '.toLowerCase()']),
  'strings.upper': (given, context) => ofText(given, context, (text) => [object(text), '.toUpperCase()']),
  'strings.strip': (given, context) => ofText(given, context, (text) => [object(text), '.trim()']),
  'strings.regex_replace': (given, context) =>
    ofText(given, context, (value) => {
      const [pattern, rewrite] = [
        required(given, 1, 'pattern', context),
        required(given, 2, 'rewrite', context),
      ];
      return [object(value), call('.replace', [regular(pattern), replacementOf(rewrite)])];
    }),
  'strings.split': (given, context) => {
    if (given.plain.length !== 1 || given.named.size > 0) return undefined;
    const split = ofText(given, context, (text) => [object(text), '.split(/\\s+/).filter(Boolean)']);
    return code(split.doc, listOf(text));
  },
  'strings.unicode_split': (given, context) => {
    const value = required(given, 0, 'input', context);
    return value.kind.name === 'text'
      ? code(['[...', within(value, levels.call), ']'], listOf(text))
      : undefined;
  },
  'strings.reduce_join': (given, context) => {
    const value = required(given, 0, 'inputs', context);
    const isTaken = isTensor(value.kind) || value.kind.name === 'unknown';
    if (!isTaken || given.plain.length + given.named.size > 1) return undefined;
    return code(['((', value.doc, " as tf.Tensor).dataSync() as unknown as string[]).join('')"], text);
  },
  'config.list_logical_devices': () => code('[]', { name: 'list' }),
  'config.run_functions_eagerly': () => code('', none),
  GradientTape: () => code('', kindOf('tape')),
  ...datasets,
};

/** `tf.nn.conv2d`: its strides and dilations may be told for all four axes. */
function convolved(given: Given, context: Context): Code | undefined {
  const names = ['input', 'filters', 'strides', 'padding', 'data_format', 'dilations', 'name'];
  const values = byName(given, names);
  const [x, kernel, padding] = ['input', 'filters', 'padding'].map((name) => values.get(name));
  const format = values.get('data_format');
  if (!(x ?? values.get('inputs')) || !kernel || padding?.type !== 'text') return undefined;
  if (format && !(format.type === 'text' && format.value === 'NHWC')) return undefined;
  const options = ['strides', 'dilations'].flatMap((name): Doc[] => {
    const value = values.get(name);
    const sizes =
      value?.type === 'list' && value.items.length === 4
        ? { ...value, items: value.items.slice(1, 3) }
        : value;
    const ours = name === 'dilations' ? 'dilationRate' : name;
    return sizes ? [[`${ours}: `, context.expression(sizes).doc]] : [];
  });
  const items = [...options, `padding: ${quoted(padding.value.toLowerCase())}`].map((doc) => ({ doc }));
  const args = [x ?? values.get('inputs')!, kernel].map((one) => context.expression(one).doc);
  return code(call(context.facts.use('ops.conv'), [...args, { open: '{', items, close: '}' }]), tensor);
}

/** Texts one by one: what a text layer's own functions are given. */
function ofText(given: Given, context: Context, change: (value: Code) => Doc): Code {
  const value = required(given, 0, 'input', context);
  if (isTensor(value.kind))
    throw new Untranslated('tensors of texts: change the texts before, as `texts.map(…)`');
  if (value.kind.name !== 'text') context.note('Taken as one text.');
  return code(change(value), text);
}

const types = new Set(['float32', 'float16', 'float64', 'int32', 'int64', 'uint8', 'bool', 'string']);
export const tensorflowType = (name: string): boolean => types.has(name);

/** @param name within tensorflow: `reduce_mean`, `nn.relu`; or `keras.backend.mean` */
export const tensorflowCall = (name: string, given: Given, context: Context): Code | undefined =>
  (specials[name] ?? specials[leafOf(name)] ?? byOp(name))(given, context);

const byOp =
  (name: string): Handler =>
  (given, context) => {
    const op = kerasOpOf(name, given);
    return op && kerasCall(op.path, op.given, context);
  };
