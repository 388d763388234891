// Writes programs in StableHLO's text form, with shapes worked out and checked. Only spellings that plug-ins of several
// years take. Source: openxla.org, "StableHLO specification".
import type { ElementType } from './element-types.js';

/** A tensor in a program under construction. */
export interface Value {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
}

export type Direction = 'EQ' | 'NE' | 'GT' | 'GE' | 'LT' | 'LE';

/** What a reduction or a window adds up by. */
export type Reducer = 'add' | 'multiply' | 'maximum' | 'minimum' | 'and' | 'or';

export interface DotDimensions {
  readonly batch?: readonly [number[], number[]];
  readonly contracting: readonly [number[], number[]];
}

/** Where a convolution's batch, features and window lie: `f` and `b`, `i` and `o`, and numbers for the window's axes. */
export interface ConvolutionLayout {
  readonly input: string;
  readonly kernel: string;
  readonly output: string;
}

export interface WindowOptions {
  readonly strides: readonly number[];
  readonly padding: readonly (readonly [number, number])[];
  readonly inputDilation?: readonly number[];
  readonly kernelDilation?: readonly number[];
  readonly groups?: number;
  readonly batchGroups?: number;
}

export interface GatherDimensions {
  readonly offsetDims: readonly number[];
  readonly collapsed: readonly number[];
  readonly startIndexMap: readonly number[];
  readonly indexVectorDim: number;
  readonly sliceSizes: readonly number[];
}

export function typeText({ type, shape }: Pick<Value, 'type' | 'shape'>): string {
  return `tensor<${[...shape, type].join('x')}>`;
}

const types = (values: readonly Pick<Value, 'type' | 'shape'>[]): string => values.map(typeText).join(', ');
const names = (values: readonly Value[]): string => values.map(({ name }) => name).join(', ');

export class Emitter {
  readonly lines: string[] = [];
  #next = 0;

  /** A name that nothing has yet. */
  fresh(type: ElementType, shape: readonly number[]): Value {
    return { name: `%v${this.#next++}`, type, shape };
  }

  /** The line `name = body`. */
  define(type: ElementType, shape: readonly number[], body: string): Value {
    const value = this.fresh(type, shape);
    this.lines.push(`${value.name} = ${body}`);
    return value;
  }

  /** The same number everywhere. */
  fill(type: ElementType, shape: readonly number[], number: number): Value {
    return this.define(
      type,
      shape,
      `stablehlo.constant dense<${literal(type, number)}> : ${typeText({ type, shape })}`,
    );
  }

  /** Given values, as they lie in memory. */
  constant(type: ElementType, shape: readonly number[], values: ArrayLike<number>): Value {
    if (values.length === 1) return this.fill(type, shape, values[0]!);
    return this.define(
      type,
      shape,
      `stablehlo.constant dense<${nested(type, shape, values)}> : ${typeText({ type, shape })}`,
    );
  }

  unary(op: string, x: Value, type = x.type): Value {
    if (type !== x.type)
      return this.define(
        type,
        x.shape,
        `stablehlo.${op} ${x.name} : (${typeText(x)}) -> ${typeText({ ...x, type })}`,
      );
    return this.define(type, x.shape, `stablehlo.${op} ${x.name} : ${typeText(x)}`);
  }

  /** On two tensors of one type and shape. */
  binary(op: string, a: Value, b: Value): Value {
    this.#same(op, a, b);
    return this.define(a.type, a.shape, `stablehlo.${op} ${a.name}, ${b.name} : ${typeText(a)}`);
  }

  compare(direction: Direction, a: Value, b: Value): Value {
    this.#same('compare', a, b);
    const kind = a.type === 'f32' ? 'FLOAT' : a.type === 'i32' || a.type === 'i64' ? 'SIGNED' : 'UNSIGNED';
    const body = `stablehlo.compare ${direction}, ${a.name}, ${b.name}, ${kind} : (${types([a, b])}) -> ${typeText({ type: 'i1', shape: a.shape })}`;
    return this.define('i1', a.shape, body);
  }

  select(where: Value, a: Value, b: Value): Value {
    this.#same('select', a, b);
    return this.define(a.type, a.shape, `stablehlo.select ${names([where, a, b])} : ${types([where, a])}`);
  }

  convert(x: Value, type: ElementType): Value {
    return x.type === type ? x : this.unary('convert', x, type);
  }

