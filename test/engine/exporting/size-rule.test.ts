// Rules by which numbers follow from open sizes.
import { expect, test } from 'vitest';
import { looks, ruleFor, valueAt } from '../../../lib/engine/exporting/size-rule.js';

const batch = { low: 3, high: 5, check: 7 };
const steps = { low: 10, high: 14, check: 22 };

const found = (open: (typeof batch)[], of: (...sizes: number[]) => number) =>
  ruleFor(
    looks(open).map((sizes) => of(...sizes)),
    open,
  );

test('each combination of low and high is looked at, and one more', () => {
  expect(looks([])).toEqual([[]]);
  expect(looks([batch])).toEqual([[3], [5], [7]]);
  expect(looks([batch, steps])).toEqual([
    [3, 10],
    [5, 10],
    [3, 14],
    [5, 14],
    [7, 22],
  ]);
});

test('a number that no size changes is fixed', () => {
  const rule = found([batch, steps], () => 4)!;
  expect([...rule]).toEqual([[0, 4]]);
  expect([...found([batch], (b) => b)!]).not.toEqual([[0, expect.anything()]]);
});

test.each<[string, (b: number, t: number) => number]>([
  ['a multiple of one', (b) => 6 * b],
  ['one less than another', (_, t) => t - 1],
  ['the product', (b, t) => 3 * b * t],
  ['all together', (b, t) => 2 * b * t - 5 * b + t + 8],
])('%s is found, and right at other sizes', (_, of) => {
  const rule = found([batch, steps], of as never)!;
  expect(valueAt(rule, [1, 1])).toBe(of(1, 1));
  expect(valueAt(rule, [40, 9])).toBe(of(40, 9));
});

test.each<[string, (b: number) => number]>([
  ['half', (b) => b / 2],
  ['rounded halves', (b) => Math.floor((b + 1) / 2)],
  ['a square', (b) => b * b],
  ['at most 6', (b) => Math.min(b, 6)],
])('%s is no rule', (_, of) => {
  expect(found([batch], of)).toBeUndefined();
});
