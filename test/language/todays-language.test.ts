// Cells in the TypeScript and JavaScript of today: checked, run, with their results. What the running Node lacks is
// refused, in words that name it.
import { afterAll, describe, expect, it } from 'vitest';
import { Notebook } from './notebook.js';

const notebook = new Notebook();
afterAll(() => notebook.close());

/** A cell in braces of its own, so that all can use the same names. */
const run = (cell: string): Promise<unknown> => notebook.run(cell);

describe('the language', () => {
  it.each([
    // TypeScript 4.9 and before
    [
      'const palette1 = { red: [1, 2], green: "g" } satisfies Record<string, string | number[]>; palette1.red[1]',
      2,
    ],
    ['class P1 { accessor size = 3; } new P1().size', 3],
    ['class P2 { static accessor count = 1; } P2.count += 1; P2.count', 2],
    ['class P3 { #x = 1; has(o: object) { return #x in o; } } new P3().has(new P3())', true],
    ['class P4 { static n: number; static { P4.n = 7; } } P4.n', 7],
    [`type Greeting1 = \`hello \${"a" | "b"}\`; const g1: Greeting1 = "hello a"; g1.length`, 7],
    ['let maybe1: { a?: { b: number } } | undefined = {}; maybe1?.a?.b ?? 4', 4],
    ['let set1: number | undefined; set1 ??= 5; set1 &&= 6; set1', 6],
    ['const tuple1: [first: string, ...rest: number[]] = ["a", 1, 2]; tuple1.length', 3],
    [
      'abstract class A1 { abstract f(): number } const C1 = class extends A1 { f() { return 2; } }; new C1().f()',
      2,
    ],
    ['const [a1, , ...b1] = [1, 2, 3, 4]; [a1, b1]', [1, [3, 4]]],
    ['1_000_000n ** 2n', 1_000_000_000_000n],
    ['enum Direction1 { Up = 1, Down } Direction1[Direction1.Down]', 'Down'],
    ['const enum Small1 { A = "a" } Small1.A', 'a'],
    [
      'namespace Shapes1 { export const sides = 4; export namespace Deep { export const n = 1; } } Shapes1.Deep.n + Shapes1.sides',
      5,
    ],
    [
      'function over1(x: string): string; function over1(x: number): number; function over1(x: never) { return x; } over1(3)',
      3,
    ],
    ['const key1 = Symbol("k"); const o1 = { [key1]: 1 }; o1[key1]', 1],
    ['label1: for (const i of [1, 2]) { for (;;) continue label1; } 8', 8],
    ['const error1 = new Error("outer", { cause: "inner" }); error1.cause', 'inner'],
    // 5.0
    ['const same1 = <const T>(x: T) => x; const s1: readonly ["a", 1] = same1(["a", 1]); s1[0]', 'a'],
    [
      'const names2: string[] = []; function named2(f: Function, { name, kind }: DecoratorContext) { names2.push(kind + " " + String(name)); } class D2 { @named2 go() {} } names2',
      ['method go'],
    ],
    [
      'function twice3<T>(value: (this: T) => number, _: ClassMethodDecoratorContext) { return function (this: T) { return 2 * value.call(this); }; } class D3 { @twice3 go() { return 4; } } new D3().go()',
      8,
    ],
    [
      'function plus4(_: undefined, __: ClassFieldDecoratorContext) { return (x: number) => x + 1; } class D4 { @plus4 x = 1; } new D4().x',
      2,
    ],
    [
      'const seen5: unknown[] = []; function see5<T extends new () => object>(c: T, context: ClassDecoratorContext<T>) { context.addInitializer(() => void seen5.push(context.name)); } @see5 class D5 {} seen5',
      ['D5'],
    ],
    [
      'function logged6<T, V>(target: ClassAccessorDecoratorTarget<T, V>, _: ClassAccessorDecoratorContext<T, V>): ClassAccessorDecoratorResult<T, V> { return { get() { return target.get.call(this); }, init: (v) => v }; } class D6 { @logged6 accessor v = 9; } new D6().v',
      9,
    ],
    [`enum Mixed7 { A = 1, B = \`b\${1}\`.length, C = A << 2 } [Mixed7.B, Mixed7.C]`, [2, 4]],
    [
      'type Both8 = { a: 1 } & { b: 2 }; type Only8<T> = { [K in keyof T as Exclude<K, "a">]: T[K] }; const only8: Only8<Both8> = { b: 2 }; only8',
      { b: 2 },
    ],
    // 5.1 and 5.2
    [
      'class Unrelated9 { get x(): string { return "1"; } set x(value: RegExp) { void value; } } new Unrelated9().x',
      '1',
    ],
    [
      'const log10: string[] = []; { using x = { [Symbol.dispose]() { log10.push("gone"); } }; log10.push("here"); void x; } log10',
      ['here', 'gone'],
    ],
    [
      'const log11: string[] = []; { await using x = { async [Symbol.asyncDispose]() { log11.push("gone"); } }; void x; } log11',
      ['gone'],
    ],
    [
      'const log12: number[] = []; for (using x of [1, 2].map((n) => ({ n, [Symbol.dispose]: () => void log12.push(n) }))) log12.push(10 * x.n); log12',
      [10, 1, 20, 2],
    ],
    ['const t13: [first: string, number] = ["a", 1]; t13[1]', 1],
    // 5.3
    [
      'function narrow14(x: unknown) { switch (true) { case typeof x === "string": return x.length; default: return 0; } } narrow14("abc")',
      3,
    ],
    ['import data15 from "./data.json" with { type: "json" }; data15.rows', 3],
    ['(await import("./data.json", { with: { type: "json" } })).default.rows', 3],
    [
      'class Box16 { static [Symbol.hasInstance](x: unknown): x is Box16 { return x === 1; } } (1 as unknown) instanceof Box16',
      true,
    ],
    // 5.4
    [
      'function light17<C extends string>(colors: C[], fallback?: NoInfer<C>) { return fallback ?? colors[0]; } light17(["red", "green"], "green")',
      'green',
    ],
    [
      'function closure18(url: string | URL) { if (typeof url === "string") url = new URL(url); return [1].map(() => url.host); } closure18("http://a.b/")',
      ['a.b'],
    ],
    // 5.5
    ['const numbers19: number[] = [1, undefined, 3].filter((x) => x !== undefined); numbers19', [1, 3]],
    [
      'const o20: Record<string, string | number> = { k: "v" }; const k20: string = "k"; typeof o20[k20] === "string" ? o20[k20].toUpperCase() : 0',
      'V',
    ],
    ['/[\\p{L}--[a-z]]/v.test("a")', false],
    ['/(?<year>\\d{4})/.exec("in 2024")?.groups?.year', '2024'],
    // 5.6 to 5.9
    [
      'const iterator21: IteratorObject<number> = [1, 2].values() as IteratorObject<number>; iterator21.next().value',
      1,
    ],
    ['export { x22 as "any name" }; const x22 = 1; x22', 1],
    ['const bytes23: Uint8Array<ArrayBuffer> = new Uint8Array(2); bytes23.buffer.byteLength', 2],
    ['const shared24 = new Uint8Array(new SharedArrayBuffer(4)); shared24.length', 4],
    [
      'const method25 = { f(x: number) { return x; }, g: (y: number) => y + 1 }; method25.g(method25.f(1))',
      2,
    ],
    // the language's libraries that every supported Node has
    ['[3, 1, 2].toSorted()', [1, 2, 3]],
    ['[1, 2, 3].findLast((x) => x < 3)', 2],
    ['[1, 2, 3].with(0, 9).at(-1)', 3],
    ['"a-b".replaceAll("-", "+").isWellFormed()', true],
    ['Object.hasOwn({ a: 1 }, "a")', true],
    ['structuredClone(new Map([[1, 2]])).get(1)', 2],
    ['await Promise.any([Promise.reject(1), Promise.resolve(2)])', 2],
    ['new Intl.ListFormat("en").format(["a", "b"])', 'a and b'],
    ['new WeakRef({ a: 1 }).deref()?.a', 1],
    ['let jsx26 = 0; const h26 = (tag: string) => tag + ++jsx26; /** a word */ [h26("a")]', ['a1']],
  ])('%s', async (cell, value) => {
    notebook.write('data.json', '{ "rows": 3 }');
    expect(await run(cell)).toEqual(value);
  });

  it('knows TSX', async () => {
    await run(
      'const h0 = (tag: string, props: object | null, ...inner: unknown[]) => [tag, props, ...inner]',
    );
    expect(await run('/** @jsx h0 */\n<b id="x">{1 + 1}</b>')).toEqual(['b', { id: 'x' }, 2]);
  });

  it.each([
    ['const p30: "a" = ("b" satisfies string);', 'Type \'"b"\' is not assignable to type \'"a"\''],
    ['declare function f31<C extends string>(c: C[], d?: NoInfer<C>): void; f31(["a"], "b")', '"b"'],
    ['using x32 = { a: 1 };', "Property '[Symbol.dispose]' is missing"],
    ['/[[a]&&]/v', 'class set operand'],
    ['import a33 from "./data.json" assert { type: "json" }', "Use 'with' instead of 'assert'"],
    ['function d34(x: number) { return x; } class D34 { @d34 m() {} }', 'decorator'],
    ['with ({}) {}', 'strict mode'],
    ['const eval = 1', 'strict mode'],
    ['delete Object.prototype', 'read-only property'],
    ['010', 'Octal literals are not allowed'],
  ])('refuses %s', (cell, words) => {
    notebook.write('data.json', '{ "rows": 3 }');
    const messages = notebook.errors(cell).map(({ message }) => message);
    expect(messages.join('\n').toLowerCase()).toContain(words.toLowerCase());
  });
});

