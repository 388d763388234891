// What the language part puts into a cell so that Stop reaches what it awaits and what is called later.
import { afterAll, describe, expect, it } from 'vitest';
import { Notebook } from './notebook.js';

const notebook = new Notebook();
afterAll(() => notebook.close());

const written = (source: string) => notebook.convert(source).code.replace(/\s+/g, ' ');

describe('an await', () => {
  it.each([
    ['await Promise.all([1])', 'await __tensorcell.waited'],
    ['async function f() { return await Promise.all([1]) }', '__tensorcell.back(__tensorcell.wait('],
    ['const g = async () => (await import("node:os")).cpus()', '__tensorcell.wait(__tensorcell.import('],
    ['class A { async m(p: Promise<number>) { return -(await p) } }', '-(__tensorcell.back('],
    ['for await (const x of [1]) x', 'of __tensorcell.each([1])'],
  ])('%s goes through the session', (source, text) => expect(written(source)).toContain(text));

  it.each([
    'async function own() { await null } await own()',
    'async function outer() { await inner(); async function inner() { return await null } } await outer()',
    'await Promise.resolve()',
    'await Promise.resolve(5)',
  ])('%s resumes in its own microtask', (source) => {
    expect(written(source)).toContain('await __tensorcell.settled(');
  });

  it.each([
    'async function own(p: Promise<void>) { return p } await own(Promise.resolve())',
    'const own = async () => 1; await own()',
    'function own() { return new Promise(() => {}) } void (async () => { await own() })',
    'await Promise.resolve(Promise.all([]))',
  ])('%s is watched: it may wait where Stop does not reach', (source) => {
    expect(written(source)).not.toContain('settled');
  });

  it('gives the values that it gave', async () => {
    expect(
      await notebook.run(
        'const two = async (n: number) => 2 * (await n); [await two(2), await (await two(3))]',
      ),
    ).toEqual([4, 6]);
    expect(await notebook.run('let s = 0; for await (const n of [1, Promise.resolve(2)]) s += n; s')).toBe(3);
    await expect(notebook.run('await Promise.reject(new Error("as before"))')).rejects.toThrow('as before');
  });
});

describe('what is called later', () => {
  it.each([
    [
      'Promise.resolve().then((v) => v, () => {})',
      '.then(__tensorcell.reaction((v) => v), __tensorcell.cleaning(() => { }))',
    ],
    [
      'const f = () => {}; Promise.resolve().catch(f).finally(f)',
      '.catch(__tensorcell.cleaning(f)).finally(__tensorcell.cleaning(f))',
    ],
    ['setTimeout(() => {}, 5)', 'setTimeout(__tensorcell.later(() => { }), 5)'],
    ['process.nextTick(console.log, 1)', 'nextTick(__tensorcell.later(console.log), 1)'],
    ['process.once("exit", () => {})', 'once("exit", __tensorcell.later(() => { }))'],
    [
      'import { readFile } from "node:fs"; readFile("a", (error, data) => {})',
      '__tensorcell.later((error, data) => { })',
    ],
    [
      'AbortSignal.timeout(1).addEventListener("abort", () => {})',
      'addEventListener("abort", __tensorcell.later(() => { }))',
    ],
    ['const t = { onclose: () => {} }; t.onclose = () => {}', 't.onclose = __tensorcell.later(() => { })'],
    [
      'const p: Promise<number> | undefined = undefined as never; p?.then((v) => v)',
      'p?.then(__tensorcell.reaction(',
    ],
  ])('%s', (source, text) => expect(written(source)).toContain(text));

  it.each([
    'Promise.resolve().then(undefined)',
    'const f = () => {}; new EventTarget().addEventListener("a", f)',
    'let only = 0; only = 1',
    '[1].map((v) => v)',
    'new Map([[1, 2]]).forEach(() => {})',
    '"a".replace("a", () => "b")',
  ])('%s stays', (source) => expect(written(source)).not.toMatch(/later|reaction|cleaning/));
});

it('catch and finally blocks say that they clean up', () => {
  const code = written('try { 1 } catch { 2 } finally { 3 }');
  expect(code.match(/__tensorcell\.cleanUp\(\)/g)).toHaveLength(2);
});
