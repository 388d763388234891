// NumPy: what Keras' `ops` has under the same name, and the rest by table. Arrays are tensors here.
import { type Doc, oneLine } from '../code/layout.js';
import type { Expression } from '../python/syntax.js';
import { argument, byName, type Given, typeName } from '../translate/arguments.js';
import { type Code, call, code, levels, list, object, within } from '../translate/code.js';
import type { Context } from '../translate/context.js';
import { isTensor, kindOf, listOf, mask, none, number, ranked, tensor } from '../translate/kinds.js';
import { chosen, multinomial, multivariateNormal, shuffled, stream } from './chance.js';
import { type Handler, type Handlers, only, optional, refused, required } from './handler.js';
import { kerasCall, toNumbers } from './keras.js';
import { meshgrid } from './meshgrid.js';
import { rowOf } from './table.js';

/** `Math`'s functions, of a number that is certainly one. */
const ofNumbers: Readonly<Record<string, string>> = {
  ...{
    sqrt: 'sqrt',
    exp: 'exp',
    log: 'log',
    log2: 'log2',
    log10: 'log10',
    sin: 'sin',
    cos: 'cos',
    tan: 'tan',
    tanh: 'tanh',
  },
  ...{
    floor: 'floor',
    ceil: 'ceil',
    abs: 'abs',
    absolute: 'abs',
    sign: 'sign',
    log1p: 'log1p',
    power: 'pow',
    maximum: 'max',
    minimum: 'min',
  },
};

/** Python's order of arguments, where NumPy's is not that of Keras' ops. */
const orders: Readonly<Record<string, string>> = {
  expand_dims: 'x,axis',
  concatenate: 'xs,axis',
  hstack: 'xs',
  vstack: 'xs',
  stack: 'x,axis',
  split: 'x,indices_or_sections,axis',
  arange: 'start,stop,step,dtype',
  squeeze: 'x,axis',
  transpose: 'x,axes',
  take: 'x,indices,axis',
  argsort: 'x,axis',
  sort: 'x,axis',
  pad: 'x,pad_width,mode,constant_values',
  mean: 'x,axis,dtype,out,keepdims',
  sum: 'x,axis,dtype,out,keepdims',
  std: 'x,axis,dtype,out,ddof,keepdims',
  var: 'x,axis,dtype,out,ddof,keepdims',
  max: 'x,axis,out,keepdims',
  min: 'x,axis,out,keepdims',
  amax: 'x,axis,out,keepdims',
  amin: 'x,axis,out,keepdims',
  prod: 'x,axis,dtype,out,keepdims',
  clip: 'x,x_min,x_max',
};

const shapeOf = (given: Given, context: Context, place = 0, name = 'shape'): Doc | undefined => {
  const value = optional(given, place, name, context);
  if (!value) return undefined;
  return value.kind.name === 'number' ? ['[', value.doc, ']'] : value.doc;
};

/** How many axes a shape has, where it is plain to see. */
function rankOfShape(node: Expression | undefined, context: Context): number | undefined {
  if (node?.type === 'tuple' || node?.type === 'list')
    return node.items.some(({ type }) => type === 'starred') ? undefined : node.items.length;
  const kind = node && context.expression(node).kind;
  return kind?.name === 'number' ? 1 : kind?.name === 'tuple' ? kind.items?.length : undefined;
}

/** How many axes an array of a list of numbers has, as it is written. */
function rankOfList(node: Expression, context: Context): number | undefined {
  if (node.type !== 'list' && node.type !== 'tuple')
    return context.expression(node).kind.name === 'number' ? 0 : undefined;
  const [first] = node.items;
  const rank = first && rankOfList(first, context);
  return rank === undefined ? undefined : rank + 1;
}

const made =
  (name: string): Handler =>
  (given, context) => {
    only(given, 'shape', 'dtype');
    const shape = shapeOf(given, context);
    const dtype = given.plain[1] ?? given.named.get('dtype');
    const type = dtype && typeName(dtype, context);
    const isOfNumbers = type === undefined || /float|int/.test(oneLine(type));
    const kind = isOfNumbers ? ranked(rankOfShape(argument(given, 0, 'shape'), context)) : tensor;
    return shape === undefined
      ? undefined
      : code(call(context.facts.use(`tf.${name}`), type === undefined ? [shape] : [shape, type]), kind);
  };

