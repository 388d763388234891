// Types of values that were made before their type's name was declared anew.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Memory } from '../../kernel/language/memory.js';
import { Notebook } from './notebook.js';

let notebook: Notebook;
const run = (source: string) => notebook.run(source);
beforeAll(() => {
  notebook = new Notebook();
});
afterAll(() => notebook.close());

describe('a value keeps its type when the name of the type means something else:', () => {
  it.each([
    ['an alias', 'type Row = { id: number }; const row: Row = { id: 1 }', 'type Row = string', 'row.id', 1],
    [
      'an interface',
      'interface Leaf { next?: Leaf; n: number } const leaf: Leaf = { n: 1, next: { n: 2 } }',
      'interface Leaf { other: string }',
      'leaf.next!.n',
      2,
    ],
    [
      'a class',
      'class Dog { bark() { return 1 } } const dogs = [new Dog()]',
      'class Dog { meow() { return 2 } } const now = new Dog()',
      'dogs[0]!.bark() + now.meow()',
      3,
    ],
    [
      'an enum',
      'enum Size { S = 4, L = 8 } const size: Size = Size.L',
      "enum Size { XL = 'x' }",
      'size - 1',
      7,
    ],
    [
      'an import',
      "import { ParsedPath as Parts } from 'node:path'; const parts = {} as Parts",
      'type Parts = 5',
      'parts.base',
      undefined,
    ],
    [
      'within others',
      'type In = { n: 1 }; type Out<T> = { in: In[]; t: T }; const out: Out<Map<string, In>> = { in: [{ n: 1 }], t: new Map() }',
      'type In = 0; type Out = 0',
      'out.in[0]!.n + out.t.size',
      1,
    ],
    [
      'in a function',
      'interface Arg { a: number } function takes({ a }: Arg) { return a }',
      'interface Arg { b: number }',
      'takes({ a: 6 })',
      6,
    ],
    [
      'a namespace',
      'namespace Geo { export interface P { x: number } } const at: Geo.P = { x: 3 }',
      'const Geo = 1',
      'at.x + Geo',
      4,
    ],
  ])('%s', async (_, first, second, later, value) => {
    await run(first);
    await run(second);
    expect(await run(later)).toEqual(value);
    expect(notebook.errors(`const not: never = ${later}`)).not.toEqual([]);
  });

  it('twice, also in the cell that declares it anew', async () => {
    await run('type T = { one: 1 }; const t1: T = { one: 1 }');
    await run('type T = { two: 2 }; const t2: T = { two: 2 }, copy = t1');
    await run('type T = { three: 3 }; const t3: T = { three: 3 }');
    expect(await run('[copy.one, t1.one, t2.two, t3.three]')).toEqual([1, 1, 2, 3]);
  });

  it('and the message tells that the type is an earlier one', async () => {
    await run('interface Cfg { lr: number } const cfg: Cfg = { lr: 1 }');
    await run('interface Cfg { rate: number }');
    const [mistake] = notebook.errors('const other: Cfg = cfg');
    expect(mistake?.message).toContain("type 'Cfg (of an earlier cell)' but required in type 'Cfg'");
    expect(notebook.language.complete('let c: Cf', 9).matches).toEqual(['Cfg']);
    const shown = notebook.language.inspect('cfg', 2, 0).data['text/plain'];
    expect(shown).toContain('cfg: Cfg');
    expect(shown).not.toContain('ʹ');
  });

  it('but not names of properties and parameters of types', async () => {
    await run('type N = 1; const box = { N: 2 as N | 2, f: <N>(n: N): N => n, g: (N: string) => N }');
    await run('type N = string');
    expect(await run('box.N + box.f(3) + box.g("x").length')).toBe(6);
  });
});

it('a class that became a type only is still a value', async () => {
  await run('class Both { v = 3 }');
  await run('type Both = string');
  expect(await run('const b: Both = "x"; new Both().v + b')).toBe('3x');
});

