// The code of a cell as the session runs it: loops that Stop reaches, and positions that lead back to the cell.
import { SourceMap, type SourceMapPayload } from 'node:module';
import { afterAll, describe, expect, it } from 'vitest';
import { Notebook } from './notebook.js';

const notebook = new Notebook();
afterAll(() => {
  notebook.flag[0] = 0;
  notebook.close();
});

describe('a raised flag ends', () => {
  it.each([
    'while (true) {}',
    'while (true);',
    'do {} while (true)',
    'for (;;) {}',
    'for (let i = 0; ; i++) i.toFixed()',
    'for (const k in { a: 1 }) for (;;);',
    'for (const v of (function* () { for (let i = 0; ; ) yield i++ })());',
    'function spin() { while (true) {} } spin()',
    'const arrow = () => { for (;;) {} }; arrow()',
    'class Spinner { spin() { do { } while (true) } } new Spinner().spin()',
    'async function later() { await 1; for (;;); } await later()',
    'async function* ticks() { for (let i = 0; ; ) yield i++ } for await (const t of ticks());',
    'outer: for (;;) { for (;;) { continue outer } }',
    'const fib = (n: number): number => n < 2 ? n : fib(n - 1) + fib(n - 2); fib(60)',
    'function walk(n: number): number { return n > 0 ? walk(n - 1) : walk(60) } walk(1)',
    'class Queens { solve(): void { this.solve() } } new Queens().solve()',
    'const chain = (): Promise<void> => Promise.resolve().then(chain); await chain()',
    '[1, 2].forEach(() => {})',
    '[1, 2].map((n) => n * 2)',
  ])('%s', async (source) => {
    notebook.flag[0] = 1;
    await expect(notebook.run(source)).rejects.toThrow('stopped');
  });

  it('nothing when it is down', async () => {
    notebook.flag[0] = 0;
    expect(await notebook.run('let n = 0; while (n < 5) n++; for (const v of [1, 2]) n += v; n')).toBe(8);
    expect(
      await notebook.run(
        'const down = (n: number): number => n > 0 ? down(n - 1) : 7; [3].map((n) => down(n))',
      ),
    ).toEqual([7]);
    expect(
      await notebook.run(
        'function strict(n: number): unknown { "use strict"; return n > 0 ? strict(n - 1) : this } strict(1)',
      ),
    ).toBe(undefined);
  });
});

it('a function or class as the last expression keeps having no name', async () => {
  expect(await notebook.run('() => 1')).toHaveProperty('name', '');
  expect(await notebook.run('(async () => 1)')).toHaveProperty('name', '');
  expect(await notebook.run('(class {})')).toHaveProperty('name', '');
  expect(await notebook.run('(function own() {})')).toHaveProperty('name', 'own');
});

describe('the map', () => {
  /** Where, in the cell, the piece of its code stands that holds `text`. */
  function place(source: string, text: string) {
    const { code, map } = notebook.convert(source);
    const lines = code.split('\n');
    const line = lines.findIndex((candidate) => candidate.includes(text));
    const column = lines[line]?.indexOf(text) ?? 0;
    const found = new SourceMap(map as unknown as SourceMapPayload).findEntry(line, column);
    return 'originalLine' in found
      ? { line: found.originalLine + 1, column: found.originalColumn + 1 }
      : undefined;
  }

  it("leads from a call of an earlier cell's function to its name", () => {
    notebook.declare('function twice(n: number) { return 2 * n }');
    expect(place('let n = 1;\nn = 3 + twice(n)', '(n)')).toEqual({ line: 2, column: 9 });
  });

  it('leads through both stages to the line that was written', () => {
    const source =
      'interface P { a: number }\n\nconst p: P = { a: 1 };\nfunction f(x: number): number {\n  throw new Error(String(x));\n}\nf(p.a)';
    expect(place(source, 'throw')).toEqual({ line: 5, column: 3 });
    expect(place(source, 'f(p.a)')).toMatchObject({ line: 7 });
    expect(place(source, 'const p')).toEqual({ line: 3, column: 1 });
  });

  it('leads to the right line after loops and uses of earlier cells', async () => {
    await notebook.run('const earlier = { a: 1 }');
    const source = 'for (const i of [1]) {\n  earlier.a;\n}\nconst o = { earlier };\nthrow new Error("x")';
    expect(place(source, 'exports.earlier.a')).toEqual({ line: 2, column: 3 });
    expect(place(source, 'throw')).toEqual({ line: 5, column: 1 });
  });

  it('leads from a stop check to its loop', () => {
    expect(place('let n = 1;\nwhile (true) {\n  n++;\n}\nn', 'check()')).toMatchObject({ line: 2 });
  });

  it('has the cell for its source', () => {
    expect(notebook.convert('1').map.sources).toEqual([expect.stringMatching(/^Cell\[\d+\]$/)]);
  });

  it('of an object cell keeps its places', () => {
    expect(place('{\n  a: 1,\n  b: nothing2(),\n}'.replace('nothing2()', 'String(2)'), 'String')).toEqual({
      line: 3,
      column: 6,
    });
  });
});

describe('what a cell declares and asks for', () => {
  it('is said beside the code', () => {
    const cell = notebook.convert(
      'import fs, { join as j } from "node:path"; import type { Stats } from "node:fs"; let s: Stats; enum E {} type T = 1; s',
    );
    expect(cell.names).toEqual(expect.arrayContaining(['fs', 'j', 's', 'E']));
    expect(cell.names).toHaveLength(4);
    expect(cell.imports).toEqual(['node:path']);
    expect(cell.lastExpression).toBe('tsLastExpr');
  });

  it('leaves old values alone until it is assigned', () => {
    expect(notebook.convert('const a = 1; import { join } from "node:path"').code).not.toMatch(
      /void 0|defineProperty\(exports/,
    );
  });
});
