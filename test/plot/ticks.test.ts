import { describe, expect, it } from 'vitest';
import { logFormat, logTicks, niceEnds, ticks, wholeTicks } from '../../lib/plot/scales/ticks.js';

describe('ticks', () => {
  it('are round numbers between the ends', () => {
    expect(ticks([0.13, 0.61], 5)).toEqual([0.2, 0.3, 0.4, 0.5, 0.6]);
    expect(niceEnds([0.13, 0.61], 5)).toEqual([0.1, 0.7000000000000001]);
  });
});

describe('wholeTicks', () => {
  it.each<[number, number, number[]]>([
    [1, 1, [1]],
    [0.5, 1.4, [1]],
    [1.2, 1.8, []],
    [1, 2, [1, 2]],
    [1, 3, [1, 2, 3]],
    [1, 10, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    [1, 25, [5, 10, 15, 20, 25]],
    [1, 500, [50, 100, 150, 200, 250, 300, 350, 400, 450, 500]],
    [10.5, 13.2, [11, 12, 13]],
  ])('%d to %d', (low, high, expected) => {
    expect(wholeTicks([low, high])).toEqual(expected);
  });
});

describe('logFormat', () => {
  it('writes powers where plain numbers would be long', () => {
    expect([logFormat([1e-14, 1]), logFormat([1, 1e7]), logFormat([0.001, 200])]).toEqual(['~e', '~e', '~g']);
  });
});

describe('logTicks', () => {
  it('marks powers of ten, fewer of them over a long way', () => {
    expect(logTicks([1e-15, 1])).toEqual([1e-16, 1e-14, 1e-12, 1e-10, 1e-8, 1e-6, 1e-4, 0.01, 1]);
  });

  it('adds twos and fives over a short way', () => {
    expect(logTicks([0.05, 0.3])).toEqual(expect.arrayContaining([0.05, 0.1, 0.2, 0.5]));
  });

  it('has nothing to mark without positive numbers', () => {
    expect(logTicks([0, 0])).toEqual([]);
  });
});