describe('a rerun', () => {
  it('of the same declarations means the same types', async () => {
    const cell = 'class Secret { #v = 1; get v() { return this.#v } }';
    await run(cell);
    await run('const secret = new Secret(); function open(s: Secret) { return s.v }');
    await run(cell);
    expect(await run('const again: Secret = secret; open(new Secret()) + open(again)')).toBe(2);
  });

  it('of a changed class reaches the functions that make its objects', async () => {
    await run('class Net { a = 1 }');
    await run('const build = () => new Net(); function make() { return [new Net()] }');
    await run('class Net { a = 1; b = 2 }');
    expect(await run('build().b + make()[0]!.b')).toBe(4);
  });

  it('of a failing cell changes nothing', async () => {
    await run('class Kept { a = 1 } const kept = new Kept()');
    await expect(
      run('const fails2 = () => { throw new Error("x") }; fails2(); class Kept { b = 2 }'),
    ).rejects.toThrow();
    expect(await run('kept.a + new Kept().a')).toBe(2);
  });

  it('does not make the declarations grow', () => {
    const memory = new Memory();
    const both = { value: true, type: true };
    for (let n = 100; n < 130; n++) {
      const declarations = `declare class Grown { n${n}: Grown; }\ndeclare const grown: Grown;\n`;
      const meanings = new Map([
        ['Grown', both],
        ['grown', { value: true, type: false }],
      ]);
      memory.add(
        { declarations, meanings, texts: new Map([['Grown', `class Grown ${n}`]]), captured: [] },
        new Set(['grown', 'Grown']),
      );
    }
    expect(memory.declarations).toBe('declare class Grown { n129: Grown; }\ndeclare const grown: Grown;\n');
  });
});

describe('declare global', () => {
  it.each([
    [
      'interface Array<T> { secondLast(): T }',
      'Array.prototype.secondLast = function () { return this.at(-2) }; [1, 2].secondLast()',
      1,
    ],
    ['var answer: number', 'globalThis.answer = 42; answer + globalThis.answer', 84],
    [
      'interface String { shout(): string }',
      'String.prototype.shout = function () { return this + "!" }; "a".shout()',
      'a!',
    ],
    [
      'namespace NodeJS { interface ProcessEnv { OWN: "1" } }',
      'const own: "1" | undefined = process.env.OWN; own',
      undefined,
    ],
  ])('%s reaches later cells', async (declared, later, value) => {
    await run(`declare global { ${declared} }`);
    expect(await run(later)).toBe(value);
    expect(await run(`declare global { ${declared} }\n${later}`)).toBe(value);
  });

  it('is replaced, member by member, by a later one', async () => {
    await run(
      'declare global { interface Date { one: number; two: number } var which: number }; (globalThis as any).which = 1',
    );
    await run('declare global { interface Date { two: string } var which: string }');
    expect(await run('const d = {} as Date; [d.one?.toFixed, d.two?.toUpperCase, which?.at]')).toHaveLength(
      3,
    );
  });
});

describe('declare', () => {
  it.each([
    [
      'module without types',
      "declare module 'no-types-1'",
      "import anything, { more } from 'no-types-1'",
      [],
    ],
    [
      'module with types',
      "declare module 'no-types-2' { export const n: number }",
      "import { n } from 'no-types-2'; n.nothing",
      ['nothing'],
    ],
    [
      'modules by pattern',
      "declare module '*.sql' { const text: string; export default text }",
      "import q from './x.sql'; q.nothing",
      ['nothing'],
    ],
    [
      'module that is there',
      "declare module 'node:os' { function ours(): number }",
      "import { ours, EOL } from 'node:os'; EOL.nothing",
      ['nothing'],
    ],
  ])('a %s', async (_, declared, later, words) => {
    await run(declared);
    const found = notebook.errors(later).map(({ message }) => message);
    expect(found).toHaveLength(words.length);
    for (const word of words) expect(found.join()).toContain(word);
    expect(notebook.convert(declared).ok).toBe(true);
  });

  it.each(['const', 'let', 'var'])('a %s that is a global', async (word) => {
    const name = `outside_${word}`;
    await run(`declare ${word} ${name}: number; (globalThis as any).${name} = 7`);
    expect(await run(`${name} + 1`)).toBe(8);
    expect(await run(`const read_${word} = () => ${name}; read_${word}()`)).toBe(7);
  });
});
