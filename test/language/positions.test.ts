import { describe, expect, it } from 'vitest';
import { toPoints, toUnits } from '../../kernel/language/positions.js';

describe('positions', () => {
  it.each([
    ['abc', 2, 2],
    ['가나다', 2, 2],
    ['😀a', 1, 2],
    ['a😀b😀c', 4, 6],
    ['a😀', 2, 3],
  ])('in %j: %i code points are %i units, and back', (text, points, units) => {
    expect(toUnits(text, points)).toBe(units);
    expect(toPoints(text, units)).toBe(points);
  });

  it('never leave the text', () => {
    expect(toUnits('ab', 9)).toBe(2);
    expect(toPoints('😀', 9)).toBe(1);
  });
});