  reshape(x: Value, shape: readonly number[]): Value {
    if (String(shape) === String(x.shape)) return x;
    return this.define(
      x.type,
      shape,
      `stablehlo.reshape ${x.name} : (${typeText(x)}) -> ${typeText({ type: x.type, shape })}`,
    );
  }

  /** @param axes where the tensor's axes come to lie */
  broadcast(x: Value, shape: readonly number[], axes: readonly number[]): Value {
    if (String(shape) === String(x.shape)) return x;
    return this.define(
      x.type,
      shape,
      `stablehlo.broadcast_in_dim ${x.name}, dims = [${axes}] : (${typeText(x)}) -> ${typeText({ type: x.type, shape })}`,
    );
  }

  transpose(x: Value, order: readonly number[]): Value {
    const shape = order.map((axis) => x.shape[axis]!);
    return this.define(
      x.type,
      shape,
      `stablehlo.transpose ${x.name}, dims = [${order}] : (${typeText(x)}) -> ${typeText({ type: x.type, shape })}`,
    );
  }

  reverse(x: Value, axes: readonly number[]): Value {
    return this.define(x.type, x.shape, `stablehlo.reverse ${x.name}, dims = [${axes}] : ${typeText(x)}`);
  }

  iota(type: ElementType, shape: readonly number[], axis: number): Value {
    return this.define(type, shape, `stablehlo.iota dim = ${axis} : ${typeText({ type, shape })}`);
  }

  concatenate(parts: readonly Value[], axis: number): Value {
    const first = parts[0]!;
    const size = parts.reduce((sum, { shape }) => sum + shape[axis]!, 0);
    const shape = first.shape.map((length, at) => (at === axis ? size : length));
    return this.define(
      first.type,
      shape,
      `stablehlo.concatenate ${names(parts)}, dim = ${axis} : (${types(parts)}) -> ${typeText({ type: first.type, shape })}`,
    );
  }

  slice(x: Value, starts: readonly number[], limits: readonly number[], strides?: readonly number[]): Value {
    const shape = starts.map((start, axis) =>
      Math.max(0, Math.ceil((limits[axis]! - start) / (strides?.[axis] ?? 1))),
    );
    const parts = starts.map((start, axis) => `${start}:${limits[axis]}:${strides?.[axis] ?? 1}`);
    return this.define(
      x.type,
      shape,
      `stablehlo.slice ${x.name} [${parts.join(', ')}] : (${typeText(x)}) -> ${typeText({ type: x.type, shape })}`,
    );
  }

  /** @param starts a scalar for each axis */
  dynamicSlice(x: Value, starts: readonly Value[], sizes: readonly number[]): Value {
    return this.define(
      x.type,
      sizes,
      `stablehlo.dynamic_slice ${names([x, ...starts])}, sizes = [${sizes}] : (${types([x, ...starts])}) -> ${typeText({ type: x.type, shape: sizes })}`,
    );
  }

  /** `x` with a part of it replaced; `starts` has a scalar for each axis. */
  updateSlice(x: Value, update: Value, starts: readonly Value[]): Value {
    return this.define(
      x.type,
      x.shape,
      `stablehlo.dynamic_update_slice ${names([x, update, ...starts])} : (${types([x, update, ...starts])}) -> ${typeText(x)}`,
    );
  }

  /** Repeats `step` on these values while `goesOn` of them is true. */
  whileLoop(
    before: readonly Value[],
    goesOn: (values: readonly Value[]) => Value,
    step: (values: readonly Value[]) => readonly Value[],
  ): Value[] {
    const within = before.map(({ type, shape }) => this.fresh(type, shape));
    const all = types(before);
    const outside = this.lines.splice(0);
    const more = goesOn(within);
    const condition = this.lines.splice(0);
    const after = step(within);
    const body = this.lines.splice(0);
    const name = `%v${this.#next++}`;
    this.lines.push(
      ...outside,
      `${name}:${before.length} = stablehlo.while(${within.map((value, at) => `${value.name} = ${before[at]!.name}`).join(', ')}) : ${all}`,
      'cond {',
      ...condition,
      `stablehlo.return ${more.name} : tensor<i1>`,
      '} do {',
      ...body,
      `stablehlo.return ${names(after)} : ${all}`,
      '}',
    );
    return before.map(({ type, shape }, at) => ({ name: `${name}#${at}`, type, shape }));
  }