const drawn =
  (name: 'uniform' | 'normal', parameters: readonly string[]): Handler =>
  (given, context) => {
    const values = byName(given, parameters);
    const size = values.get('size');
    const args = parameters.filter((one) => one !== 'size').map((one) => values.get(one));
    const numbers = args.map((one) => one && context.expression(one).doc);
    const shown = size && context.expression(size);
    const isOne = shown === undefined;
    const shape: Doc =
      shown === undefined ? '[]' : shown.kind.name === 'number' ? ['[', shown.doc, ']'] : shown.doc;
    const tail =
      numbers[0] === undefined && numbers[1] === undefined ? [] : [numbers[0] ?? '0', numbers[1] ?? '1'];
    const value = call(context.facts.use(`random.${name}`), [shape, ...tail]);
    return isOne ? code([value, '.dataSync()[0]!'], number) : code(value, ranked(rankOfShape(size, context)));
  };

const specials: Handlers = {
  array: (given, context) => arrayOf(given, context, 'object'),
  asarray: (given, context) => arrayOf(given, context, 'a'),
  zeros: made('zeros'),
  ones: made('ones'),
  'random.seed': (given, context) => {
    const seed = optional(given, 0, 'seed', context);
    return seed && code(call(context.facts.use('random.setSeed'), [seed.doc]), none);
  },
  'random.rand': (given, context) => {
    if (given.plain.length === 0) return code('Math.random()', number);
    const sizes = given.plain.map((one) => ({ doc: context.expression(one).doc }));
    return code(
      call(context.facts.use('random.uniform'), [{ open: '[', items: sizes, close: ']' }]),
      ranked(sizes.length),
    );
  },
  'random.randn': (given, context) => {
    const sizes = given.plain.map((one) => ({ doc: context.expression(one).doc }));
    return code(
      call(context.facts.use('random.normal'), [{ open: '[', items: sizes, close: ']' }]),
      ranked(sizes.length),
    );
  },
  'random.random': drawn('uniform', ['size']),
  'random.random_sample': drawn('uniform', ['size']),
  'random.uniform': drawn('uniform', ['low', 'high', 'size']),
  'random.normal': drawn('normal', ['loc', 'scale', 'size']),
  'random.randint': (given, context) => {
    const values = byName(given, ['low', 'high', 'size']);
    const bounds = [values.get('low'), values.get('high')].map((one) => one && context.expression(one));
    const [low, high]: Doc[] = bounds[1] ? [bounds[0]!.doc, bounds[1].doc] : ['0', bounds[0]?.doc ?? '1'];
    const size = values.get('size');
    if (!size) {
      const span = bounds[1]
        ? ['(', within(bounds[1], levels.sum), ' - ', within(bounds[0]!, levels.sum + 1), ')']
        : within(bounds[0]!, levels.product);
      const start = bounds[1] ? [within(bounds[0]!, levels.sum), ' + '] : [];
      return code([...start, 'Math.floor(Math.random() * ', span, ')'], number, levels.sum);
    }
    const shown = context.expression(size);
    const shape: Doc = shown.kind.name === 'number' ? ['[', shown.doc, ']'] : shown.doc;
    return code(call('tf.randomUniformInt', [shape, low!, high!]), tensor);
  },
  'random.permutation': (given, context) => {
    const value = required(given, 0, 'x', context);
    if (value.kind.name !== 'number') return undefined;
    return code(
      ['Array.from(', call(context.facts.use('random.permutation'), [value.doc]), ')'],
      listOf(number),
    );
  },
  'random.shuffle': shuffled,
  'random.choice': chosen,
  'random.multinomial': multinomial,
  'random.multivariate_normal': multivariateNormal,
  'random.RandomState': stream('randomState'),
  fromstring: (given, context) => {
    const [value, mark] = [required(given, 0, 'string', context), given.named.get('sep')];
    if (!mark) return undefined;
    const parts: Doc = [object(value), '.trim().split(', context.expression(mark).doc, ').map(Number)'];
    return code(call('tf.tensor1d', [parts]), tensor);
  },
  loadtxt: (given, context) => {
    const [path, mark] = [required(given, 0, 'fname', context), given.named.get('delimiter')];
    if (!mark) return undefined;
    const options: Doc = ['{ header: false, separator: ', context.expression(mark).doc, ' }'];
    context.wait();
    return code(['(await ', call(context.facts.use('readCsv'), [path.doc, options]), ').toTensor()'], tensor);
  },
  'testing.assert_allclose': (given, context) => {
    const [a, b] = [required(given, 0, 'actual', context), required(given, 1, 'desired', context)];
    const same = call(context.facts.use('ops.allclose'), [a.doc, b.doc]);
    return code(call('console.assert', [[same, '.dataSync()[0] === 1']]), none);
  },
  around: (given, context) => kerasCall('ops.round', renamed(given), context, ['x', 'decimals']),
  meshgrid,
  load: refused(
    '`.npy` and `.npz` files are not read here: save the numbers as CSV, and `await readCsv(path)`',
  ),
  save: refused('`.npy` files are not written here'),
  set_printoptions: () => code('', none),
  isnan: (given, context) =>
    ofNumber(given, context, 'Number.isNaN') ?? kerasCall('ops.isnan', renamed(given), context),
  reshape: (given, context) => {
    only(given, 'a', 'newshape');
    const shape = shapeOf(given, context, 1, 'newshape');
    if (!shape || given.plain.length > 2) return undefined;
    const x = required(given, 0, 'a', context);
    const kind = x.kind.name === 'symbolic' ? x.kind : tensor;
    return code(call(context.facts.use('ops.reshape'), [x.doc, shape]), kind);
  },
  // A row of places for each that is not 0.
  argwhere: (given, context) => {
    const places = call(context.facts.use('ops.nonzero'), [required(given, 0, 'a', context).doc]);
    return code(call(context.facts.use('ops.stack'), [places, '{ axis: 1 }']), tensor);
  },
  argmax: (given, context) => {
    const made = kerasCall('ops.argmax', renamed(given), context, ['x', 'axis', 'out', 'keepdims']);
    return given.plain.length === 1 && given.named.size === 0
      ? code([made.doc, '.dataSync()[0]!'], { name: 'number', isCount: true })
      : made;
  },
  where: (given, context) => {
    if (given.plain.length === 3) return kerasCall('ops.where', given, context);
    const test = required(given, 0, 'condition', context);
    return code(call(context.facts.use('ops.nonzero'), [test.doc]), listOf(tensor));
  },
  dot: (given, context) => kerasCall('ops.dot', given, context),
  copy: (given, context) => {
    const { doc, kind } = required(given, 0, 'a', context);
    return code(call('tf.clone', [doc]), ranked(kind.rank));
  },
  shape: (given, context) => code([object(required(given, 0, 'a', context)), '.shape'], { name: 'shape' }),
  float32: (given, context) => convert(given, context),
  float64: (given, context) => convert(given, context),
  int32: (given, context) => convert(given, context),
  // Of 0 … 255, as what becomes pixels is.
  uint8: (given, context) => {
    const value = required(given, 0, 'x', context);
    return isTensor(value.kind)
      ? code(call(context.facts.use('ops.cast'), [value.doc, "'int32'"]), tensor)
      : undefined;
  },
  'linalg.cond': refused('`ops.cond` is a choice between two functions: `ops.svd` gives the singular values'),
  'linalg.norm': (given, context) => kerasCall('ops.norm', given, context, ['x', 'ord', 'axis', 'keepdims']),
};

