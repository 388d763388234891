// Ops that move numbers: shapes, slices, joining and splitting, edges.
import { product } from '../element-types.js';
import type { Emitter, Value } from '../stablehlo.js';
import { axisOf, like, NotLowered, type Rule, range, type Site, spread } from './site.js';

/** TensorFlow has worked the new shape out. */
export const reshape: Rule = ({ emit, input, output }) => emit.reshape(input(0), output().shape);

export const transpose: Rule = ({ emit, input, numbers }) => emit.transpose(input(0), numbers(1));

export const broadcastTo: Rule = ({ emit, input, output }) => spread(emit, input(0), output().shape);

/** The value is the second input. */
export const fill: Rule = ({ emit, input, output }) => emit.broadcast(input(1), output().shape, []);

/** Inputs: the first, the end, the step between. */
export const numbersInARow: Rule = ({ emit, numbers, output }) => {
  const { type, shape } = output();
  const [start, , step] = [0, 1, 2].map((index) => numbers(index)[0]!);
  const steps = emit.binary('multiply', emit.iota(type, shape, 0), emit.fill(type, shape, step!));
  return emit.binary('add', steps, emit.fill(type, shape, start!));
};

export const concatenate: Rule = ({ emit, input, inputCount, numbers }) => {
  const parts = range(inputCount - 1).map(input);
  return emit.concatenate(parts, axisOf(numbers(inputCount - 1)[0]!, parts[0]!.shape.length));
};

export const pack: Rule = ({ emit, input, inputCount, attribute, output }) => {
  const { shape } = output();
  const axis = axisOf(Number(attribute('axis') ?? 0), shape.length);
  const single = shape.map((size, at) => (at === axis ? 1 : size));
  return emit.concatenate(
    range(inputCount).map((index) => emit.reshape(input(index), single)),
    axis,
  );
};

function part(emit: Emitter, x: Value, axis: number, start: number, size: number): Value {
  const starts = x.shape.map((_, at) => (at === axis ? start : 0));
  const limits = x.shape.map((length, at) => (at === axis ? start + size : length));
  return emit.slice(x, starts, limits);
}

export const unpack: Rule = ({ emit, input, attribute }) => {
  const x = input(0);
  const axis = axisOf(Number(attribute('axis') ?? 0), x.shape.length);
  const rest = x.shape.filter((_, at) => at !== axis);
  return range(x.shape[axis]!).map((index) => emit.reshape(part(emit, x, axis, index, 1), rest));
};

function parts(emit: Emitter, x: Value, axis: number, sizes: readonly number[]): Value[] {
  let start = 0;
  return sizes.map((size) => {
    start += size;
    return part(emit, x, axis, start - size, size);
  });
}

/** Into equal parts; the axis comes first. */
export const split: Rule = ({ emit, input, numbers, attribute }) => {
  const x = input(1);
  const axis = axisOf(numbers(0)[0]!, x.shape.length);
  const count = Number(attribute('num_split'));
  return parts(emit, x, axis, new Array<number>(count).fill(x.shape[axis]! / count));
};

/** Into parts of these sizes, of which one may be left open. */
export const splitBySizes: Rule = ({ emit, input, numbers }) => {
  const x = input(0);
  const axis = axisOf(numbers(2)[0]!, x.shape.length);
  const sizes = numbers(1);
  const known = sizes.reduce((sum, size) => sum + Math.max(size, 0), 0);
  return parts(
    emit,
    x,
    axis,
    sizes.map((size) => (size < 0 ? x.shape[axis]! - known : size)),
  );
};

/** Starts may be computed: TensorFlow has worked the sizes out. */
export const slice: Rule = ({ emit, input, output }) => {
  const x = input(0);
  const { shape } = output();
  if (shape.length === 0) return x;
  const begin = input(1);
  const starts = range(shape.length).map((axis) => emit.reshape(part(emit, begin, 0, axis, 1), []));
  return emit.dynamicSlice(x, starts, shape);
};

const isMarked = (site: Site, mask: string, place: number): boolean =>
  ((Number(site.attribute(mask) ?? 0) >> place) & 1) === 1;

interface Stride {
  readonly start: number;
  readonly count: number;
  readonly stride: number;
}

