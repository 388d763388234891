import { describe, expect, it } from 'vitest';
import { CellTexts } from '../../labextension/src/language/cell-texts.js';

const cells = (...texts: string[]) => texts.map((text, index) => ({ id: `c${index}`, text }));

describe('what the checker is told of the cells', () => {
  it('is every text first, then nothing, then what changed', () => {
    const texts = new CellTexts();
    expect(texts.news(cells('a', 'b'))).toEqual(cells('a', 'b'));
    expect(texts.news(cells('a', 'b'))).toBeUndefined();
    expect(texts.news(cells('a', 'x'))).toEqual([{ id: 'c0' }, { id: 'c1', text: 'x' }]);
  });

  it('names all cells when one moved or went', () => {
    const texts = new CellTexts();
    const [a, b] = cells('a', 'b');
    texts.news([a!, b!]);
    expect(texts.news([b!, a!])).toEqual([{ id: 'c1' }, { id: 'c0' }]);
    expect(texts.news([a!])).toEqual([{ id: 'c0' }]);
    expect(texts.news([a!, b!])).toEqual([{ id: 'c0' }, b]);
  });

  it('is told again of what the checker lacks', () => {
    const texts = new CellTexts();
    texts.news(cells('a', 'b'));
    texts.forget(['c1']);
    expect(texts.news(cells('a', 'b'))).toEqual([{ id: 'c0' }, { id: 'c1', text: 'b' }]);
    texts.forget();
    expect(texts.news(cells('a', 'b'))).toEqual(cells('a', 'b'));
  });
});
