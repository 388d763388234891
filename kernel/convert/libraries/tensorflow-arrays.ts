// TensorFlow's functions on arrays that no single one of Keras' ops computes, or only with arguments changed.
import type { Doc } from '../code/layout.js';
import type { Expression } from '../python/syntax.js';
import { isConstant } from '../python/walk.js';
import type { Given } from '../translate/arguments.js';
import { type Code, call, code, object } from '../translate/code.js';
import { type Context, Untranslated } from '../translate/context.js';
import { type Kind, ranked, symbolic, tensor } from '../translate/kinds.js';
import { isIdentifier } from '../translate/names.js';
import { type Handler, type Handlers, refused, required, taken, textOf } from './handler.js';
import { kerasCall } from './keras.js';
import { meshgrid } from './meshgrid.js';

/** A call of Keras' with arguments by its own names. */
const byKeras = (
  path: string,
  given: Given,
  named: Readonly<Record<string, Expression | undefined>>,
  context: Context,
): Code =>
  kerasCall(
    path,
    {
      ...given,
      plain: [],
      named: new Map(
        Object.entries(named).filter((one): one is [string, Expression] => one[1] !== undefined),
      ),
    },
    context,
  );

/** What is made of them: an input of a model stays one. */
const kindOfAll = (...values: readonly Code[]): Kind =>
  values.some(({ kind }) => kind.name === 'symbolic') ? symbolic : tensor;

/** An expression that has a value in it more than once. */
function named(value: Code, write: (name: string) => Doc): Code {
  const kind = kindOfAll(value);
  if (typeof value.doc === 'string' && isIdentifier(value.doc)) return code(write(value.doc), kind);
  const type = kind === symbolic ? 'tf.SymbolicTensor' : 'tf.Tensor';
  return code([`((x: ${type}) => `, write('x'), ')(', value.doc, ')'], kind);
}

const options = (...entries: (Doc | undefined)[]): Doc[] => {
  const items = entries.filter((one): one is Doc => one !== undefined).map((doc) => ({ doc }));
  return items.length > 0 ? [{ open: '{', items, close: '}' }] : [];
};

const option = (name: string, node: Expression | undefined, context: Context): Doc | undefined =>
  node && [`${name}: `, context.expression(node).doc];

const isDescending = (node: Expression | undefined): boolean => {
  const direction = textOf(node) ?? (node ? undefined : 'ASCENDING');
  if (direction === undefined) throw new Untranslated('a `direction` that is no written text');
  return direction === 'DESCENDING';
};

const sorted =
  (op: 'sort' | 'argsort'): Handler =>
  (given, context) => {
    const values = taken(given, 'values', 'axis', 'direction', 'stable');
    const [x, axis] = [required(given, 0, 'values', context), option('axis', values.get('axis'), context)];
    const along = options(axis);
    const ops = (name: string, ...args: Doc[]): Doc => call(context.facts.use(`ops.${name}`), args);
    if (!isDescending(values.get('direction'))) return code(ops(op, x.doc, ...along), kindOfAll(x));
    // The largest first, and of equal ones the first first.
    const places = ops(op, ops('negative', x.doc), ...along);
    return code(op === 'argsort' ? places : ops('negative', places), kindOfAll(x));
  };

/** Where one part ends and the next begins: TensorFlow takes the parts' sizes. */
function placesOf(node: Expression): Expression | undefined {
  if (node.type !== 'list' && node.type !== 'tuple') return undefined;
  let place = 0;
  const places = node.items.slice(0, -1).map((item): Expression => {
    const size = item.type === 'number' ? Number(item.text) : Number.NaN;
    if (!Number.isInteger(size))
      throw new Untranslated(
        'sizes that are not written out: `ops.split` takes the places where parts begin',
      );
    place += size;
    return { from: node.to, to: node.to, type: 'number', text: String(place) };
  });
  return { ...node, items: places };
}

const split: Handler = (given, context) => {
  const values = taken(given, 'value', 'num_or_size_splits', 'axis', 'num');
  const [x, sizes] = [values.get('value'), values.get('num_or_size_splits')];
  if (!x || !sizes) return undefined;
  const places = placesOf(sizes);
  if (!places && context.expression(sizes).kind.name !== 'number')
    throw new Untranslated('sizes that are not written out: `ops.split` takes the places where parts begin');
  const indices = places ?? sizes;
  return byKeras('ops.split', given, { x, indices_or_sections: indices, axis: values.get('axis') }, context);
};

