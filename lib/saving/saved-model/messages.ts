// The messages that a SavedModel's files are made of, as far as several of them hold the same. Sources:
// tensorflow/core/framework/*.proto, tensorflow/core/protobuf/struct.proto.
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

/** How tensors are put together: one alone, a list of them, or by name. */
export type Arranged<T> =
  | { readonly kind: 'one'; readonly tensor: T }
  | { readonly kind: 'list'; readonly tensors: readonly T[] }
  | { readonly kind: 'names'; readonly tensors: readonly (readonly [name: string, tensor: T])[] };

/** The tensors in TensorFlow's order, in which names are sorted. */
export function flatOf<T>(arranged: Arranged<T>): T[] {
  if (arranged.kind === 'one') return [arranged.tensor];
  if (arranged.kind === 'list') return [...arranged.tensors];
  return sorted(arranged.tensors).map(([, tensor]) => tensor);
}

/** The same arrangement of other things, which come in the order of `flatOf`. */
export function rearranged<T, U>(arranged: Arranged<T>, flat: readonly U[]): Arranged<U> {
  if (arranged.kind === 'one') return { kind: 'one', tensor: flat[0]! };
  if (arranged.kind === 'list') return { kind: 'list', tensors: flat };
  return { kind: 'names', tensors: sorted(arranged.tensors).map(([name], i) => [name, flat[i]!]) };
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
    if (specs.kind === 'list') return structured.list(specs.tensors.map(structured.tensor));
    return structured.names(specs.tensors.map(([name, spec]) => [name, structured.tensor(spec)]));
  },
};
