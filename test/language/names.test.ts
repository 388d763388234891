// Where the names of cells live: what later cells and functions of earlier ones see of them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Notebook } from './notebook.js';

let notebook: Notebook;
const run = (source: string) => notebook.run(source);
const lastOf = async (...cells: string[]) => {
  let value: unknown;
  for (const cell of cells) value = await run(cell);
  return value;
};
beforeAll(() => {
  notebook = new Notebook();
});
afterAll(() => notebook.close());

describe('a var inside a statement is visible to later cells:', () => {
  it.each([
    ['else', "if (1 > 2) { } else { var branch = 'else' }", 'branch', 'else'],
    ['no braces', 'if (true) var bare = 3', 'bare', 3],
    ['try', 'try { var tried = [1] } finally { var done = true }', '[tried, done]', [[1], true]],
    ['catch', "try { throw 'x' } catch (e) { var caught = e as string }", 'caught', 'x'],
    ['for', 'for (var turn = 0; turn < 4; turn++) { var double = turn * 2 }', '[turn, double]', [4, 6]],
    ['for-in', 'for (var key in { a: 1, b: 2 });', 'key', 'b'],
    [
      'for-of with a pattern',
      "for (var [word, { size = 7 }] of [['w', {}]] as [string, { size?: number }][]);",
      '[word, size]',
      ['w', 7],
    ],
    ['for await', 'for await (var tick of [Promise.resolve(5)]) { var seen = tick }', '[tick, seen]', [5, 5]],
    [
      'switch',
      "switch (2 as number) { case 1: break; default: var chosen = 'default' }",
      'chosen',
      'default',
    ],
    ['a label', 'outer: { var labelled = 1; break outer }', 'labelled', 1],
    ['a block in a block', '{ { var { deep: [inner] } = { deep: [8] } } }', 'inner', 8],
    ['while', 'let left = 2; while (left-- > 0) { var last = left }', '[last, left]', [0, -1]],
  ])('%s', async (_, cell, later, value) => {
    expect(await lastOf(cell, later)).toEqual(value);
    expect(notebook.errors(`const typed: never = ${later}`)).not.toEqual([]);
  });

  it('also where a function uses it', async () => {
    const cell = "if (true) { var mode = 'a', readMode = () => mode } function setMode() { mode = 'c' }";
    expect(await lastOf(cell, "mode = 'b'", 'readMode()')).toBe('b');
    expect(await run('setMode(); [mode, readMode(), readMode.name]')).toEqual(['c', 'c', 'readMode']);
  });

  it('and keeps an earlier value where the statement does not run', async () => {
    expect(await lastOf('var kept = 1', 'if (1 > 2) { var kept = 2 }', 'kept')).toBe(1);
    const once = "if (typeof made === 'undefined') { var made = {} } const first = made";
    expect(await lastOf(once, once.replace('first', 'second'), 'first === second')).toBe(true);
  });

  it('but a function, a let and a class of a block are not', () => {
    const block = '{ function hidden() {} let own = 1; class Inner {} }';
    for (const name of ['hidden', 'own', 'Inner']) {
      expect(notebook.errors(`${block} ${name}`)[0]?.message).toMatch(`Cannot find name '${name}'`);
    }
  });

  it('and a stopped or failing loop leaves what it had', async () => {
    await expect(
      run('let steps = 0; for (;;) { steps++; if (steps === 7) throw new Error("x") }'),
    ).rejects.toThrow();
    expect(await run('steps')).toBe(7);
  });
});

