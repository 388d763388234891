// Cells of plain expressions are not written by the compiler: what they mean, and where they fail, is what Node itself
// makes of their text.
import { SourceMap, type SourceMapPayload } from 'node:module';
import { Script } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Converted } from '../../kernel/contract/language.js';
import { Notebook } from './notebook.js';

const notebook = new Notebook();
afterAll(() => notebook.close());

const names = `
  var a: any = 5, s: any = 'text', xs: any = [1, 2, 3], nothing: any = undefined;
  var f: any = (n: any) => n, fails: any = () => { throw new RangeError('on purpose') };
  var o: any = { m(x: any) { return this === o ? x : 'another this' }, n: undefined, deep: { xs } };
  class K { constructor(readonly x: any) {} y = 1 }
  var k: any = K;
  const enum Size { Large = 3 }
  function isBare(this: any) { return this === undefined }
  function same<T>(value: T) { return value }`;
beforeAll(() => notebook.run(names));

/** What became of a text. */
interface Outcome {
  value?: unknown;
  error?: string;
  /** Of the cell's own frame. */
  place?: { line: number; column: number };
}

/** What Node makes of the text, with the names as globals. */
function inNode(source: string): Outcome {
  Object.assign(globalThis, notebook.variables);
  const script = new Script(`'use strict';\n${source}`, { filename: 'text.js', lineOffset: -1 });
  const outcome = outcomeOf(() => script.runInThisContext(), 'text.js');
  for (const name of Object.keys(notebook.variables)) Reflect.deleteProperty(globalThis, name);
  return outcome;
}

function asCell({ code, map, lastExpression = '' }: Converted): Outcome {
  const text = `(function (exports, require, __tensorcell) {\n${code}\n})`;
  const run = new Script(text, { filename: 'cell.js', lineOffset: -1 }).runInThisContext();
  const outcome = outcomeOf(() => {
    run(notebook.variables);
    return notebook.variables[lastExpression];
  }, 'cell.js');
  if (!outcome.place) return outcome;
  const entry = new SourceMap(map as unknown as SourceMapPayload).findEntry(
    outcome.place.line - 1,
    outcome.place.column - 1,
  );
  if (!('originalLine' in entry)) return { ...outcome, place: { line: 0, column: 0 } };
  return { ...outcome, place: { line: entry.originalLine + 1, column: entry.originalColumn + 1 } };
}

function outcomeOf(run: () => unknown, file: string): Outcome {
  try {
    return { value: shown(run()) };
  } catch (error) {
    const { name, message, stack = '' } = error as Error;
    const [, line, column] = new RegExp(`${file}:(\\d+):(\\d+)`).exec(stack) ?? [];
    return {
      error: `${name}: ${message.replaceAll('exports.', '').replace(/\(0 , (\w+)\)/g, '$1')}`,
      // The engine does not know each.
      ...(line !== undefined && { place: { line: Number(line), column: Number(column) } }),
    };
  }
}

function shown(value: unknown): string {
  const seen = (_: string, part: unknown) =>
    typeof part === 'function' || typeof part === 'bigint' || part === undefined || Object.is(part, -0)
      ? `${typeof part} ${String(part)}`
      : part;
  return `${typeof value} ${JSON.stringify(value, seen)}`;
}

