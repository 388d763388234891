// Cells as people write them, one after the other.
import { afterAll, describe, expect, it } from 'vitest';
import { Notebook } from './notebook.js';

const notebook = new Notebook();
const run = (source: string) => notebook.run(source);
afterAll(() => notebook.close());

describe('the last expression', () => {
  it.each([
    ['1 + 1', 2],
    ['1 + 1;', 2],
    ['const x = 3; x', 3],
    ['await Promise.resolve(4)', 4],
    ['x // a comment after it', 3],
    ['const y = 1;', undefined],
    ['"text"', 'text'],
  ])('of %j is %j', async (source, value) => {
    expect(await run(source)).toBe(value);
  });

  it('is an object where a cell is one object literal', async () => {
    expect(await run('{ a: 1, b: [2] }')).toEqual({ a: 1, b: [2] });
    expect(await run('\n{\n  a: 1,\n}\n')).toEqual({ a: 1 });
  });

  it('is none where a cell is a block', async () => {
    expect(await run('{ const inner = 1; inner + 1; }')).toBeUndefined();
  });
});

describe('names', () => {
  it('are there in later cells, values and types', async () => {
    await run(
      'const n = 5; interface Point { x: number } enum Color { Red, Green } type Pair = [Point, Point];',
    );
    await run('class Shape { constructor(readonly points: Pair) {} area() { return n } }');
    expect(await run('const p: Point = { x: Color.Green }; new Shape([p, p]).area() + p.x')).toBe(6);
  });

  it('can be declared again, by a rerun or otherwise', async () => {
    for (const source of [
      'const again = 1; let more = 2; var old = 3; again',
      'function again() { return "f" } class more {} enum old { A } again()',
      'class again { v = 9 } new again().v',
      'import { sep as again } from "node:path"; again.length',
      'interface again { a: number } const q: again = { a: 1 }; q.a',
    ]) {
      const first = await run(source);
      expect(await run(source)).toEqual(first);
    }
  });

  it('take a new type with a new value', async () => {
    await run('const changing = "text"');
    await run('const changing = 41');
    expect(await run('changing + 1')).toBe(42);
  });

  it('keep a value whose name became a type only', async () => {
    await run('const both = 7');
    await run('interface both { a: string }');
    expect(await run('const typed: both = { a: "x" }; both')).toBe(7);
  });

  it('are destructured', async () => {
    await run('let { first, rest: [second, ...others], ...remaining } = { first: 1, rest: [2, 3, 4], z: 5 }');
    expect(await run('[first, second, others, remaining]')).toEqual([1, 2, [3, 4], { z: 5 }]);
    await run('({ first } = { first: 10 }); [second] = [20]');
    expect(await run('first + second')).toBe(30);
  });

  it('may stand in shorthand properties', async () => {
    await run('const a = 1, b = 2');
    expect(await run('const o = { a, b }; o')).toEqual({ a: 1, b: 2 });
    expect(await run('[1].map((c) => ({ a, c }))')).toEqual([{ a: 1, c: 1 }]);
  });

  it('are not taken for properties and labels of the same name', async () => {
    await run('const options = { size: 3, label: "x" }; const size = 1; const label = "earlier"');
    expect(
      await run(
        'const { size: width, label: text } = options; [width, text, options.size, { size: 9 }.size]',
      ),
    ).toEqual([3, 'x', 3, 9]);
    expect(await run('let count = 0; label: for (;;) { count++; break label } count')).toBe(1);
  });

  it('change from later cells', async () => {
    await run('let counter = 0');
    await run('counter += 5; counter++');
    await run('for (counter of [counter, counter + 1]);');
    expect(await run('counter')).toBe(7);
  });

  it('are called as functions, not as methods', async () => {
    await run('function self(this: unknown) { return this }');
    expect(await run('self()')).not.toBe(notebook.variables);
  });

  it('may carry `export`, which means nothing here', async () => {
    await run(
      'export const shown = 1; export default function named() { return shown }; export interface Kept { a: 1 }',
    );
    expect(await run('const kept: Kept = { a: 1 }; named() + kept.a')).toBe(2);
  });

  it('stay what they were when a cell does not compile', async () => {
    await run('const stays = 1');
    expect(notebook.errors('const stays = "text"; stays.nothing()')).toHaveLength(1);
    expect(await run('stays.toFixed(1)')).toBe('1.0');
  });
});

