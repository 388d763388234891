// One op of a traced graph while it is written in StableHLO: what it is given, and what TensorFlow says that it makes.
import type { ElementType } from '../element-types.js';
import type { Emitter, Value } from '../stablehlo.js';

export interface Site {
  readonly op: string;
  readonly emit: Emitter;
  readonly inputCount: number;
  /** A tensor that the op is given. */
  input(index: number): Value;
  /** The numbers of an input that the graph carries in itself: axes, sizes, paddings. */
  numbers(index: number): number[];
  /** Type and shape of an input, which need not be one that devices take. */
  inputShape(index: number): readonly number[];
  /** What the op makes. */
  output(index?: number): Pick<Value, 'type' | 'shape'>;
  /** An attribute of the op's; undefined where it is left to its default. */
  attribute(name: string): unknown;
}

/** Writes an op; one value for each of its outputs. */
export type Rule = (site: Site) => Value | readonly Value[];

/** Why a function stays on TensorFlow: an op, or a case of it, that is not written for devices. */
export class NotLowered extends Error {
  override readonly name = 'NotLowered';

  constructor(
    readonly op: string,
    readonly detail?: string,
  ) {
    super(detail === undefined ? op : `${op} (${detail})`);
  }
}

/** Spreads a tensor by NumPy's rules: axes are matched from the last. */
export function spread(emit: Emitter, x: Value, shape: readonly number[]): Value {
  const first = shape.length - x.shape.length;
  return emit.broadcast(
    x,
    shape,
    x.shape.map((_, axis) => first + axis),
  );
}

/** A number as a tensor of this shape. */
export function like(emit: Emitter, x: Value, number: number): Value {
  return emit.fill(x.type, x.shape, number);
}

/** An axis counted from the front. */
export function axisOf(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}

export const isFloat = (type: ElementType): boolean => type === 'f32';

/** An attribute that must be a number list, such as strides. */
export function listOf(site: Site, name: string, otherwise: readonly number[]): readonly number[] {
  const value = site.attribute(name);
  return Array.isArray(value) && value.length > 0 ? (value as number[]) : otherwise;
}

export const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
