// Texts that a cell may have and that mean something of their own: exports, object literals, comments to the compiler.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cellText } from '../../kernel/language/cell-text.js';
import { Notebook } from './notebook.js';

let notebook: Notebook;
const run = (source: string) => notebook.run(source);
beforeAll(() => {
  notebook = new Notebook();
});
afterAll(() => notebook.close());

describe('export', () => {
  it.each([
    ['const e1 = 1, e2 = 2\nexport { e1, e2 }', 'e1 + e2', 3],
    ['const e3 = 3; export { e3 as e4, e3 as default }; const after3 = 1', '[e4, after3]', [3, 1]],
    ['let e5 = 1; const up5 = () => ++e5; export { up5 as more5 }', 'more5(); e5', 2],
    ['interface E6 { a: 1 } export { E6 as E7, type E6 as E8 }', 'const v7: E7 & E8 = { a: 1 }; v7.a', 1],
    ['type E9 = 9; export type { E9 }', 'const v9: E9 = 9; v9', 9],
    ['export default function () { return this }', '_default()', undefined],
    ['export default async function () { return 4 }\n;[1].length', 'await _default()', 4],
    ['export default function* (n = 2) { yield n }', '[..._default()]', [2]],
    ['export  default  class { a = 5 }', 'new _default().a', 5],
    ['export default abstract class { static s = 6 }', '_default.s', 6],
    ['export default class extends Map {}', 'new _default().size', 0],
    ['export default class Named { b = 7 }', 'new Named().b', 7],
    ['export const enum E10 { A = 8 }', 'E10.A', 8],
    ['export namespace E11 { export const n = 9 } export import e12 = E11.n', 'e12', 9],
    ['export declare class Later12 { l: string }', 'const later12 = {} as Later12; later12.l', undefined],
    ['export let { e13, ...e14 } = { e13: 1, z: 2 }', '[e13, e14]', [1, { z: 2 }]],
    ["export { sep as e15, default as e16 } from 'node:path'", '[e15, e16.sep]', ['/', '/']],
    ["export { default, EOL as e17, tmpdir as default } from 'node:os'", 'e17', '\n'],
    ["export * as e18 from 'node:path'", 'e18.sep', '/'],
    ["export type { Stats as E19 } from 'node:fs'", 'const v19 = 0 as unknown as E19; v19', 0],
  ])('%s', async (cell, later, value) => {
    await run(cell);
    expect(await run(later)).toEqual(value);
    await run(cell);
  });

  it.each([
    ['export default 20 + 1', 21],
    ['export default { a: { b: 22 } }', { a: { b: 22 } }],
    ['const f23 = 23\nexport default f23', 23],
    ['export = 24', 24],
    ["export * from 'node:path'", undefined],
  ])('%s is %j', async (cell, value) => {
    expect(await run(cell)).toEqual(value);
  });

  it.each([
    'export { a }\nfrom;',
    'export default function\n\n() {}',
    'const p = 1\nexport {\n  p as q,\n  p as r,\n}\nlater()',
    "export {\n  a,\n  default as b\n} from 'm'",
    'export default\n  class {}',
  ])('keeps each line and place of %j', (cell) => {
    const { text } = cellText(cell);
    expect(text).toHaveLength(cell.length);
    expect(text.split('\n')).toHaveLength(cell.split('\n').length);
  });

  it('checks what is exported as in a cell', () => {
    expect(notebook.errors('export const wrong: number = "x"')).toHaveLength(1);
    expect(notebook.errors("export { nothing } from 'node:path'")).toHaveLength(1);
    expect(notebook.errors('export default nothing1 + 1')[0]).toMatchObject({ column: 16 });
  });
});

describe('an object literal', () => {
  it.each([
    ['// a comment\n{ a: 1 }', { a: 1 }],
    ['/* one */ { a: 1, b: "}" } // two', { a: 1, b: '}' }],
    ['{ a: 1 };', { a: 1 }],
    ['\n{\n  // inside\n  a: [1], // and here\n} ; // end ;\n', { a: [1] }],
    ['{ "quoted": 1, ["k" + 1]: 2 }', { quoted: 1, k1: 2 }],
    ['{ r: /[;}]/.source };;', { r: '[;}]' }],
  ])('%j', async (cell, value) => {
    expect(await run(cell)).toEqual(value);
  });

  it.each(['{ let n = 1; n }', '{ console.info }\n1;', '// {}', '{ } function f() {}', '{ if (true) { } };'])(
    'is not %j',
    (cell) => expect(cellText(cell).head.trim()).toBe(''),
  );

  it('has its mistakes where they were written', () => {
    expect(notebook.errors('// one\n{ a: nothing2 }; // two')[0]).toMatchObject({ line: 2, column: 6 });
  });
});

describe('comments to the compiler:', () => {
  it.each([
    ['// @ts-nocheck\nconst c1: number = "one"; c1', 'one'],
    ['/* licence */\n// @ts-nocheck\nlet c2: string = 2; c2', 2],
    ['#!/usr/bin/env node\n// @ts-nocheck\nlet c3: string = 3; c3', 3],
    ['#!/usr/bin/env -S npx tsx\n4', 4],
    ['// @ts-ignore\nconst c5: number = "five"; c5', 'five'],
    ['let c6 = 6;\n// @ts-expect-error\nc6 = "six"; c6', 'six'],
    ['// @ts-nocheck\ntf.zeros([2])[0]; 7', 7],
    ['8;\n// @ts-ignore\nPromise.resolve([1])[0]; 8', 8],
    ['9;\n// @ts-expect-error\nPromise.resolve([1])[0]; 9', 9],
  ])('%j', async (cell, value) => {
    notebook.builtIn.set('x', {});
    Object.assign(globalThis, { tf: { zeros: () => [] } });
    expect(await run(cell)).toBe(value);
  });

  it('the rest is checked, and a needless one is a mistake', () => {
    expect(notebook.errors('// @ts-ignore\nlet d1: number = 1;\nlet d2: number = "";')).toHaveLength(1);
    expect(notebook.errors('// @ts-expect-error\nlet d3 = 1')[0]?.message).toContain('Unused');
    expect(notebook.errors('let d4 = 1;\n// @ts-nocheck\nlet d5: number = ""')).toHaveLength(1);
    expect(notebook.errors('// @ts-nocheck\nlet = = 1')).not.toHaveLength(0);
    expect(notebook.language.isComplete('#!/usr/bin/env node\n1')).toEqual({ status: 'complete' });
  });
});

describe('names with underscores', () => {
  it.each([
    ['const __a = 1, ___b = 2, ____c = 3', '__a + ___b + ____c', 6],
    ['function __f() { return __f.name } class __C { static __s = 4 }', '[__f(), __C.__s]', ['__f', 4]],
    ['let __g = 1; const __h = () => __g', '__g = 5; __h()', 5],
    ['for (var __i = 0; __i < 3; __i++);', '__i', 3],
    [
      "import { sep as __sep } from 'node:path'; type __T = { __p: 1 }",
      'const __t: __T = { __p: 1 }; [__sep, __t.__p]',
      ['/', 1],
    ],
    ['const { __x, ...__rest } = { __x: 1, y: 2 }; const __filename2 = 1', '[__x, __rest]', [1, { y: 2 }]],
  ])('%s', async (cell, later, value) => {
    await run(cell);
    expect(await run(later)).toEqual(value);
    expect(notebook.language.complete('__', 2).matches).not.toContain('___a');
  });
});
