// Ops that take rows by number, and put them back.
import type { Emitter, Value } from '../stablehlo.js';
import { axisOf, like, NotLowered, type Rule, range } from './site.js';

/** Inputs: what is taken from, the numbers, the axis. */
export const gather: Rule = ({ op, emit, input, numbers, attribute, output }) => {
  const [x, indices] = [input(0), input(1)];
  if (Number(attribute('batch_dims') ?? 0) !== 0) throw new NotLowered(op, 'batch by batch');
  const axis = axisOf(numbers(2)[0]!, x.shape.length);
  const indexRank = indices.shape.length;
  const offsetDims = [
    ...range(axis),
    ...range(x.shape.length - axis - 1).map((one) => axis + indexRank + one),
  ];
  const dimensions = {
    offsetDims,
    collapsed: [axis],
    startIndexMap: [axis],
    indexVectorDim: indexRank,
    sliceSizes: x.shape.map((size, at) => (at === axis ? 1 : size)),
  };
  const inside = within(emit, indices, like(emit, indices, x.shape[axis]!));
  const axes = range(indexRank).map((one) => axis + one);
  return nanOutside(emit, emit.gather(x, indices, dimensions, output().shape), inside, axes);
};

/** The last axis of the second input counts along the first axes of what is taken from. */
export const gatherByPlaces: Rule = ({ emit, input, output }) => {
  const [x, indices] = [input(0), input(1)];
  const last = indices.shape.length - 1;
  const depth = indices.shape[last]!;
  const dimensions = {
    offsetDims: range(x.shape.length - depth).map((axis) => last + axis),
    collapsed: range(depth),
    startIndexMap: range(depth),
    indexVectorDim: last,
    sliceSizes: x.shape.map((size, axis) => (axis < depth ? 1 : size)),
  };
  const sizes = emit.constant(indices.type, [depth], x.shape.slice(0, depth));
  const inside = emit.reduce('and', within(emit, indices, emit.broadcast(sizes, indices.shape, [last])), [
    last,
  ]);
  return nanOutside(emit, emit.gather(x, indices, dimensions, output().shape), inside, range(last));
};

function within(emit: Emitter, indices: Value, sizes: Value): Value {
  const isNoLess = emit.compare('GE', indices, like(emit, indices, 0));
  return emit.binary('and', isNoLess, emit.compare('LT', indices, sizes));
}

/**
 * A device takes the nearest row for a number out of range, where the executor on a CPU ends with an error: NaN shows it. Whole
 * numbers have none, and stay as they are.
 */
function nanOutside(emit: Emitter, taken: Value, inside: Value, axes: readonly number[]): Value {
  if (taken.type !== 'f32') return taken;
  return emit.select(emit.broadcast(inside, taken.shape, axes), taken, like(emit, taken, Number.NaN));
}

/** Rows with one number are added up; numbers out of range are left out, as TensorFlow leaves out those below 0. */
export const segmentSum: Rule = ({ emit, input, output }) => {
  const [rows, segments] = [input(0), input(1)];
  const { type, shape } = output();
  const indices = emit.reshape(segments, [...segments.shape, 1]);
  return emit.scatterAdd(emit.fill(type, shape, 0), indices, rows);
};

/** Sums along an axis up to each place. */
export const runningSum: Rule = ({ op, emit, input, numbers, attribute, output }) => {
  const x = input(0);
  if (attribute('exclusive') === true || attribute('reverse') === true)
    throw new NotLowered(op, 'exclusive or backwards');
  const axis = axisOf(numbers(1)[0]!, x.shape.length);
  const size = x.shape[axis]!;
  const ones = x.shape.map(() => 1);
  const window = {
    strides: ones,
    padding: x.shape.map((_, at): [number, number] => (at === axis ? [size - 1, 0] : [0, 0])),
  };
  if (size === 0) return like(emit, x, 0);
  return emit.reduceWindow(
    'add',
    x,
    ones.map((one, at) => (at === axis ? size : one)),
    window,
    output().shape,
  );
};