const convert = (given: Given, context: Context): Code => {
  const value = required(given, 0, 'x', context);
  return isTensor(value.kind) ? value : code(call('Number', [value.doc]), number);
};

function ofNumber(given: Given, context: Context, name: string): Code | undefined {
  const value = optional(given, 0, 'x', context);
  return value?.kind.name === 'number' ? code(call(name, [value.doc]), kindOf('boolean')) : undefined;
}

function arrayOf(given: Given, context: Context, name: string): Code | undefined {
  const values = byName(given, [name, 'dtype', 'copy']);
  const value = values.get(name);
  const dtype = values.get('dtype');
  if (!value) return undefined;
  const taken = context.expression(value);
  if (taken.kind.name === 'table') return code(call([object(taken), '.toTensor'], []), tensor);
  const type = dtype && typeName(dtype, context);
  if (isTensor(taken.kind))
    return type === undefined
      ? code(taken.doc, ranked(taken.kind.rank), taken.level)
      : code(call(context.facts.use('ops.cast'), [taken.doc, type]), type === "'bool'" ? mask : tensor);
  const stacked = stackedTensors(value, taken, context);
  if (stacked)
    return code(type === undefined ? stacked : call(context.facts.use('ops.cast'), [stacked, type]), tensor);
  const isOfNumbers = type === undefined || /float|int/.test(oneLine(type));
  return code(
    call('tf.tensor', type === undefined ? [taken.doc] : [taken.doc, 'undefined', type]),
    isOfTruths(value, type) ? mask : ranked(isOfNumbers ? rankOfList(value, context) : undefined),
  );
}