  /** Edges of `filling`, and places between (`inner`). */
  pad(
    x: Value,
    filling: Value,
    low: readonly number[],
    high: readonly number[],
    inner?: readonly number[],
  ): Value {
    const gaps = inner ?? x.shape.map(() => 0);
    const shape = x.shape.map(
      (size, axis) => low[axis]! + high[axis]! + size + Math.max(0, size - 1) * gaps[axis]!,
    );
    return this.define(
      x.type,
      shape,
      `stablehlo.pad ${names([x, filling])}, low = [${low}], high = [${high}], interior = [${gaps}] : (${types([x, filling])}) -> ${typeText({ type: x.type, shape })}`,
    );
  }

  /** Along axes, which are then gone. */
  reduce(op: Reducer, x: Value, axes: readonly number[]): Value {
    if (axes.length === 0) return x;
    const shape = x.shape.filter((_, axis) => !axes.includes(axis));
    const start = this.fill(x.type, [], neutral(op, x.type));
    return this.define(
      x.type,
      shape,
      `stablehlo.reduce(${x.name} init: ${start.name}) applies stablehlo.${op} across dimensions = [${axes}] : (${types([x, start])}) -> ${typeText({ type: x.type, shape })}`,
    );
  }

  dot(a: Value, b: Value, { batch = [[], []], contracting }: DotDimensions): Value {
    const free = (x: Value, side: 0 | 1): number[] =>
      x.shape.filter((_, axis) => !batch[side].includes(axis) && !contracting[side].includes(axis));
    const shape = [...batch[0].map((axis) => a.shape[axis]!), ...free(a, 0), ...free(b, 1)];
    const batching = batch[0].length > 0 ? `batching_dims = [${batch[0]}] x [${batch[1]}], ` : '';
    return this.define(
      a.type,
      shape,
      `stablehlo.dot_general ${names([a, b])}, ${batching}contracting_dims = [${contracting[0]}] x [${contracting[1]}], precision = [HIGHEST, HIGHEST] : (${types([a, b])}) -> ${typeText({ type: a.type, shape })}`,
    );
  }

  convolution(
    x: Value,
    kernel: Value,
    layout: ConvolutionLayout,
    window: WindowOptions,
    shape: readonly number[],
  ): Value {
    const rank = window.strides.length;
    const ones = new Array<number>(rank).fill(1);
    const list = (part: string): string => `[${[...part].join(', ')}]`;
    const dims = `${list(layout.input)}x${list(layout.kernel)}->${list(layout.output)}`;
    const pads = window.padding.map(([low, high]) => `[${low}, ${high}]`).join(', ');
    const settings = [
      `stride = [${window.strides}]`,
      `pad = [${pads}]`,
      `lhs_dilate = [${window.inputDilation ?? ones}]`,
      `rhs_dilate = [${window.kernelDilation ?? ones}]`,
    ];
    return this.define(
      x.type,
      shape,
      `stablehlo.convolution(${names([x, kernel])}) dim_numbers = ${dims}, window = {${settings.join(', ')}} ` +
        `{batch_group_count = ${window.batchGroups ?? 1} : i64, feature_group_count = ${window.groups ?? 1} : i64, ` +
        `precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]} : (${types([x, kernel])}) -> ${typeText({ type: x.type, shape })}`,
    );
  }

  /** A window of `sizes` over all axes. */
  reduceWindow(
    op: Reducer,
    x: Value,
    sizes: readonly number[],
    window: Pick<WindowOptions, 'strides' | 'padding'>,
    shape: readonly number[],
  ): Value {
    const start = this.fill(x.type, [], neutral(op, x.type));
    return this.define(
      x.type,
      shape,
      `"stablehlo.reduce_window"(${names([x, start])}) <{window_dimensions = array<i64: ${sizes}>, ` +
        `window_strides = array<i64: ${window.strides}>, padding = ${paddingText(window.padding)}}> ({${this.#region(op, x.type)}}) ` +
        `: (${types([x, start])}) -> ${typeText({ type: x.type, shape })}`,
    );
  }