/** What a strided slice takes of each axis, by Python's rules; axes that it adds are in the output's shape alone. */
function stridesOf(site: Site, shape: readonly number[], first: number): Stride[] {
  const [begins, ends, steps] = [site.numbers(first), site.numbers(first + 1), site.numbers(first + 2)];
  if (Number(site.attribute('ellipsis_mask') ?? 0) !== 0) throw new NotLowered(site.op, 'with an ellipsis');
  const places = range(begins.length).filter((place) => !isMarked(site, 'new_axis_mask', place));
  return shape.map((size, axis) => {
    const place = places[axis];
    if (place === undefined) return { start: 0, count: size, stride: 1 };
    const begin = begins[place]! < 0 ? begins[place]! + size : begins[place]!;
    if (isMarked(site, 'shrink_axis_mask', place)) return { start: begin, count: 1, stride: 1 };
    const stride = steps[place]!;
    const [lowest, highest] = stride > 0 ? [0, size] : [-1, size - 1];
    const within = (at: number): number => Math.min(Math.max(at, lowest), highest);
    const given = ends[place]! < 0 ? ends[place]! + size : ends[place]!;
    const start = isMarked(site, 'begin_mask', place) ? (stride > 0 ? 0 : size - 1) : within(begin);
    const end = isMarked(site, 'end_mask', place) ? (stride > 0 ? size : -1) : within(given);
    return { start, count: Math.max(0, Math.ceil((end - start) / stride)), stride };
  });
}

export const stridedSlice: Rule = (site) => {
  const { emit, output } = site;
  const given = site.input(0);
  const taken = stridesOf(site, given.shape, 1);
  const backwards = axesBackwards(taken);
  const x = backwards.length > 0 ? emit.reverse(given, backwards) : given;
  const starts = taken.map(({ start, stride }, axis) => (stride < 0 ? x.shape[axis]! - 1 - start : start));
  const limits = taken.map(({ count, stride }, axis) =>
    count === 0 ? starts[axis]! : starts[axis]! + (count - 1) * Math.abs(stride) + 1,
  );
  const steps = taken.map(({ stride }) => Math.abs(stride));
  return emit.reshape(emit.slice(x, starts, limits, steps), output().shape);
};

const axesBackwards = (taken: readonly Stride[]): number[] =>
  taken.flatMap(({ stride }, axis) => (stride < 0 ? [axis] : []));

/** The gradient: what comes back, put where it was taken from. The first input is the shape that was sliced. */
export const stridedSliceGradient: Rule = (site) => {
  const { emit, input, output } = site;
  const { shape } = output();
  const taken = stridesOf(site, shape, 1);
  const backwards = axesBackwards(taken);
  const dy = emit.reshape(
    input(4),
    taken.map(({ count }) => count),
  );
  const low = taken.map(({ start, stride }, axis) => (stride < 0 ? shape[axis]! - 1 - start : start));
  const gaps = taken.map(({ stride }) => Math.abs(stride) - 1);
  const high = taken.map(
    ({ count }, axis) => shape[axis]! - low[axis]! - count - Math.max(0, count - 1) * gaps[axis]!,
  );
  const spreadOut = emit.pad(dy, emit.fill(dy.type, [], 0), low, high, gaps);
  return backwards.length > 0 ? emit.reverse(spreadOut, backwards) : spreadOut;
};

/** Each axis several times over. */
export const tile: Rule = ({ emit, input, output }) => {
  const x = input(0);
  const { shape } = output();
  const counts = shape.map((size, axis) => (x.shape[axis] === 0 ? 0 : size / x.shape[axis]!));
  if (product(shape) === 0) return emit.fill(x.type, shape, 0);
  const twice = x.shape.flatMap((size, axis) => [counts[axis]!, size]);
  return emit.reshape(
    emit.broadcast(
      x,
      twice,
      x.shape.map((_, axis) => 2 * axis + 1),
    ),
    shape,
  );
};

export const reverse: Rule = ({ emit, input, numbers }) => {
  const x = input(0);
  const axes = numbers(1).map((axis) => axisOf(axis, x.shape.length));
  return axes.length > 0 ? emit.reverse(x, axes) : x;
};

/** Paddings are pairs of sizes, one for each axis. */
const pad =
  (filling: (site: Site, x: Value) => Value): Rule =>
  (site) => {
    const { emit, input, numbers } = site;
    const x = input(0);
    const sizes = numbers(1);
    const [low, high] = [0, 1].map((side) => x.shape.map((_, axis) => sizes[2 * axis + side]!));
    return emit.pad(x, filling(site, x), low!, high!);
  };

export const padWithZeros = pad(({ emit }, x) => emit.fill(x.type, [], 0));
export const padWithValue = pad(({ input }) => input(2));

