// The messages that a SavedModel's files are made of, as far as several of them hold the same. Sources:
// tensorflow/core/framework/*.proto, tensorflow/core/protobuf/struct.proto.
import type { Structure } from '../../core/structure.js';
import { bytes, signed, text, varint } from '../../engine/protobuf.js';

/** A tensor's name, type and shape, with -1 for a size that is open. */
export interface TensorSpec {
  readonly name: string;
  readonly dtype: number;
  readonly shape: readonly number[];
}

/** A `TensorShapeProto`. */
export function shapeMessage(shape: readonly number[]): Buffer {
  return Buffer.concat(shape.map((size) => bytes(2, signed(1, size))));
}

/** How tensors are put together: one alone, or lists and names of what is put together in turn. */
export type Arranged<T> =
  | { readonly kind: 'one'; readonly tensor: T }
  | { readonly kind: 'list'; readonly parts: readonly Arranged<T>[] }
  | { readonly kind: 'names'; readonly parts: readonly (readonly [name: string, part: Arranged<T>])[] };

export const arranged = {
  one: <T>(tensor: T): Arranged<T> => ({ kind: 'one', tensor }),
  list: <T>(tensors: readonly T[]): Arranged<T> => ({ kind: 'list', parts: tensors.map(arranged.one) }),
  names: <T>(tensors: readonly (readonly [string, T])[]): Arranged<T> => ({
    kind: 'names',
    parts: tensors.map(([name, tensor]) => [name, arranged.one(tensor)]),
  }),
};

/** The tensors in TensorFlow's order, in which names are sorted. */
export function flatOf<T>(given: Arranged<T>): T[] {
  if (given.kind === 'one') return [given.tensor];
  if (given.kind === 'list') return given.parts.flatMap(flatOf);
  return sorted(given.parts).flatMap(([, part]) => flatOf(part));
}

/** The same arrangement of other things, which come in the order of `flatOf`. */
export function rearranged<T, U>(given: Arranged<T>, flat: readonly U[]): Arranged<U> {
  const rest = flat[Symbol.iterator]();
  const place = (part: Arranged<T>): Arranged<U> => {
    if (part.kind === 'one') return arranged.one(rest.next().value as U);
    if (part.kind === 'list') return { kind: 'list', parts: part.parts.map(place) };
    return { kind: 'names', parts: sorted(part.parts).map(([name, one]) => [name, place(one)]) };
  };
  return place(given);
}

/** As JavaScript has it: lists and plain objects. */
export function valuesOf<T>(given: Arranged<T>): Structure<T> {
  if (given.kind === 'one') return given.tensor;
  if (given.kind === 'list') return given.parts.map(valuesOf);
  return Object.fromEntries(given.parts.map(([name, part]) => [name, valuesOf(part)]));
}

const sorted = <T>(named: readonly (readonly [string, T])[]) =>
  [...named].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));

/** Encodings of `StructuredValue`, TensorFlow's form of Python's values. */
export const structured = {
  none: (): Buffer => bytes(1),
  text: (value: string): Buffer => text(13, value),
  tensor: ({ name, dtype, shape }: TensorSpec): Buffer =>
    bytes(33, ...(name === '' ? [] : [text(1, name)]), bytes(2, shapeMessage(shape)), varint(3, dtype)),
  list: (values: readonly Buffer[]): Buffer => bytes(51, ...values.map((value) => bytes(1, value))),
  tuple: (values: readonly Buffer[]): Buffer => bytes(52, ...values.map((value) => bytes(1, value))),
  names: (values: readonly (readonly [string, Buffer])[]): Buffer =>
    bytes(53, ...values.map(([name, value]) => bytes(1, text(1, name), bytes(2, value)))),
  namedTuple: (name: string, values: readonly (readonly [string, Buffer])[]): Buffer =>
    bytes(54, text(1, name), ...values.map(([key, value]) => bytes(2, text(1, key), bytes(2, value)))),
  arranged: (specs: Arranged<TensorSpec>): Buffer => {
    if (specs.kind === 'one') return structured.tensor(specs.tensor);
    if (specs.kind === 'list') return structured.list(specs.parts.map(structured.arranged));
    return structured.names(specs.parts.map(([name, part]) => [name, structured.arranged(part)]));
  },
};
