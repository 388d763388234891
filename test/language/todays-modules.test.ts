// What modules of today may have besides: imports in any place, standard decorators, Node's globals.
import { execFileSync } from 'node:child_process';
import { builtinModules } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Notebook } from './notebook.js';

let notebook: Notebook;
const run = (source: string) => notebook.run(source);
beforeAll(() => {
  notebook = new Notebook();
});
afterAll(() => notebook.close());

describe('an import below its use', () => {
  it.each([
    ["const j1 = join('a', 'b'); import { join } from 'node:path'; j1", 'a/b'],
    [
      "const f2 = () => sep; f2();\nimport * as p2 from 'node:path';\nimport { sep } from 'node:path'; [f2(), p2.sep]",
      ['/', '/'],
    ],
    ["class C3 { static e = os3.EOL } import os3 from 'node:os'; C3.e", '\n'],
    [
      "let t4: Stats4 | undefined; type Stats4 = S4; import type { Stats as S4 } from 'node:fs'; t4",
      undefined,
    ],
    ["[typeof later5, await 1]; import later5 from 'node:util'; typeof later5.inspect", 'function'],
  ])('%s', async (cell, value) => {
    expect(await run(cell)).toEqual(value);
  });

  it('leaves the others where they are', async () => {
    notebook.write('reads-env.ts', 'export const seen = process.env.OF_THE_TEST');
    expect(await run("process.env.OF_THE_TEST = 'set'; import { seen } from './reads-env'; seen")).toBe(
      'set',
    );
  });
});

describe('standard decorators', () => {
  it.each([
    [
      'of a method',
      'function twice(m: (n: number) => number, _: ClassMethodDecoratorContext) { return (n: number) => 2 * m(n) }\nclass D1 { @twice inc(n: number) { return n + 1 } }\nnew D1().inc(1)',
      4,
    ],
    [
      'of a field and an accessor',
      'const plus = (_: undefined, c: ClassFieldDecoratorContext) => (n: number) => n + String(c.name).length;\nconst seen: string[] = []; function see(_: object, c: ClassAccessorDecoratorContext) { seen.push(c.kind) }\nclass D2 { @plus four = 0; @see accessor a = 1 }\n[new D2().four, seen]',
      [4, ['accessor']],
    ],
    [
      'of a class, with an initializer, exported',
      "const made: string[] = []; function named(_: unknown, c: ClassDecoratorContext) { c.addInitializer(() => made.push(c.name ?? '')) }\n@named export class D3 {}\nexport @named class D4 {}\nmade",
      ['D3', 'D4'],
    ],
  ])('%s', async (_, cell, value) => {
    expect(await run(cell)).toEqual(value);
  });

  it('are the only ones', () => {
    const legacy = 'function old(target: object, key: string) {}';
    expect(notebook.errors(`${legacy} class D5 { @old x = 1 }`)).not.toEqual([]);
    expect(
      notebook.errors(
        'const p = (t: object, k: string | undefined, i: number) => {}; class D6 { m(@p x: number) {} }',
      ),
    ).not.toEqual([]);
  });
});

describe('JSX', () => {
  const h =
    'const h = (tag: unknown, props: object | null, ...inner: unknown[]): unknown => typeof tag === "function" ? tag({ ...props, inner }) : [tag, props, ...inner]';
  const own = '/** @jsx h */\n';

  it.each([
    [`${own}const e1 = <b id="x">{[1].map((n) => <i>{n}</i>)}</b>; e1`, ['b', { id: 'x' }, [['i', null, 1]]]],
    [
      `${own}export const Name = ({ of }: { of: string }) => <p>{of}</p>; <Name of="one" />`,
      ['p', null, 'one'],
    ],
    [`${own}// of an earlier cell\n<Name of="two" />`, ['p', null, 'two']],
    [
      '/** @jsx own4 */\nfunction own4(tag: string, _: object | null) { return tag } const use4 = () => <u />; use4()',
      'u',
    ],
    ["const React = { createElement: h, Fragment: 'all' }; 5", 5],
    ['<><s /></>', ['all', null, ['s', null]]],
    ['const id7 = <T>(x: T) => x; id7<number>(2) < 3 && <boolean>true', true],
  ])('%j', async (cell, value) => {
    await run(h);
    expect(await run(cell)).toEqual(value);
  });

  it('is checked, and is JavaScript in the text of a function', async () => {
    await run(h);
    const cell = notebook.convert(`${own}const View = ({ n }: { n: number }) => <b>{n}</b>`);
    expect(cell.functions.map(({ text }) => text)).toEqual(['({ n }) => h("b", null, n)']);
    notebook.language.commit(cell.declared);
    expect(notebook.errors(`${own}<View n="1" />`)[0]).toMatchObject({ line: 2, column: 7 });
    expect(notebook.errors('/** @jsx nothing8 */\n<b />')).not.toEqual([]);
    expect(notebook.errors('const open = <b>')).not.toEqual([]);
    expect(notebook.language.isComplete('const whole = <b />').status).toBe('complete');
  });
});

describe("Node's globals", () => {
  it('are all known', () => {
    const names = execFileSync(process.execPath, ['-p', 'Object.getOwnPropertyNames(globalThis).join()'], {
      encoding: 'utf8',
    });
    const all = names
      .trim()
      .split(',')
      .filter((name) => /^[\w$]+$/.test(name) && !builtinModules.includes(name));
    expect(all).toContain('WebAssembly');
    expect(notebook.errors(all.map((name) => `void ${name};`).join('\n'))).toEqual([]);
  });

  it('have types', async () => {
    const empty = 'new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])';
    expect(await run(`new WebAssembly.Module(${empty}) instanceof WebAssembly.Module`)).toBe(true);
    expect(await run(`(await WebAssembly.instantiate(${empty})).instance.exports`)).toEqual({});
    expect(notebook.errors('WebAssembly.validate(1)')).toHaveLength(1);
    expect(notebook.errors('let k: CryptoKey = 1; let p: Performance = 2')).toHaveLength(2);
    expect(
      await run('[global === globalThis, crypto instanceof Crypto, performance instanceof Performance]'),
    ).toEqual([true, true, true]);
  });
});