describe('a captured variable has one home', () => {
  it.each([
    ['declared with its function', 'let a1 = 1, f1 = () => a1 * 10', 'a1 = 5; f1()', 50],
    ['written by a function', 'let a2 = 0, f2 = () => { a2 += 2 }', 'a2 = 10; f2(); a2', 12],
    [
      'destructured',
      'let { a3, f3 = () => a3 } = { a3: 1 } as { a3: number; f3?: () => number }',
      'a3 = 4; f3()',
      4,
    ],
    [
      'destructured from an array',
      'let [a4, [b4] = [a4], f4 = () => [a4, b4]] = [1] as any',
      'a4 = 2; b4 = 3; f4()',
      [2, 3],
    ],
    [
      'of a loop',
      'var f5: (() => number)[] = []; for (var a5 = 0; a5 < 2; a5++) f5.push(() => a5)',
      'a5 = 9; f5.map((f) => f())',
      [9, 9],
    ],
    [
      'of a loop over values',
      'var f6: (() => string)[] = []; for (var a6 of ["x", "y"]) f6.push(() => a6)',
      'a6 = "z"; f6[0]!()',
      'z',
    ],
    [
      'a function',
      'let f7 = () => g7(); function g7() { return "old" }',
      'function g7() { return "new" } f7()',
      'new',
    ],
    ['a class', 'class C8 { v = 1 } const f8 = () => new C8().v', 'class C8 { v = 2 } f8()', 2],
    ['a default', 'let a9 = 1; function f9(x = a9, { y = a9 } = {}) { return x + y }', 'a9 = 3; f9()', 6],
    [
      'in an array and an object',
      'let a10 = 1; const fs = [() => a10], o = { get a() { return a10 } }',
      'a10 = 2; [fs[0]!(), o.a]',
      [2, 2],
    ],
    [
      'of a class field',
      'let a11 = 1; class C11 { v = a11; static make = () => new C11() }',
      'a11 = 6; C11.make().v',
      6,
    ],
    [
      'imported',
      "import { sep as a12 } from 'node:path'; const f12 = () => a12",
      "const a12 = '!'; f12()",
      '!',
    ],
    ['an enum', 'enum E13 { A = 1 } const f13 = () => E13.A', 'enum E13 { A = 2 } f13()', 2],
    [
      'recursive',
      'let f14 = (n: number): number => (n > 0 ? f14(n - 1) : 0)',
      'const old14 = f14; f14 = () => 99; old14(1)',
      99,
    ],
  ])('%s', async (_, first, second, value) => {
    await run(first);
    expect(await run(second)).toEqual(value);
  });

  it('even where the cell that declares it again has no function', async () => {
    await run('let total = 0; function add(n: number) { total += n }');
    expect(await run('let total = 100; add(1); for (let i = 0; i < 3; i++) { add(i); total++ } total')).toBe(
      107,
    );
    await run('let seed = 1');
    await run('const nextSeed = () => (seed = seed * 3)');
    expect(await run('var seed = 2; nextSeed(); seed')).toBe(6);
  });

  it('while the cell waits', async () => {
    await run('let progress = 0; const waits = () => new Promise((resolve) => setTimeout(resolve, 0))');
    const cell = run('let rounds = 0; for (const n of [1, 2, 3]) { await waits(); rounds = n } rounds');
    await new Promise((resolve) => setTimeout(resolve, 1));
    expect(notebook.variables.rounds).toBeTypeOf('number');
    expect(await cell).toBe(3);
  });

  it('and functions keep the name that JavaScript gives them', async () => {
    await run(
      'var go = () => go, { stop = function () { return stop }, K = class { k = () => K } } = {} as any',
    );
    expect(await run('[go.name, stop.name, K.name]')).toEqual(['go', 'stop', 'K']);
  });
});

it.each([
  ['exports', 'const exports = { a: 1 }', 'exports.a', 1],
  [
    'require',
    "const require = (await import('node:module')).createRequire('/tmp/x.js')",
    "typeof require('fs').statSync",
    'function',
  ],
  ['a parameter named exports', 'let n1 = 1; const f1 = (exports: object) => n1', 'n1 = 2; f1({})', 2],
])('a cell may use the word %s', async (_, cell, later, value) => {
  expect(await lastOf(cell, later)).toEqual(value);
});

it.each([
  [
    'a type and a variable',
    'type T1 = { a: 1 }; const T1 = { a: 2 } as object; const t1 = (): object => T1',
    't1()',
    { a: 2 },
  ],
  ['an interface and a class', 'interface T2 { x: number } class T2 { y = 3 }', 'new T2().y', 3],
  [
    'a namespace of types and a variable',
    'namespace T3 { export type X = 1; export interface Y {} } const T3 = 4',
    'T3',
    4,
  ],
  ['a class and a namespace', 'class T4 {} namespace T4 { export const five = 5 }', 'T4.five', 5],
  [
    'a function and a namespace',
    'function T5() { return T5.six } namespace T5 { export const six = 6 }',
    'T5()',
    6,
  ],
  [
    'overloads',
    'function T6(a: string): string; function T6(a: number): number; function T6(a: unknown) { return a }',
    'T6(7)',
    7,
  ],
])('one name may be %s', async (_, cell, later, value) => {
  expect(await lastOf(cell, later)).toEqual(value);
});

describe('cells are in strict mode:', () => {
  it.each([
    ['(function (this: unknown) { return this })()', undefined],
    ['typeof this', 'undefined'],
    ['((a: number, ...r: number[]) => a)(1)', 1],
    ['(function (a: number) { arguments[0] = 9; return a })(1)', 1],
  ])('%s is %j', async (cell, value) => {
    expect(await run(cell)).toBe(value);
  });

  it.each([
    ['const frozen: any = Object.freeze({ a: 1 }); frozen.a = 2', /read only/],
    ['const got: any = { get a() { return 1 } }; got.a = 2', /only a getter/],
    ['delete (Object.prototype as any).toString2, delete (Object as any).prototype', /Cannot delete/],
    ['Object.preventExtensions([] as any).push(1)', /not extensible/],
    ['eval("undeclared9 = 1")', /undeclared9 is not defined/],
  ])('%s throws', async (cell, message) => {
    await expect(run(cell)).rejects.toThrow(message);
  });

  it.each(['const octal = 010', 'let gone = 1; delete gone', 'with (Math) { PI }', 'let arguments = 1'])(
    '%s is a mistake',
    (cell) => expect(notebook.errors(cell)).not.toEqual([]),
  );

  it.each(['summe = 1', 'for (const n of [1]) { dense = n }', 'const f = () => { counted = 1 }'])(
    '%s says how a variable is declared',
    (cell) => {
      const name = /(\w+) =(?! \(\))/.exec(cell.replace(/.*\{/, ''))?.[1];
      expect(notebook.errors(cell)[0]?.message).toMatch(`declared first: \`let ${name} = …\``);
    },
  );
});