/** Cells with the name that they need. */
const newer: readonly [name: string, cell: string, value: unknown][] = [
  ['Object.groupBy', 'Object.groupBy([1, 2, 3], (x) => (x % 2 ? "odd" : "even")).odd', [1, 3]],
  ['Map.groupBy', 'Map.groupBy([1, 2], (x) => x > 1).get(true)', [2]],
  [
    'Promise.withResolvers',
    'const { promise: p1, resolve: r1 } = Promise.withResolvers<number>(); r1(3); await p1',
    3,
  ],
  ['Promise.try', 'await Promise.try(() => 4)', 4],
  ['Array.fromAsync', 'await Array.fromAsync([Promise.resolve(1), 2])', [1, 2]],
  ['Set.prototype.union', '[...new Set([1]).union(new Set([2]))]', [1, 2]],
  ['Set.prototype.isSubsetOf', 'new Set([1]).isSubsetOf(new Set([1, 2]))', true],
  ['Iterator.prototype.map', '[1, 2].values().map((x) => 2 * x).toArray()', [2, 4]],
  [
    'Iterator.prototype.take',
    'function* all2() { let i = 0; while (true) yield i++; } [...all2().take(3)]',
    [0, 1, 2],
  ],
  ['Iterator', 'Iterator.from({ next: () => ({ done: true as const, value: 1 }) }).toArray()', []],
  ['ArrayBuffer.prototype.transfer', 'new ArrayBuffer(2).transfer(4).byteLength', 4],
  ['RegExp.escape', 'RegExp.escape("(").length', 2],
  ['Math.f16round', 'Math.f16round(1.0001)', 1],
  ['Float16Array', 'new Float16Array([1.5])[0]', 1.5],
  ['Error.isError', 'Error.isError(new TypeError("no"))', true],
  ['Uint8Array.fromHex', 'Uint8Array.fromHex("ff")[0]', 255],
  ['Uint8Array.prototype.toBase64', 'new Uint8Array([1]).toBase64()', 'AQ=='],
  [
    'DisposableStack',
    'const n3: number[] = []; { using s = new DisposableStack(); s.defer(() => void n3.push(1)); } n3',
    [1],
  ],
  ['Map.prototype.getOrInsert', 'new Map<string, number>().getOrInsert("a", 5)', 5],
  ['Intl.DurationFormat', 'new Intl.DurationFormat("en").format({ hours: 1 })', '1 hr'],
  ['Temporal', 'Temporal.PlainDate.from("2024-02-28").add({ days: 2 }).toString()', '2024-03-01'],
  ['WebSocket', 'typeof WebSocket', 'function'],
  ['navigator', 'typeof navigator.hardwareConcurrency', 'number'],
  ['URLPattern', 'new URLPattern({ pathname: "/a/:id" }).test("http://x/a/1")', true],
];