/** `[True, False]`, or what is made true and false. */
const isOfTruths = (node: Expression, type: Doc | undefined): boolean =>
  type === "'bool'" ||
  (type === undefined &&
    (node.type === 'list' || node.type === 'tuple') &&
    node.items.length > 0 &&
    node.items.every((one) => one.type === 'constant' && /^(True|False)$/.test(one.value)));

/** A list of tensors as one, or of lists that hold some; undefined of others. */
function stackedTensors(node: Expression, { doc, kind }: Code, context: Context): Doc | undefined {
  if (kind.of && isTensor(kind.of)) return call(context.facts.use('ops.stack'), [doc]);
  return holdsTensors(node, context) ? stackedAll(node, context) : undefined;
}

/** A list as it is written, with tensors somewhere within. */
function holdsTensors(node: Expression, context: Context): boolean {
  if (node.type === 'list' || node.type === 'tuple')
    return node.items.some((item) => holdsTensors(item, context));
  return node.type !== 'starred' && isTensor(context.expression(node).kind);
}

function stackedAll(node: Expression, context: Context): Doc {
  if (node.type !== 'list' && node.type !== 'tuple') return context.expression(node).doc;
  return call(context.facts.use('ops.stack'), [list(node.items.map((item) => stackedAll(item, context)))]);
}

/** @param name within numpy: `mean`, `random.rand` */
export function numpyCall(name: string, given: Given, context: Context): Code | undefined {
  const plain = name.replace(/^linalg\.|^math\./, '');
  const mathName = ofNumbers[plain];
  if (mathName !== undefined && given.named.size === 0 && given.plain.length > 0) {
    const values = given.plain.map((one) => context.expression(one));
    if (values.every(({ kind }) => kind.name === 'number'))
      return code(
        call(
          `Math.${mathName}`,
          values.map(({ doc }) => doc),
        ),
        number,
      );
  }
  const own = specials[name];
  if (own) return own(given, context);
  if (rowOf(`ops.${plain}`) === undefined) return undefined;
  const order = orders[plain]?.split(',') ?? [];
  const made = kerasCall(`ops.${plain}`, renamed(given), context, order.length > 0 ? order : undefined);
  const isOne =
    reductions.has(plain) &&
    given.plain.length === 1 &&
    !given.named.has('axis') &&
    !given.named.has('keepdims');
  if (plain === 'arange' && made.kind.name === 'tensor') return code(made.doc, ranked(1));
  return isOne && made.kind.name === 'tensor' ? code([made.doc, '.dataSync()[0]!'], number) : made;
}

/** What is a number in NumPy, and no array. */
const reductions = new Set(toNumbers);

/** NumPy's own names for what Keras' ops call `x`. */
function renamed(given: Given): Given {
  const others: Readonly<Record<string, string>> = { a_min: 'x_min', a_max: 'x_max' };
  const named = new Map(
    [...given.named].map(([name, value]) => [
      /^(a|arr|ary|array|v|m)$/.test(name) ? 'x' : (others[name] ?? name),
      value,
    ]),
  );
  return { ...given, named };
}

/** What is no call: `np.pi`. */
export const numpyValues: Readonly<Record<string, Code>> = {
  pi: code('Math.PI', number),
  e: code('Math.E', number),
  inf: code('Infinity', number),
  Inf: code('Infinity', number),
  nan: code('Number.NaN', number),
  newaxis: code('null', none),
};
