import { describe, expect, it } from 'vitest';
import { brief, finite, rounded, short, thin } from '../../lib/plot/scales/series.js';

const wave = Array.from({ length: 10_000 }, (_, x) => ({ x, y: x === 4321 ? 99 : Math.sin(x / 100) }));

describe('thin', () => {
  it('keeps short series as they are', () => {
    expect(thin(wave.slice(0, 5), 10)).toEqual(wave.slice(0, 5));
  });

  it('keeps the ends, the order and a spike of a single point', () => {
    const kept = thin(wave, 1000);
    expect(kept.length).toBeLessThanOrEqual(1002);
    expect(kept[0]).toBe(wave[0]);
    expect(kept.at(-1)).toBe(wave.at(-1));
    expect(kept.some(({ y }) => y === 99)).toBe(true);
    expect(kept.every(({ x }, i) => i === 0 || x > kept[i - 1]!.x)).toBe(true);
  });

  it('survives gaps', () => {
    const gaps = wave.map((point) => ({ ...point, y: null }));
    expect(thin(gaps, 100).length).toBeGreaterThan(0);
  });
});

describe('numbers', () => {
  it('leaves out what JSON cannot hold', () => {
    expect([1, Number.NaN, Number.POSITIVE_INFINITY].map(finite)).toEqual([1, null, null]);
    expect(rounded(null)).toBeNull();
    expect(rounded(0.123456789)).toBe(0.123457);
  });

  it('writes losses with four significant digits', () => {
    expect([0.04321, 12.3456, 0.00001234, 12345.6, 0].map(short)).toEqual([
      '0.04321',
      '12.35',
      '1.234e-5',
      '12345.6',
      '0.000',
    ]);
  });

  it('writes cells briefly', () => {
    expect([1, -0.5, 1234.5, Number.NaN, Number.NEGATIVE_INFINITY].map(brief)).toEqual([
      '1',
      '−0.5',
      '1235',
      'NaN',
      '−∞',
    ]);
  });
});
