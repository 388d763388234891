// What a debugger shows of variables at a stop.
import { afterAll, describe, expect, it } from 'vitest';
import { Notebook } from './notebook.js';

const cell = `type Options = { units: number; rate?: number };
const scale = (x: number, { units }: Options) => {
  const parts = [1, 2].map((value) => value * x);
  const seen = new Map<string, number[]>();
  for (const part of parts) {
    const pair: [string, number] = ['a', part];
    seen.set('a', [part]);
  }
  return parts;
};
let later: Promise<Options>;
const raw: unknown = 1;
scale(1, { units: 2 });`;

describe('types in scope', () => {
  const notebook = new Notebook();
  const { language } = notebook;
  afterAll(() => notebook.close());

  const at = (line: number, ...names: string[]) => language.typesInScope(cell, { line, column: 5 }, names);

  it('are those of locals, parameters and what is around them', () => {
    expect(at(6, 'x', 'units', 'parts', 'seen', 'pair', 'part', 'scale', 'later')).toEqual({
      x: 'number',
      units: 'number',
      parts: 'number[]',
      seen: 'Map<string, number[]>',
      pair: '[string, number]',
      part: 'number',
      scale: '(x: number, { units }: Options) => number[]',
      later: 'Promise<Options>',
    });
  });

  it('leave out what the place does not see, what is not asked for, and what says nothing', () => {
    expect(at(3, 'pair', 'raw', 'parts', 'console', 'nowhere')).toEqual({ parts: 'number[]' });
  });

  it('are none where the cell is no TypeScript, or the place is not in it', () => {
    expect(language.typesInScope('const = ;;; {', { line: 1, column: 1 }, ['a'])).toEqual({});
    expect(language.typesInScope('const a = [1];', { line: 90, column: 7 }, ['a'])).toEqual({
      a: 'number[]',
    });
  });

  it('of very long types are cut', () => {
    const names = Array.from({ length: 40 }, (_, i) => `name${i}: number`).join('; ');
    const { long } = language.typesInScope(`declare const long: { ${names} };`, { line: 1, column: 1 }, [
      'long',
    ]);
    expect(long).toHaveLength(100);
  });
});
