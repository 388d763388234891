// Mistakes are told before anything runs, at their place and in words that help.
import { afterAll, describe, expect, it } from 'vitest';
import { formatDiagnostics } from '../../kernel/contract/diagnostics.js';
import { Notebook } from './notebook.js';

const notebook = new Notebook();
afterAll(() => notebook.close());

const placed = (source: string) =>
  notebook.errors(source).map(({ line, column, length, code }) => ({ line, column, length, code }));

describe('a mistake', () => {
  it('has line, column, length and number', () => {
    expect(placed('const a = 1;\nlet b: string = a;')).toEqual([
      { line: 2, column: 5, length: 1, code: 2322 },
    ]);
    expect(placed('\n\n  nothing()')).toEqual([{ line: 3, column: 3, length: 7, code: 2304 }]);
  });

  it('of syntax is placed where the text went wrong', () => {
    expect(placed('const s = "open')).toEqual([{ line: 1, column: 16, length: 0, code: 1002 }]);
    expect(placed('const = 3')[0]).toMatchObject({ line: 1, column: 7 });
    expect(placed('const s = `open')).toEqual([{ line: 1, column: 16, length: 0, code: 1160 }]);
    expect(placed('f(1,\n/* open')[0]).toMatchObject({ line: 2 });
  });

  it('comes with the right name where one was meant', () => {
    expect(notebook.errors('tf.layers.dense({ unit: 3 })')[0]?.message).toMatch(
      /'unit'.*\n?.*Did you mean to write 'units'\?/s,
    );
    expect(notebook.errors('sequential().compil()')[0]?.message).toMatch(/Did you mean 'compile'\?/);
    expect(notebook.errors('sequental()')[0]?.message).toMatch(/Did you mean 'sequential'\?/);
  });

  it('in a string that is one of a few names them', () => {
    const [mistake] = notebook.errors("sequential().compile({ loss: 'meanSquareError' })");
    expect(mistake?.message).toContain('"meanSquareError"');
    expect(mistake?.message).toMatch(/Did you mean '"meanSquaredError"'\?/);
  });

  it('is told once', () => {
    expect(notebook.errors('const x = nothing; x.a')).toHaveLength(1);
  });

  it('changes nothing, and the next cell is checked as if it had not been', () => {
    notebook.errors('const unknown: Missing = 1');
    expect(notebook.errors('unknown')).toHaveLength(1);
    expect(notebook.errors('1 + 1')).toEqual([]);
  });

  it('about how types are written for later cells is not told', () => {
    const source =
      'const make = () => { class Inner { private hidden = 1; get() { return this.hidden } } return Inner }; const Inner = make(); new Inner().get()';
    expect(notebook.errors(source)).toEqual([]);
    expect(notebook.errors('const key = Symbol("k"); const keyed = { [key]: 1 }')).toEqual([]);
  });
});

describe('a cell that breaks the compiler', () => {
  it('is told so, and the next cell works', async () => {
    await notebook.run('const before = 1');
    const [failure] = notebook.errors(`const deep = ${'['.repeat(20_000)}1${']'.repeat(20_000)}`);
    expect(failure?.message).toMatch(
      /^The TypeScript compiler failed on this cell \(.*\)\. Try to write it in another way/,
    );
    expect(await notebook.run('before + 1')).toBe(2);
  });
});

describe('formatted for people, a mistake', () => {
  it('shows its line with a mark under it', () => {
    expect(formatDiagnostics(notebook.errors('const a = 1;\nconst b = a.lenght'), 'Cell[3]')).toBe(
      [
        'Cell[3]:2:13 - TS2339',
        '2 | const b = a.lenght',
        '  |             ~~~~~~',
        "Property 'lenght' does not exist on type '1'.",
      ].join('\n'),
    );
  });

  it('is marked right after Hangul, emoji and tabs', () => {
    const [, line = '', mark = ''] = formatDiagnostics(
      notebook.errors('\tconst 값 = "가😀"; 값.없음'),
      'c',
    ).split('\n');
    expect(line).toBe('1 | \tconst 값 = "가😀"; 값.없음');
    expect(mark).toBe(`  | \t${' '.repeat(6 + 2 + 3 + 1 + 2 + 2 + 1 + 2 + 2 + 1)}~~~~`);
  });
});