/** Edges that mirror what is within, with the outermost row (`SYMMETRIC`) or without it. */
export const padMirrored: Rule = ({ emit, input, numbers, attribute }) => {
  const sizes = numbers(1);
  const skipped = attribute('mode') === 'REFLECT' ? 1 : 0;
  return range(input(0).shape.length).reduce<Value>((x, axis) => {
    const [before, after] = [sizes[2 * axis]!, sizes[2 * axis + 1]!];
    const size = x.shape[axis]!;
    const edges = [
      ...(before > 0 ? [emit.reverse(part(emit, x, axis, skipped, before), [axis])] : []),
      x,
      ...(after > 0 ? [emit.reverse(part(emit, x, axis, size - skipped - after, after), [axis])] : []),
    ];
    return edges.length > 1 ? emit.concatenate(edges, axis) : x;
  }, input(0));
};

/** Inputs: numbers of classes, how many, the values for it and for the others. */
export const oneHot: Rule = ({ emit, input, attribute, output }) => {
  const { shape, type } = output();
  const indices = input(0);
  const axis = axisOf(Number(attribute('axis') ?? -1), shape.length);
  const others = range(shape.length).filter((one) => one !== axis);
  const wanted = emit.broadcast(indices, shape, others);
  const is = emit.compare('EQ', emit.iota(indices.type, shape, axis), wanted);
  const value = (index: number): Value => emit.broadcast(emit.convert(input(index), type), shape, []);
  return emit.select(is, value(2), value(3));
};

/** Only the triangle and diagonals within the limits, both given; less than 0: all. */
export const matrixBand: Rule = ({ emit, input, numbers }) => {
  const x = input(0);
  const [lower, upper] = [numbers(1)[0]!, numbers(2)[0]!];
  const rank = x.shape.length;
  const below = emit.binary(
    'subtract',
    emit.iota('i32', x.shape, rank - 2),
    emit.iota('i32', x.shape, rank - 1),
  );
  const all = emit.fill('i1', x.shape, 1);
  const low = lower < 0 ? all : emit.compare('LE', below, emit.fill('i32', x.shape, lower));
  const high = upper < 0 ? all : emit.compare('GE', below, emit.fill('i32', x.shape, -upper));
  return emit.select(emit.binary('and', low, high), x, like(emit, x, 0));
};

/** Inputs: numbers, the blocks' sizes, paddings. The places of a block become rows of their own. */
export const spaceToBatch: Rule = ({ emit, input, numbers, output }) => {
  const given = input(0);
  const [blocks, paddings] = [numbers(1), numbers(2)];
  const edges = (side: number): number[] =>
    given.shape.map((_, axis) => (axis >= 1 && axis <= blocks.length ? paddings[2 * (axis - 1) + side]! : 0));
  const x = emit.pad(given, emit.fill(given.type, [], 0), edges(0), edges(1));
  const rest = range(x.shape.length).slice(blocks.length + 1);
  const apart = emit.reshape(x, [
    x.shape[0]!,
    ...blocks.flatMap((size, at) => [x.shape[at + 1]! / size, size]),
    ...rest.map((axis) => x.shape[axis]!),
  ]);
  const order = [
    ...blocks.map((_, at) => 2 * at + 2),
    0,
    ...blocks.map((_, at) => 2 * at + 1),
    ...rest.map((axis) => axis + blocks.length),
  ];
  return emit.reshape(emit.transpose(apart, order), output().shape);
};

/** The way back; the last input says what is cut off. */
export const batchToSpace: Rule = ({ emit, input, numbers }) => {
  const x = input(0);
  const [blocks, crops] = [numbers(1), numbers(2)];
  const count = blocks.length;
  const rest = range(x.shape.length).slice(count + 1);
  const rows = x.shape[0]! / product(blocks);
  const apart = emit.reshape(x, [...blocks, rows, ...x.shape.slice(1)]);
  const order = [
    count,
    ...blocks.flatMap((_, at) => [count + 1 + at, at]),
    ...rest.map((axis) => axis + count),
  ];
  const sizes = x.shape.map((size, axis) => {
    if (axis === 0) return rows;
    return axis <= count ? size * blocks[axis - 1]! : size;
  });
  const whole = emit.reshape(emit.transpose(apart, order), sizes);
  const isCropped = (axis: number): boolean => axis >= 1 && axis <= count;
  return emit.slice(
    whole,
    sizes.map((_, axis) => (isCropped(axis) ? crops[2 * (axis - 1)]! : 0)),
    sizes.map((size, axis) => (isCropped(axis) ? size - crops[2 * (axis - 1) + 1]! : size)),
  );
};