describe('a name that not every Node has', () => {
  it.each(newer)('%s', async (name, cell, value) => {
    if (has(name)) {
      expect(await run(cell)).toEqual(value);
    } else {
      const words = `Node ${process.versions.node}, which runs this notebook, does not have \`${name}\``;
      expect(
        notebook
          .errors(cell)
          .map(({ message }) => message)
          .join('\n'),
      ).toContain(words);
    }
  });
});

/** By JavaScript's own rules. */
function has(name: string): boolean {
  const owner = name === name.split('.')[0] ? 'globalThis' : name.replace(/\.\w+$/, '');
  const key = JSON.stringify(name.split('.').at(-1));
  return Function(`try { return ${key} in ${owner}; } catch { return false; }`)() as boolean;
}

describe('a resource of a cell', () => {
  const resource = (name: string) => `{ name: '${name}', [Symbol.dispose]() { closed.push('${name}'); } }`;

  it('is closed when the cell ends, whose last value is shown', async () => {
    await run('const closed: string[] = []');
    expect(await run(`using a40 = ${resource('a')}; const b40 = 2; b40 + closed.length`)).toBe(2);
    expect(await run('[...closed, a40.name, b40]')).toEqual(['a', 'a', 2]);
  });

  it('may be closed by waiting', async () => {
    const cell =
      'await using a41 = { async [Symbol.asyncDispose]() { await null; closed.push("late"); } }; typeof a41';
    expect(await run(cell)).toBe('object');
    expect(await run('closed.at(-1)')).toBe('late');
  });

  it('is closed too where functions use it', async () => {
    const cell = `using a42 = ${resource('used')}; const read42 = () => a42.name; read42() + closed.includes('used')`;
    expect(await run(cell)).toBe('usedfalse');
    expect(await run("read42() + closed.includes('used')")).toBe('usedtrue');
  });

  it('is closed where the cell fails', async () => {
    await expect(run(`using a43 = ${resource('failed')}; throw new Error('no')`)).rejects.toThrow('no');
    expect(await run("closed.includes('failed')")).toBe(true);
  });

  it('of several comes last to first, between other statements', async () => {
    await run('closed.length = 0');
    const cell = `let n44 = 1; using a44 = ${resource('1')}, b44 = ${resource('2')}; n44++; function f44() { return n44; } class C44 { n = f44() } new C44().n`;
    expect(await run(cell)).toBe(2);
    expect(await run('[...closed, f44(), new C44().n]')).toEqual(['2', '1', 2, 2]);
  });
});
