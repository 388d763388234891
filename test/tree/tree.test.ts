// Functions on lists and objects give what Keras' tree functions give.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as tree from '../../lib/tree/tree.js';

interface Case {
  readonly structure: unknown;
  readonly isNested: boolean;
  readonly flat: unknown[];
  readonly paths: (string | number)[][];
  readonly doubled: unknown;
  readonly packed: unknown;
  readonly traversed: unknown;
  readonly upwards: unknown;
}

const { cases, same } = JSON.parse(readFileSync(new URL('golden.json', import.meta.url), 'utf8')) as {
  cases: Case[];
  same: boolean[];
};

describe.each(cases.map((one) => [JSON.stringify(one.structure), one] as const))('%s', (_, one) => {
  const { structure, flat } = one;
  test('is walked as in Keras', () => {
    expect(tree.isNested(structure)).toBe(one.isNested);
    expect(tree.flatten(structure)).toEqual(flat);
    expect(tree.flattenWithPath(structure).map(([path]) => path)).toEqual(one.paths);
  });

  test('is changed as in Keras', () => {
    expect(tree.mapStructure((x: number) => 2 * x, structure)).toEqual(one.doubled);
    expect(tree.packSequenceAs(structure, flat.map(String))).toEqual(one.packed);
    const added = (x: unknown) => (typeof x === 'number' ? x + 10 : undefined);
    expect(tree.traverse(added, structure)).toEqual(one.traversed);
    const counted = (x: unknown) => (Array.isArray(x) ? x.length : undefined);
    expect(tree.traverse(counted, structure, false)).toEqual(one.upwards);
  });
});

test('structures that differ are told apart as in Keras', () => {
  const found = cases.flatMap((a) =>
    cases.map((b) => {
      try {
        tree.assertSameStructure(a.structure, b.structure);
        return true;
      } catch {
        return false;
      }
    }),
  );
  expect(found).toEqual(same);
  expect(() => tree.assertSameStructure([1, { a: 2 }], [1, [2]])).toThrow(
    'differ at 1: a object with a and a list with 0',
  );
});

test('several structures are walked together', () => {
  expect(tree.mapStructure((a: number, b: number) => a + b, [1, { x: 2 }], [10, { x: 20 }])).toEqual([
    11,
    { x: 22 },
  ]);
  expect(() => tree.mapStructure((a: number) => a, [1], [1, 2])).toThrow('differ');
  expect(tree.mapStructureUpTo([0, 0], (part: number[]) => part.length, [[1, 2], [3]])).toEqual([2, 1]);
  expect(() => tree.mapStructureUpTo([0, 0], (x: number) => x, [1])).toThrow("nothing at '1'");
  expect(
    tree.mapShapeStructure((shape: (number | null)[]) => shape.length, { a: [null, 3], b: [[4]] }),
  ).toEqual({
    a: 2,
    b: [1],
  });
  expect(() => tree.packSequenceAs([1, 2], [1])).toThrow('expected 2 leaves');
  tree.assertSamePaths([1, [2]], ['a', ['b']]);
  expect(() => tree.assertSamePaths([1, [2]], [1, 2])).toThrow('the ways differ');
});
