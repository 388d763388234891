// Keras' `tree`: values in lists and plain objects of any depth. Objects are walked in the order of their keys' letters, as
// Keras walks dictionaries.
import { isPlainObject } from '../core/structure.js';

/** Names and places that lead to a leaf. */
export type Path = readonly (string | number)[];

/**
 * Whether it is a list or a plain object. Keras: `tree.is_nested`.
 * @example tree.isNested([1, 2]) // true
 */
export const isNested = (structure: unknown): boolean => Array.isArray(structure) || isPlainObject(structure);

/** What a structure holds, with its place. */
function entriesOf(structure: unknown): [string | number, unknown][] {
  if (Array.isArray(structure)) return structure.map((one, i) => [i, one]);
  return Object.entries(structure as object).sort(([a], [b]) => (a < b ? -1 : 1));
}

/**
 * All leaves, in order. Keras: `tree.flatten`.
 * @example tree.flatten({ b: [2, 3], a: 1 }) // [1, 2, 3]
 */
export const flatten = (structure: unknown): unknown[] => flattenWithPath(structure).map(([, leaf]) => leaf);

/**
 * All leaves with the ways to them. Keras: `tree.flatten_with_path`.
 * @example tree.flattenWithPath({ a: [1] }) // [[['a', 0], 1]]
 */
export function flattenWithPath(structure: unknown): [path: Path, leaf: unknown][] {
  if (!isNested(structure)) return [[[], structure]];
  return entriesOf(structure).flatMap(([key, one]) =>
    flattenWithPath(one).map(([path, leaf]): [Path, unknown] => [[key, ...path], leaf]),
  );
}

/** The same kind of structure with other parts. */
function rebuilt(structure: unknown, change: (part: unknown, key: string | number) => unknown): unknown {
  if (Array.isArray(structure)) return structure.map(change);
  const changed = new Map(entriesOf(structure).map(([key, one]) => [String(key), change(one, key)]));
  return Object.fromEntries(Object.keys(structure as object).map((key) => [key, changed.get(key)]));
}

/**
 * The structure with a function's results in the place of its leaves; of several structures the function gets the leaves
 * together. Keras: `tree.map_structure`.
 * @example tree.mapStructure((a, b) => a + b, [1, { x: 2 }], [10, { x: 20 }]) // [11, { x: 22 }]
 */
export function mapStructure(
  func: (...leaves: never[]) => unknown,
  structure: unknown,
  ...others: unknown[]
): unknown {
  for (const other of others) assertSameStructure(structure, other);
  return mapStructureUpTo(structure, func, structure, ...others);
}

/**
 * The same down to the depth of the first structure: what lies deeper in the others is given as it is. Keras:
 * `tree.map_structure_up_to`.
 * @example tree.mapStructureUpTo([0, 0], (part: number[]) => part.length, [[1, 2], [3]]) // [2, 1]
 */
export function mapStructureUpTo(
  shallowStructure: unknown,
  func: (...parts: never[]) => unknown,
  ...structures: unknown[]
): unknown {
  if (!isNested(shallowStructure)) return func(...(structures as never[]));
  return rebuilt(shallowStructure, (part, key) =>
    mapStructureUpTo(
      part,
      func,
      ...structures.map((one) => {
        if (isNested(one) && Object.hasOwn(one as object, key)) return Reflect.get(one as object, key);
        throw new Error(`tree.mapStructureUpTo: the structures differ: one has nothing at '${key}'.`);
      }),
    ),
  );
}

const isShape = (value: unknown): value is (number | null)[] =>
  Array.isArray(value) && value.every((one) => one === null || typeof one === 'number');

/**
 * `mapStructure` where the leaves are shapes: lists of whole numbers and null. Keras: `tree.map_shape_structure`.
 * @example tree.mapShapeStructure((shape) => shape.length, [[null, 3], [4]]) // [2, 1]
 */
export function mapShapeStructure(func: (shape: (number | null)[]) => unknown, structure: unknown): unknown {
  if (isShape(structure)) return func(structure);
  if (!isNested(structure))
    throw new Error(`tree.mapShapeStructure: expected shapes. Received: ${String(structure)}.`);
  return rebuilt(structure, (part) => mapShapeStructure(func, part));
}

/**
 * Leaves from a list in the places of a structure's. Keras: `tree.pack_sequence_as`.
 * @example tree.packSequenceAs({ a: 0, b: [0, 0] }, [1, 2, 3]) // { a: 1, b: [2, 3] }
 */
export function packSequenceAs(structure: unknown, flatSequence: readonly unknown[]): unknown {
  const count = flatten(structure).length;
  if (!Array.isArray(flatSequence) || flatSequence.length !== count)
    throw new Error(
      `tree.packSequenceAs: expected ${count} leaves for the structure. Received: ${Array.isArray(flatSequence) ? flatSequence.length : String(flatSequence)}.`,
    );
  let next = 0;
  return mapStructureUpTo(structure, () => flatSequence[next++], structure);
}

/**
 * Throws unless two structures have lists and objects in the same places. Keras: `tree.assert_same_structure`.
 * @throws Error that says where they differ
 * @example tree.assertSameStructure([1, { a: 2 }], ['x', { a: 'y' }])
 */
export function assertSameStructure(a: unknown, b: unknown): void {
  const kindOf = (one: unknown): string =>
    Array.isArray(one) ? 'list' : isPlainObject(one) ? 'object' : 'leaf';
  const keysOf = (one: unknown): string =>
    entriesOf(one)
      .map(([key]) => key)
      .join();
  const compare = (x: unknown, y: unknown, path: Path): void => {
    const isSame = kindOf(x) === kindOf(y) && (!isNested(x) || keysOf(x) === keysOf(y));
    if (!isSame)
      throw new Error(
        `tree: the structures differ at ${path.length > 0 ? path.join('.') : 'the top'}: a ${kindOf(x)}${isNested(x) ? ` with ${keysOf(x)}` : ''} and a ${kindOf(y)}${isNested(y) ? ` with ${keysOf(y)}` : ''}.`,
      );
    if (!isNested(x)) return;
    for (const [key, one] of entriesOf(x)) compare(one, Reflect.get(y as object, key), [...path, key]);
  };
  compare(a, b, []);
}

/**
 * Throws unless the ways to all leaves are the same, whether by lists or by objects. Keras: `tree.assert_same_paths`.
 * @throws Error that says which ways differ
 * @example tree.assertSamePaths([1, [2]], ['a', ['b']])
 */
export function assertSamePaths(a: unknown, b: unknown): void {
  const [ours, others] = [a, b].map((one) => flattenWithPath(one).map(([path]) => path.join('.')));
  if (ours!.join() === others!.join()) return;
  throw new Error(`tree.assertSamePaths: the ways differ: ${ours!.join(', ')} and ${others!.join(', ')}.`);
}

/**
 * Visits all parts: what the function gives takes a part's place, undefined leaves it. Keras: `tree.traverse`.
 * @param topDown whether a part comes before what it holds; true by default
 * @example tree.traverse((part) => (typeof part === 'number' ? part * 2 : undefined), [1, [2]]) // [2, [4]]
 */
export function traverse(func: (part: unknown) => unknown, structure: unknown, topDown = true): unknown {
  const goOn = (part: unknown): unknown =>
    isNested(part) ? rebuilt(part, (one) => traverse(func, one, topDown)) : part;
  if (topDown) {
    const given = func(structure);
    return given === undefined ? goOn(structure) : given;
  }
  const inner = goOn(structure);
  const given = func(inner);
  return given === undefined ? inner : given;
}
