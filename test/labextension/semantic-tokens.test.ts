import { describe, expect, it } from 'vitest';
import { readTokens } from '../../labextension/src/editor/semantic-tokens.js';

const legend = { tokenTypes: ['class', 'function'], tokenModifiers: [] };

describe('packed tokens', () => {
  it('are relative to the token before, by line and by place', () => {
    const text = 'class Net {}\nfit(Net)';
    const data = [0, 6, 3, 0, 0, 1, 0, 3, 1, 0, 0, 4, 3, 0, 0];
    const read = readTokens(text, { data, legend }).map(({ from, to, type }) => [text.slice(from, to), type]);
    expect(read).toEqual([
      ['Net', 'class'],
      ['fit', 'function'],
      ['Net', 'class'],
    ]);
  });

  it('beyond the text, or of a type that the legend lacks, are left out', () => {
    expect(readTokens('ab', { data: [0, 0, 3, 0, 0], legend })).toEqual([]);
    expect(readTokens('ab', { data: [4, 0, 1, 0, 0], legend })).toEqual([]);
    expect(readTokens('ab', { data: [0, 0, 1, 7, 0], legend })).toEqual([]);
    expect(readTokens('ab', { data: [0, 0, 1, 0, 0] })).toEqual([]);
  });
});