/** Where it is true: a row of places for each. */
const where: Handler = (given, context) => {
  const values = taken(given, 'condition', 'x', 'y');
  const [condition, x1, x2] = ['condition', 'x', 'y'].map((name) => values.get(name));
  if (x1 && x2) return byKeras('ops.where', given, { condition, x1, x2 }, context);
  if (!condition || x1 || x2) return undefined;
  const places = call(context.facts.use('ops.nonzero'), [context.expression(condition).doc]);
  return code(call(context.facts.use('ops.stack'), [places, '{ axis: 1 }']), tensor);
};

const padded: Handler = (given, context) => {
  const values = taken(given, 'tensor', 'paddings', 'mode', 'constant_values');
  const [x, pad_width, mode, constant_values] = ['tensor', 'paddings', 'mode', 'constant_values'].map(
    (name) => values.get(name),
  );
  if (mode && mode.type !== 'text') throw new Untranslated('a `mode` that is no written text');
  const lower = mode && { ...mode, value: mode.value.toLowerCase() };
  const asked = lower?.value === 'constant' ? undefined : lower;
  return byKeras('ops.pad', given, { x, pad_width, mode: asked, constant_values }, context);
};

const multiplied: Handler = (given, context) => {
  const values = taken(given, 'a', 'b', 'transpose_a', 'transpose_b');
  const [a, b] = ['a', 'b'].map((name) => {
    const node = values.get(name);
    const turned = values.get(`transpose_${name}`);
    if (!node) return undefined;
    const value = context.expression(node);
    if (!turned || isConstant(turned, 'False')) return value;
    if (!isConstant(turned, 'True')) throw new Untranslated(`a \`transpose_${name}\` that is not written`);
    return code(call(context.facts.use('ops.swapaxes'), [value.doc, '-2', '-1']), value.kind);
  });
  return a && b && code(call(context.facts.use('ops.matmul'), [a.doc, b.doc]), kindOfAll(a, b));
};

/** Of all numbers where no axis is told, whatever their shape. */
const norm: Handler = (given, context) => {
  const values = taken(given, 'tensor', 'ord', 'axis', 'keepdims');
  const [x, ord, axis, keepdims] = ['tensor', 'ord', 'axis', 'keepdims'].map((name) => values.get(name));
  const isUsual =
    !ord || textOf(ord) === 'euclidean' || (!axis && ord.type === 'number' && Number(ord.text) === 2);
  if (!isUsual && !axis) throw new Untranslated('a norm of its own kind over all numbers: name the axis');
  return byKeras('ops.norm', given, { x, ord: isUsual ? undefined : ord, axis, keepdims }, context);
};

/** TensorFlow's least sum of squares is 1e-12. */
const ofLengthOne: Handler = (given, context) => {
  const values = taken(given, 'x', 'axis', 'epsilon');
  const x = required(given, 0, 'x', context);
  if (values.has('epsilon')) return undefined;
  const along = options(
    option('axis', values.get('axis'), context),
    values.has('axis') ? 'keepdims: true' : undefined,
  );
  context.facts.use('ops.divide');
  return named(x, (name) => {
    const length = call(context.facts.use('ops.norm'), [name, ...along]);
    return call('ops.divide', [name, call(context.facts.use('ops.maximum'), [length, '1e-6'])]);
  });
};

const diagonal: Handler = (given, context) => {
  taken(given, 'diagonal');
  context.facts.use('ops');
  return named(required(given, 0, 'diagonal', context), (x) =>
    call('ops.multiply', [call('ops.expandDims', [x, '-1']), call('ops.eye', [`${x}.shape.at(-1)!`])]),
  );
};

/** Pools over the two axes in the middle: sizes may be told for all four. */
const pooled =
  (op: 'max_pool' | 'average_pool'): Handler =>
  (given, context) => {
    const values = taken(given, 'input', 'ksize', 'strides', 'padding', 'data_format');
    const inner = (name: string): Expression | undefined => {
      const node = values.get(name);
      return node?.type === 'list' && node.items.length === 4
        ? { ...node, items: node.items.slice(1, 3) }
        : node;
    };
    const padding = values.get('padding');
    const format = values.get('data_format');
    if (padding?.type !== 'text' || (format && textOf(format) !== 'NHWC')) return undefined;
    return byKeras(
      `ops.${op}`,
      given,
      {
        inputs: values.get('input'),
        pool_size: inner('ksize'),
        strides: inner('strides'),
        padding: { ...padding, value: padding.value.toLowerCase() },
      },
      context,
    );
  };

