// Numbers in brackets, as a person reads them.
import { expect, it } from 'vitest';
import { blockText } from '../../lib/printing/number-text.js';

it('aligns numbers and brackets', () => {
  expect(blockText([1], [])).toBe('1');
  expect(blockText([1, -2.5], [2])).toBe('[   1, -2.5]');
  expect(blockText([1, 2, 3, 40], [2, 2])).toBe('[[ 1,  2],\n [ 3, 40]]');
  expect(blockText([1, 2], [1, 2])).toBe('[[1, 2]]');
  expect(blockText([1, 2, 3, 4], [2, 1, 2])).toBe('[[[1, 2]],\n\n [[3, 4]]]');
});

it('keeps small and large numbers apart from zero and infinity', () => {
  expect(blockText([1e-9, 0], [2])).toBe('[1e-9,    0]');
  expect(blockText([Math.fround(0.1), Number.NaN, -1 / 0], [3])).toBe('[      0.1,       NaN, -Infinity]');
  expect(blockText([Math.fround(1234.56789), Math.fround(1e-30)], [2])).toBe('[1234.568,    1e-30]');
});

it('leaves the middle of long axes out', () => {
  const numbers = Array.from({ length: 100 }, (_, i) => i);
  expect(blockText(numbers, [100])).toBe('[ 0,  1,  2, ..., 97, 98, 99]');
  expect(blockText(numbers, [50, 2]).split('\n').slice(2, 5)).toEqual([' [ 4,  5],', ' ...,', ' [94, 95],']);
});

it('shows empty axes', () => {
  expect(blockText([], [0])).toBe('[]');
  expect(blockText([], [2, 0])).toBe('[[],\n []]');
  expect(blockText([], [0, 2])).toBe('[]');
});
