// A user's function as text: for workers, browsers and `new Function`, which know nothing of the kernel.
import vm from 'node:vm';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addFunctionTexts, writtenText } from '../../kernel/session/function-texts.js';
import { Notebook } from './notebook.js';

let notebook: Notebook;
beforeAll(() => {
  notebook = new Notebook();
});
afterAll(() => notebook.close());

/** The text of a cell's value. */
async function text(source: string): Promise<string> {
  addFunctionTexts(notebook.convert(source));
  return writtenText(String(await notebook.run(source)));
}

describe('a function without types has exactly the text that was written:', () => {
  it.each([
    'function plain() { let s = 0; for (let i = 0; i < 9; i++)   s += i; return s }',
    'function  odd ( a,b = 2 )\n{\n\t// a comment\n  while (a-->0) { b ++ } return b\n}',
    'async function later() { for await (const x of []) { await x } return await 1 }',
    'function* many() { while (true) yield* [1, 2] }',
    'class Loop { static made = 1; #n = 0; get n() { return this.#n } spin() { do { this.#n++ } while (this.#n < 3) } }',
  ])('%s', async (source) => {
    const name = /(?:function\*?|class)\s+(\w+)/.exec(source)?.[1];
    expect(await text(`${source}\n${name}`)).toBe(source);
  });

  it.each([
    '(n) => { for (;;) { if (n-- < 0) return n } }',
    'async x => await x',
    'async (p) => { try { return await p } catch (e) { throw await e } finally { await 0 } }',
    '(p) => p.then((a) => a + 1).catch(() => 0).finally(() => {})',
    '(f) => setTimeout(() => f(1), 5)',
    '() => ({ a: [1, 2].map((v) => v * 2) })',
    "async () => (await import('node:path')).sep",
    'function () { return [3, 1].sort((a, b) => a - b) }',
  ])('(%s)', async (source) => {
    expect(await text(`(${source})`)).toBe(source);
  });

  it('as methods, accessors and fields', async () => {
    const source =
      'class T { static  async all(x) { while (x) x--; return x } *[Symbol.iterator]() { for (;;) yield 1 } f = (n) => { for (;n;) n--; return n } }';
    expect(await text(`${source} T.all`)).toBe('async all(x) { while (x) x--; return x }');
    expect(await text('T.prototype[Symbol.iterator]')).toBe('*[Symbol.iterator]() { for (;;) yield 1 }');
    expect(await text('new T().f')).toBe('(n) => { for (;n;) n--; return n }');
    expect(await text("(Object.getOwnPropertyDescriptor({ get g() { for (;;) return 2 } }, 'g').get)")).toBe(
      'get g() { for (;;) return 2 }',
    );
    expect(
      await text("const o = { run(n) { while (n) n-- }, 'quoted name': function () { for (;;); } }; o.run"),
    ).toBe('run(n) { while (n) n-- }');
  });

  it('with names of other cells as they were written', async () => {
    await text("let factor = 2; import { join } from 'node:path'; function helper(n) { return n * factor }");
    const source = '(n) => { factor++; return helper({ factor }.factor) + join("a", "b" + n) }';
    expect(await text(source)).toBe(source);
    expect(await text('helper')).toBe('function helper(n) { return n * factor }');
  });
});

describe('with types it is the JavaScript of what was written:', () => {
  it.each([
    ['function sum(n: number): number { let s = 0; for (let i = 0; i < n; i++) s += i; return s }', '10', 45],
    ['const fact = (n: number): number => (n < 2 ? 1 : n * fact(n - 1))', '5', undefined],
    ['const pick = <T,>(list: readonly T[], at = 0) => list.map((x) => x as T)[at]!', '[4, 5], 1', 5],
    [
      'const each = function (this: void, ...rest: string[]): string { for (const r of rest) if (r!) return r; return "" }',
      '"", "x"',
      'x',
    ],
    [
      'export default function (n: number) { enum Level { Low = 3 } while (n-- > 0); return Level.Low }',
      '2',
      3,
    ],
  ])('%s', async (source, given, value) => {
    const name = /(?:function|const) (\w+)/.exec(source)?.[1] ?? '_default';
    const written = await text(`${source}\n${name}`);
    expect(written).not.toMatch(/__tensorcell|exports/);
    if (value === undefined) return;
    expect(new Function(`return (${written})(${given})`)()).toEqual(value);
    expect(vm.runInNewContext(`(${written})(${given})`)).toEqual(value);
  });

  it('and runs in a worker thread', async () => {
    const written = await text(
      'function slow(n: number) { let s = 0; for (let i = 0; i < n; i++) s += i; return s }\nslow',
    );
    const worker = new Worker(`require('worker_threads').parentPort.postMessage((${written})(10))`, {
      eval: true,
    });
    const value = await new Promise((resolve, reject) =>
      worker.once('message', resolve).once('error', reject),
    );
    await worker.terminate();
    expect(value).toBe(45);
  });

  it('for a class', async () => {
    const written = await text(
      'class Acc { constructor(private readonly start: number) {} add(n: number): number { for (; n > 0; n--); return this.start + n } }\nAcc',
    );
    expect(new (new Function(`return (${written})`)())(4).add(1)).toBe(4);
  });
});

it("what is not the user's keeps its text", () => {
  for (const one of [Math.max, [].map, class A {}, () => 1])
    expect(writtenText(String(one))).toBe(String(one));
});

it('no function of a cell shows a name of the kernel', async () => {
  const source = `
let outer = 1;
const a = () => outer, b = async () => { for (const x of [1]) { outer += x } }
{ var inBlock = () => { while (outer) { outer-- } } }
class C extends Array { static s = () => outer; p = function () { return outer }; async *g() { for (;;) yield outer } }
const o = { m() { return outer }, n: (x = () => outer) => x(), ['c' + 1]: async (y) => { outer = await y } };
const [d, { e = () => { outer++ } } = {}] = [() => { do {} while (outer) }];
for (var f of [() => outer]) { var g = function again() { return again } }
if (true) function h() {}
[a, b, inBlock, C, C.s, new C().p, C.prototype.g, o.m, o.n, o.c1, d, e, f, g]`.replace(
    'if (true) function h() {}',
    ';',
  );
  addFunctionTexts(notebook.convert(source));
  const functions = (await notebook.run(source)) as unknown[];
  for (const one of functions) expect(writtenText(String(one))).not.toMatch(/__tensorcell|exports/);
  expect(functions).toHaveLength(14);
});