/** Whole numbers where a whole type is asked for, and numbers with fractions otherwise. */
const uniform: Handler = (given, context) => {
  const values = taken(given, 'shape', 'minval', 'maxval', 'dtype', 'seed');
  const [shape, minval, maxval, dtype, seed] = ['shape', 'minval', 'maxval', 'dtype', 'seed'].map((name) =>
    values.get(name),
  );
  const type = dtype?.type === 'text' ? dtype.value : dtype?.type === 'attribute' ? dtype.name : undefined;
  // Whole numbers need an end.
  if (!dtype || !maxval || /^b?float/.test(type ?? ''))
    return byKeras('random.uniform', given, { shape, minval, maxval, seed }, context);
  if (!/^u?int\d/.test(type ?? '')) throw new Untranslated('a `dtype` that is not written');
  const low: Expression = minval ?? { from: given.node.to, to: given.node.to, type: 'number', text: '0' };
  return byKeras('random.randint', given, { shape, minval: low, maxval, seed }, context);
};

/** Whole numbers, where none is written with a fraction. */
const range: Handler = (given, context) => {
  const values = taken(given, 'start', 'limit', 'delta', 'dtype');
  const [start, stop, step] = ['start', 'limit', 'delta'].map((name) => values.get(name));
  const hasFraction = [start, stop, step].some((one) => one?.type === 'number' && /[.e]/i.test(one.text));
  const float32: Expression = {
    from: given.node.to,
    to: given.node.to,
    type: 'text',
    value: 'float32',
    isBytes: false,
  };
  const dtype = values.get('dtype') ?? (hasFraction ? float32 : undefined);
  const { doc } = byKeras('ops.arange', given, { start, stop, step, dtype }, context);
  return code(doc, ranked(1));
};

const kept: Handler = (given, context) => {
  const values = taken(given, 'tensor', 'mask');
  const [x, mask] = ['tensor', 'mask'].map((name) => values.get(name));
  if (!x || !mask) return undefined;
  context.wait();
  return code(
    ['(await ', call('tf.booleanMaskAsync', [context.expression(x).doc, context.expression(mask).doc]), ')'],
    tensor,
  );
};

export const arrays: Handlers = {
  sort: sorted('sort'),
  argsort: sorted('argsort'),
  split,
  where,
  where_v2: where,
  pad: padded,
  matmul: multiplied,
  norm,
  l2_normalize: ofLengthOne,
  'keras.backend.l2_normalize': ofLengthOne,
  diag: diagonal,
  meshgrid,
  max_pool2d: pooled('max_pool'),
  max_pool: pooled('max_pool'),
  avg_pool2d: pooled('average_pool'),
  avg_pool: pooled('average_pool'),
  range,
  'random.uniform': uniform,
  boolean_mask: kept,
  einsum: (given, context) => kerasCall('ops.einsum', given, context),
  squared_difference: (given, context) => {
    const [x, y] = [required(given, 0, 'x', context), required(given, 1, 'y', context)];
    const difference = call(context.facts.use('ops.subtract'), [x.doc, y.doc]);
    return code(call(context.facts.use('ops.square'), [difference]), kindOfAll(x, y));
  },
  fill: (given, context) => {
    const dims = required(given, 0, 'dims', context);
    const size: Doc = dims.kind.name === 'number' ? ['[', dims.doc, ']'] : dims.doc;
    return code(call('tf.fill', [size, required(given, 1, 'value', context).doc]), tensor);
  },
  svd: refused('its values come first there: `const [u, s, vh] = ops.svd(x, { fullMatrices: false })`'),
  normalize: refused('it gives the norms as well: `ops.normalize(x, { axis })`, `ops.norm(x, { axis })`'),
  scan: refused('its function and state come in another order: `ops.scan(f, init, xs)`'),
  unique: refused('it gives places as well: `ops.unique(x, { returnInverse: true })`, in ascending order'),
  ctc_loss: refused('its arguments come in another order: `ops.ctcLoss(target, output, …)`'),
  'keras.backend.batch_dot': refused('which axes meet depends on the shapes: `ops.einsum`'),
  'keras.backend.int_shape': (given, context) =>
    code([object(required(given, 0, 'x', context)), '.shape'], { name: 'shape' }),
  'keras.backend.shape': (given, context) =>
    code([object(required(given, 0, 'x', context)), '.shape'], { name: 'shape' }),
};
