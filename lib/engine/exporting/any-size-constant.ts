// A constant that differed between traces of one function at different sizes, as nodes that compute it at any size.
import type { Endpoint } from '../c-api.js';
import { dataType, type NumericArray, numericLayout } from '../data-types.js';
import type { OpenSizes } from './open-sizes.js';
import { type ProbeSizes, product, ruleFor, type SizeRule } from './size-rule.js';

/** A constant as one trace has it. */
export interface TracedConstant {
  readonly type: number;
  readonly shape: readonly number[];
  readonly contents: Uint8Array;
}

/** The most numbers that are computed one by one. */
const mostNumbers = 64;

/** Nodes for the constant; undefined where it follows from the sizes in no way that is known here. */
export function anySizeConstant(
  sizes: OpenSizes,
  open: readonly ProbeSizes[],
  traced: readonly TracedConstant[],
): Endpoint | undefined {
  const { type, shape } = traced[0]!;
  const values = traced.map(valuesOf);
  if (traced.every((one) => isSame(one.contents, traced[0]!.contents) && isSame(one.shape, shape)))
    return sizes.constant(type, shape, values[0]!);
  if (traced.every((one) => isSame(one.shape, shape)))
    return computedNumbers(sizes, open, traced[0]!, values);
  const lengths = lengthRules(open, traced);
  if (!lengths) return undefined;
  return repeated(sizes, lengths, traced, values) ?? counted(sizes, lengths, traced[0]!, values);
}

/** Of one shape, with numbers that follow from the sizes. */
function computedNumbers(
  sizes: OpenSizes,
  open: readonly ProbeSizes[],
  { type, shape }: TracedConstant,
  values: readonly NumericArray[],
): Endpoint | undefined {
  if (values[0]!.length > mostNumbers || type === dataType.bool) return undefined;
  const rules = Array.from({ length: values[0]!.length }, (_, i) =>
    ruleFor(
      values.map((one) => Number(one[i])),
      open,
    ),
  );
  if (!rules.every((rule) => rule !== undefined)) return undefined;
  if (shape.length === 0) return sizes.cast(sizes.scalar(rules[0]!), type);
  const row = sizes.cast(sizes.row(rules), type);
  return shape.length === 1
    ? row
    : sizes.op('Reshape', [row, sizes.constant(dataType.int32, [shape.length], shape)]);
}

function lengthRules(open: readonly ProbeSizes[], traced: readonly TracedConstant[]): SizeRule[] | undefined {
  const rank = traced[0]!.shape.length;
  if (!traced.every(({ shape }) => shape.length === rank)) return undefined;
  const rules = Array.from({ length: rank }, (_, axis) =>
    ruleFor(
      traced.map(({ shape }) => shape[axis]!),
      open,
    ),
  );
  return rules.every((rule) => rule !== undefined) ? rules : undefined;
}

/** The same numbers all along the axes whose lengths are open: zeros, ones, a row for each sample. */
function repeated(
  sizes: OpenSizes,
  lengths: readonly SizeRule[],
  traced: readonly TracedConstant[],
  values: readonly NumericArray[],
): Endpoint | undefined {
  const isOpen = traced[0]!.shape.map((length, axis) => traced.some(({ shape }) => shape[axis] !== length));
  const kept = traced[0]!.shape.map((length, axis) => (isOpen[axis] ? 1 : length));
  const once = firstAlong(kept, traced[0]!.shape, values[0]!);
  const holds = traced.every(({ shape }, look) =>
    every(values[look]!, (value, place) => Object.is(value, once[placeIn(kept, shape, place)])),
  );
  if (!holds) return undefined;
  return sizes.op('BroadcastTo', [sizes.constant(traced[0]!.type, kept, once), sizes.row(lengths)]);
}

/** 0, 1, 2 … up to the length, or the same with another first number and step. */
function counted(
  sizes: OpenSizes,
  [length, ...others]: readonly SizeRule[],
  { type }: TracedConstant,
  values: readonly NumericArray[],
): Endpoint | undefined {
  if (others.length > 0 || length === undefined || type === dataType.bool) return undefined;
  const [first, second] = [Number(values[0]![0]), Number(values[0]![1])];
  const step = second - first;
  if (!Number.isInteger(first) || !Number.isInteger(step)) return undefined;
  if (!values.every((one) => every(one, (value, i) => Number(value) === first + i * step))) return undefined;
  const number = (value: number): Endpoint => sizes.constant(dataType.int32, [], [value]);
  const count = sizes.op('Range', [number(0), sizes.scalar(length), number(1)]);
  const stepped = sizes.op('AddV2', [sizes.op('Mul', [count, number(step)]), number(first)]);
  return sizes.cast(stepped, type);
}

export function valuesOf({ type, shape, contents }: TracedConstant): NumericArray {
  const layout = numericLayout(type);
  if (!layout) throw new Error(`A constant of the type ${type} cannot be read.`);
  const values = layout.allocate(product(shape));
  new Uint8Array(values.buffer).set(contents);
  return values;
}

/** Numbers at the first place of each open axis. */
function firstAlong(kept: readonly number[], shape: readonly number[], values: NumericArray): NumericArray {
  const once = values.slice(0, product(kept));
  // Backwards: the first place of each is written last.
  for (let place = values.length - 1; place >= 0; place--) once[placeIn(kept, shape, place)] = values[place]!;
  return once;
}

/** The place among the kept numbers of a place among all. */
function placeIn(kept: readonly number[], shape: readonly number[], place: number): number {
  let [rest, found, stride] = [place, 0, 1];
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (kept[axis] !== 1) found += (rest % shape[axis]!) * stride;
    rest = Math.floor(rest / shape[axis]!);
    stride *= kept[axis]!;
  }
  return found;
}

function every(values: NumericArray, holds: (value: number | bigint, place: number) => boolean): boolean {
  for (let place = 0; place < values.length; place++) if (!holds(values[place]!, place)) return false;
  return true;
}

function isSame(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