/** The cell's text again: what the compiler writes has its own spaces. */
function withoutAdditions(code: string): string {
  return code
    .replace('"use strict";\n', '')
    .replace('exports.tsLastExpr = ', '')
    .replace(/\(0, exports\.(\w+)\)\(/g, '$1(')
    .replace(/([{,]\s*)(\w+): exports\.\2(?=\s*[,}])/g, '$1$2')
    .replaceAll('exports.', '')
    .replace(/;\n$/, '');
}

/** Numbers from 0 to below 1, the same in each run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function expressions(seed: number, count: number): string[] {
  const next = numbers(seed);
  const one = <T>(things: readonly T[]): T => things[Math.floor(next() * things.length)]!;
  const space = () => one(['', '', ' ', '  ', '\n  ']);
  const several = (make: () => string) =>
    Array.from({ length: Math.floor(next() * 3) }, make).join(`,${space()}`);
  const name = () => one(['a', 's', 'xs', 'nothing', 'f', 'o', 'k', 'undefined', 'Math']);
  const leaf = () =>
    one([
      name,
      name,
      name,
      () => one(['1', '.5', '0x1F', '1_000', '12n', "'x'", '"\\n"', '`t`', 'true', 'null', '/x+/g']),
    ])();
  const inner = (depth: number): string => (depth === 0 ? leaf() : one(forms)(depth - 1));
  const forms: ((depth: number) => string)[] = [
    leaf,
    (d) => `(${inner(d)})`,
    (d) => `(${inner(d)}${space()},${space()}${inner(d)})`,
    (d) =>
      `${name()}${one(['.', '?.', '\n  .'])}${one(['m', 'n', 'deep', 'length', 'x'])}${next() < 0.5 ? `(${several(() => inner(d))})` : ''}`,
    (d) => `(${name()})${one(['', '?.'])}[${inner(d)}]`,
    (d) =>
      `${one(['f', 'fails', 'nothing', 'o.m', 'o.n', 'o.deep.no', 'Math.max', 'f(f)', 'o["m"]', 'f?.', 'nothing?.'])}(${space()}${several(() => inner(d))})`,
    (d) => `new ${one(['k', 'nothing', 'o.n', '(f(k))'])}(${several(() => inner(d))})`,
    (d) =>
      `(${inner(d)})${space()}${one(['+', '-', '*', '/', '%', '<', '===', '!==', '&&', '||', '??', 'instanceof', 'in', '&', '>>>'])} (${inner(d)})`,
    (d) => `(${inner(d)})${space()}?${space()}${inner(d)}${space()}:${space()}${inner(d)}`,
    (d) => `${one(['!', '- ', '~', '+ ', 'typeof ', 'void '])}(${inner(d)})`,
    (d) => `[${several(() => `${one(['', '...'])}${inner(d)}`)}]`,
    (d) =>
      `({${several(() => one(['a', 'xs', `b:${inner(d)}`, `"c d": ${inner(d)}`, `[s]:${space()}${inner(d)}`, `...${name()}`]))}})`,
    (d) => `\`${space()}t \${${inner(d)}}\${ ${inner(d)} } u\``,
  ];
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + Math.floor(next() * 2) }, () =>
      `+(${inner(3)})`.slice(next() < 0.5 ? 1 : 0),
    ).join(one([';', ';\n', '\n;'])),
  );
}

const statements = (source: string) => source.split(';').map((statement) => statement.trim());

it('generated cells have the value, the error and its place that their text has in Node', () => {
  let [compiled, failing] = [0, 0];
  for (const source of expressions(20, 1000)) {
    const result = notebook.language.convert(source, 'cell');
    if (!result.ok) continue;
    expect(statements(withoutAdditions(result.code)), source).toEqual(statements(source));
    const expected = inNode(source);
    const { place, ...outcome } = asCell(result);
    expect({ ...outcome, ...(expected.place && { place }) }, source).toEqual(expected);
    compiled += 1;
    failing += expected.error === undefined ? 0 : 1;
  }
  expect(compiled).toBeGreaterThan(300);
  expect(failing).toBeGreaterThan(100);
});

it.each([
  ['f(1)', '(0, exports.f)(1)'],
  ['isBare\n ()', '(0, exports.isBare)()'],
  ['({ a, b: a })', '({ a: exports.a, b: exports.a })'],
  [`\`\${s}\n\${a}\``, `\`\${exports.s}\n\${exports.a}\``],
  ['new k(a).x', 'new exports.k(exports.a).x'],
  ['Math.max(1,2)', 'Math.max(1,2)'],
])('%j keeps its text', (source, text) => {
  expect(notebook.convert(source).code).toBe(`"use strict";\nexports.tsLastExpr = ${text};\n`);
});

it.each(['', '\n', '// nothing\n', ';;'])('%j does nothing', (source) => {
  expect(notebook.convert(source)).toMatchObject({ code: '"use strict";\n' });
  expect(notebook.convert(source)).not.toHaveProperty('lastExpression');
});

it('an object literal is kept, and its lines', () => {
  const { code, map } = notebook.convert('{ a,\n  b: nothing.x }');
  expect(code).toBe('"use strict";\nexports.tsLastExpr = (\n{ a: exports.a,\n  b: exports.nothing.x }\n);\n');
  const entry = new SourceMap(map as unknown as SourceMapPayload).findEntry(3, 21);
  expect(entry).toMatchObject({ originalLine: 1, originalColumn: 13 });
});

describe('left to the compiler:', () => {
  it.each<[string, unknown]>([
    ['Size.Large+1', 4],
    ["Size['Large']+1", 4],
    ['f(1),2', 2],
    ['a+1 as number', 6],
    ['a!+1', 6],
    ['a+1 satisfies number', 6],
    ['same<number>(2)+1', 3],
    ['[1,2].map((n)=>n+a)', [6, 7]],
    ['await f(3)+1', 4],
    ['a=6; a', 6],
    ['a++; a+1', 8],
    ['o.n=9; o.n', 9],
    ['delete o.n', true],
    ['(o.n ??= 4)+1', 5],
    ['String.raw`\\n`+a', '\\n7'],
    ['__dirname+1', `${notebook.folder}1`],
    ['/* a note */ a+1', 8],
    ["'http://host/'+a", 'http://host/7'],
    ["'use strict'; a+1", 8],
    ["'a\\\r\nb'+a", 'ab7'],
    ['typeof class {}', 'function'],
    ['(() => 1)()', 1],
    ['typeof import.meta.url', 'string'],
    ['[...function*(){ yield a }()]', [7]],
  ])('%s', async (source, value) => {
    expect(await notebook.run(source)).toEqual(value);
    expect(withoutAdditions(notebook.convert(source).code)).not.toBe(source);
  });
});