describe('a function of an earlier cell', () => {
  it('sees what later cells assign, and they see what it assigns', async () => {
    await run(
      'let shared = 1; function read() { return shared } const bump = () => { shared += 10; return shared }',
    );
    await run('shared = 5');
    expect(await run('[read(), bump(), shared, read()]')).toEqual([5, 15, 15, 15]);
  });

  it('calls the function that a later cell declares in place of an old one', async () => {
    await run(
      'function helper() { return "old" } const outer = () => helper(); class Thing { name() { return helper() } }',
    );
    await run('function helper() { return "new" }');
    expect(await run('[outer(), new Thing().name()]')).toEqual(['new', 'new']);
  });

  it('may be called before the line that declares it, and what it calls too', async () => {
    expect(
      await run(
        'const result = first1(); function first1() { return second1() } function second1() { return 2 } result',
      ),
    ).toBe(2);
  });

  it('calls itself', async () => {
    expect(
      await run(
        'const fact = (n: number): number => (n < 2 ? 1 : n * fact(n - 1)); function fib(n: number): number { return n < 2 ? n : fib(n - 1) + fib(n - 2) } [fact(5), fib(10)]',
      ),
    ).toEqual([120, 55]);
    expect(
      await run(
        'const even = (n: number): boolean => n === 0 || odd(n - 1); const odd = (n: number): boolean => n !== 0 && even(n - 1); even(10)',
      ),
    ).toBe(true);
  });

  it('shares a variable with the rest of its own cell', async () => {
    expect(
      await run(
        'let total = 0; const add = (n: number) => { total += n }; add(1); total *= 10; add(2); total',
      ),
    ).toBe(12);
    expect(await run('let own = 0, next = () => ++own; own = 5; [next(), own]')).toEqual([6, 6]);
    expect(
      await run('for (var turn = 0, seen: number[] = []; turn < 3; turn++) seen.push((() => turn)()); seen'),
    ).toEqual([0, 1, 2]);
    expect(
      await run(
        'enum Level { Low, High } class Base { level = Level.High } class Derived extends Base { static make = () => new Derived() } Derived.make().level',
      ),
    ).toBe(1);
    expect(
      await run('import { join } from "node:path"; const joined = () => ({ join }).join("a", "b"); joined()'),
    ).toBe('a/b');
  });
});

describe('a cell that fails half-way', () => {
  it('keeps the names it had assigned', async () => {
    await run('const early = "before", late = "before"');
    const failing =
      'const early = 1; const fresh = 2; throw new Error("half"); const late = 3; const unreached = 4';
    await expect(
      run(
        `const fails = () => { throw new Error("half") };\n${failing.replace('throw new Error("half")', 'fails()')}`,
      ),
    ).rejects.toThrow('half');
    expect(await run('[early.toFixed(0), fresh + 1, late.toUpperCase()]')).toEqual(['1', 3, 'BEFORE']);
    expect(notebook.errors('unreached')[0]?.message).toBe("Cannot find name 'unreached'.");
  });
});

describe('await', () => {
  it.each([
    'const w = await Promise.resolve(1); w',
    'if (await Promise.resolve(true)) await 1',
    'let sum = 0; for await (const v of [Promise.resolve(1), 2]) sum += v; sum',
    '[await Promise.resolve(1)][0]',
    'class K { static v = 1 } const k = new K(), { v } = await Promise.resolve(K); v',
  ])('may stand at the top: %j', async (source) => {
    expect(notebook.convert(source).isAsync).toBe(true);
    await run(source);
  });

  it('inside a function does not make the cell wait', () => {
    expect(notebook.convert('const f = async () => { await 1 }; f()').isAsync).toBe(false);
  });

  it('in a function that is not async is an error', () => {
    expect(notebook.errors('function f() { await Promise.resolve(1) }')).not.toHaveLength(0);
  });
});

describe('the preloaded library', () => {
  it('is typed and needs no import', () => {
    expect(
      notebook.convert(
        'const t: tf.Tensor2D = tf.zeros([2, 3]); sequential().compile({ loss: "meanSquaredError" })',
      ).ok,
    ).toBe(true);
    expect(
      notebook.convert('let l: Loss = "meanSquaredError"; plot.history({ history: { l: [1] } })').ok,
    ).toBe(true);
  });

  it('stands beside what Node itself has, of ECMAScript 2023 too', async () => {
    expect(await run('[3, 1, 2].toSorted().findLast((value) => value < 3)')).toBe(2);
  });

  it('can be imported by name, as can TensorFlow.js', () => {
    const cell = notebook.convert(
      'import { sequential as s, type Loss as L } from "tensorcell"; import * as tfjs from "@tensorflow/tfjs"; s(); tfjs.zeros([1]) ',
    );
    expect(cell.imports).toEqual(['tensorcell', '@tensorflow/tfjs']);
  });

  it("gives way to a cell's own names", async () => {
    expect(await run('const plot = 3; plot + 1')).toBe(4);
    expect(await run('plot')).toBe(3);
  });
});
