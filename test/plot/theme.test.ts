import { describe, expect, it } from 'vitest';
import * as plot from '../../lib/plot/plot.js';
import { dashes, ink, palette, paper, textOnPaper } from '../../lib/plot/scales/theme.js';
import { contrast, dark, type RGB, rgb, white } from './colors.js';

// What people without red, green or blue cones see (Machado, Oliveira and Fernandes, 2009).
const protanopia = [
  [0.152286, 1.052583, -0.204868],
  [0.114503, 0.786281, 0.099216],
  [-0.003882, -0.048116, 1.051998],
];
const deuteranopia = [
  [0.367322, 0.860646, -0.227968],
  [0.280085, 0.672501, 0.047413],
  [-0.01182, 0.04294, 0.968881],
];

const tritanopia = [
  [1.255528, -0.076749, -0.178779],
  [-0.078411, 0.930809, 0.147602],
  [0.004733, 0.691367, 0.3039],
];

function seenBy(matrix: number[][], color: RGB): RGB {
  return matrix.map((row) => row.reduce((sum, weight, i) => sum + weight * color[i]!, 0)) as RGB;
}

function distance(a: RGB, b: RGB): number {
  return Math.hypot(...a.map((value, i) => value - b[i]!));
}

describe('theme', () => {
  it.each([...palette, ink])('%s stands out on both backgrounds', (color) => {
    expect(contrast(rgb(color), white)).toBeGreaterThan(3);
    expect(contrast(rgb(color), dark)).toBeGreaterThan(3);
  });

  it("writes dark on the paper of Plotly's charts", () => {
    expect(contrast(rgb(textOnPaper), rgb(paper))).toBeGreaterThan(4.5);
  });

  it.each([
    ['red-blind', protanopia],
    ['green-blind', deuteranopia],
    ['blue-blind', tritanopia],
  ])('keeps the first four colours apart for %s people', (_, matrix) => {
    const seen = palette.slice(0, 4).map((color) => seenBy(matrix, rgb(color)));
    const pairs = seen.flatMap((a, i) => seen.slice(i + 1).map((b) => distance(a, b)));
    expect(Math.min(...pairs)).toBeGreaterThan(40);
  });

  it('draws more than four lines with dashes that meet no colour twice', () => {
    const looks = (count: number) => {
      const lists = Object.fromEntries(Array.from({ length: count }, (_, i) => [`line ${i}`, [i, i + 1]]));
      return JSON.stringify(plot.line(lists).spec);
    };
    expect(looks(4)).not.toContain('"strokeDash":{"field"');
    expect(looks(5)).toContain('"strokeDash":{"field":"series"');
    const pairs = Array.from({ length: 12 }, (_, i) => `${palette[i % 8]} ${dashes[i % dashes.length]}`);
    expect(new Set(pairs).size).toBe(12);
  });
});
