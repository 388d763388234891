import { expect, test } from 'vitest';
import { ownRows, partOf } from '../../lib/distribute/parts.js';

test('parts are in order, without gaps, and differ by one at most', () => {
  for (let count = 0; count < 40; count++) {
    for (let size = 1; size <= 9; size++) {
      const parts = Array.from({ length: size }, (_, index) => partOf(count, index, size));
      expect(parts.map(({ from }) => from)).toEqual([0, ...parts.slice(0, -1).map(({ to }) => to)]);
      expect(parts.at(-1)!.to).toBe(count);
      const lengths = parts.map(({ from, to }) => to - from);
      expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
    }
  }
});

test('the processes together take every row of every batch once', () => {
  const order = Int32Array.of(5, 3, 9, 1, 0, 2, 4, 8, 6, 7);
  for (const processes of [1, 2, 3, 4]) {
    const taken = Array.from({ length: processes }, (_, index) => {
      const {
        order: own,
        size,
        share,
      } = ownRows(order, 10, { start: 0, size: 4, count: 2 }, index, processes);
      expect(own).toHaveLength(10);
      expect(share).toBe(size / 4);
      return [0, 1].map((batch) => [...own.slice(batch * size, (batch + 1) * size)]);
    });
    const batches = [0, 1].map((batch) => taken.flatMap((one) => one[batch]));
    expect(batches).toEqual([
      [5, 3, 9, 1],
      [0, 2, 4, 8],
    ]);
  }
});

test('a process without a row of its own takes one of the batch that counts 0', () => {
  const rest = { start: 8, size: 2, count: 1 };
  const taken = [0, 1, 2, 3].map((index) => ownRows(undefined, 10, rest, index, 4));
  expect(taken.map(({ share }) => share)).toEqual([0, 0.5, 0, 0.5]);
  expect(taken.map(({ size }) => size)).toEqual([1, 1, 1, 1]);
  expect(taken.map(({ order }) => order[0])).toEqual([8, 8, 9, 9]);
});