  /** Adds each of `source` to the place of the largest number in its window. */
  scatterToLargest(
    x: Value,
    source: Value,
    sizes: readonly number[],
    window: Pick<WindowOptions, 'strides' | 'padding'>,
  ): Value {
    const start = this.fill(x.type, [], 0);
    const [a, b] = [this.fresh(x.type, []), this.fresh(x.type, [])];
    const scalar = typeText({ type: x.type, shape: [] });
    const chosen = this.fresh('i1', []);
    const select =
      `^bb0(${a.name}: ${scalar}, ${b.name}: ${scalar}): ` +
      `${chosen.name} = stablehlo.compare GE, ${names([a, b])}, FLOAT : (${scalar}, ${scalar}) -> tensor<i1> stablehlo.return ${chosen.name} : tensor<i1>`;
    return this.define(
      x.type,
      x.shape,
      `"stablehlo.select_and_scatter"(${names([x, source, start])}) <{window_dimensions = array<i64: ${sizes}>, ` +
        `window_strides = array<i64: ${window.strides}>, padding = ${paddingText(window.padding)}}> ({${select}}, {${this.#region('add', x.type)}}) ` +
        `: (${types([x, source, start])}) -> ${typeText(x)}`,
    );
  }

  gather(x: Value, indices: Value, dimensions: GatherDimensions, shape: readonly number[]): Value {
    const { offsetDims, collapsed, startIndexMap, indexVectorDim, sliceSizes } = dimensions;
    return this.define(
      x.type,
      shape,
      `"stablehlo.gather"(${names([x, indices])}) <{dimension_numbers = #stablehlo.gather<offset_dims = [${offsetDims}], ` +
        `collapsed_slice_dims = [${collapsed}], start_index_map = [${startIndexMap}], index_vector_dim = ${indexVectorDim}>, ` +
        `indices_are_sorted = false, slice_sizes = array<i64: ${sliceSizes}>}> : (${types([x, indices])}) -> ${typeText({ type: x.type, shape })}`,
    );
  }

  /** Adds rows of `updates` to the rows of `x` that `indices` names; numbers out of range are left out. */
  scatterAdd(x: Value, indices: Value, updates: Value): Value {
    const windowDims = updates.shape.map((_, axis) => axis).slice(indices.shape.length - 1);
    return this.define(
      x.type,
      x.shape,
      `"stablehlo.scatter"(${names([x, indices, updates])}) <{scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [${windowDims}], ` +
        `inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = ${indices.shape.length - 1}>, ` +
        `indices_are_sorted = false, unique_indices = false}> ({${this.#region('add', x.type)}}) : (${types([x, indices, updates])}) -> ${typeText(x)}`,
    );
  }

  #region(op: Reducer, type: ElementType): string {
    const [a, b, sum] = [this.fresh(type, []), this.fresh(type, []), this.fresh(type, [])];
    const scalar = typeText({ type, shape: [] });
    return `^bb0(${a.name}: ${scalar}, ${b.name}: ${scalar}): ${sum.name} = stablehlo.${op} ${names([a, b])} : ${scalar} stablehlo.return ${sum.name} : ${scalar}`;
  }

  #same(op: string, a: Value, b: Value): void {
    if (typeText(a) !== typeText(b)) throw new Error(`${op} of ${typeText(a)} and ${typeText(b)}`);
  }
}

function paddingText(padding: WindowOptions['padding']): string {
  const pairs = padding.map(([low, high]) => `[${low}, ${high}]`);
  return `dense<[${pairs.join(', ')}]> : tensor<${padding.length}x2xi64>`;
}

/** The number that changes nothing. */
function neutral(op: Reducer, type: ElementType): number {
  if (op === 'add' || op === 'or') return 0;
  if (op === 'multiply' || op === 'and') return 1;
  if (type === 'f32') return op === 'maximum' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (type === 'ui8') return op === 'maximum' ? 0 : 255;
  return op === 'maximum' ? -(2 ** 31) : 2 ** 31 - 1;
}

/** A number as text that says it exactly. */
export function literal(type: ElementType, number: number): string {
  if (type === 'i1') return number === 0 ? 'false' : 'true';
  if (type !== 'f32') return String(number);
  const bits = new Uint32Array(Float32Array.of(number).buffer)[0]!;
  return `0x${bits.toString(16).toUpperCase().padStart(8, '0')}`;
}

/** All values in one hexadecimal row; truth values, which would be packed in bits, in nested lists. */
function nested(type: ElementType, shape: readonly number[], values: ArrayLike<number>): string {
  if (values.length === 0) return '';
  if (type === 'f32')
    return `"0x${Buffer.from(Float32Array.from(values).buffer).toString('hex').toUpperCase()}"`;
  const list = (at: number, from: number, count: number): string => {
    if (at === shape.length) return literal(type, values[from]!);
    const step = count / shape[at]!;
    return `[${Array.from({ length: shape[at]! }, (_, i) => list(at + 1, from + i * step, step)).join(', ')}]`;
  };
  return list(0, 0, values.length);
}
