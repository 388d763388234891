// A cell that is checked by the checker of the one before is converted as by one of its own.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type TypeScript from 'typescript';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { HandedOn } from '../../kernel/language/handed-on.js';
import { createLanguage } from '../../kernel/language/language.js';
import { target, ts } from '../../kernel/language/typescript.js';
import { expectSameConversions } from './checker-of-its-own.js';
import { testTypes } from './types.js';

vi.setConfig({ testTimeout: 60_000 });

const options: TypeScript.CompilerOptions = { noLib: true, types: [], target };

/** One program after another, each made from the one before as a cell's is. */
function programs(...versions: Readonly<Record<string, string>>[]): TypeScript.Program[] {
  const known = new Map<string, TypeScript.SourceFile>();
  let oldProgram: TypeScript.Program | undefined;
  return versions.map((files) => {
    const host: TypeScript.CompilerHost = {
      ...ts.createCompilerHost(options),
      fileExists: (name) => name in files,
      getSourceFile(name, language) {
        const before = known.get(name);
        if (!(name in files) || before?.text === files[name]) return before;
        const file = ts.createSourceFile(name, files[name]!, language, true);
        known.set(name, file);
        return file;
      },
    };
    oldProgram = ts.createProgram({ rootNames: Object.keys(files), options, host, oldProgram });
    return oldProgram;
  });
}

/** True where the second program has the first one's checker, which has checked its cell. */
function isHandedOn(
  first: Readonly<Record<string, string>>,
  second: Readonly<Record<string, string>>,
): boolean {
  const [before, next] = programs(first, second);
  const handedOn = new HandedOn('/cell.ts');
  handedOn.pass(undefined, before!);
  before!.getSemanticDiagnostics(before!.getSourceFile('/cell.ts'));
  handedOn.end(before!);
  handedOn.pass(before, next!);
  return next!.getTypeChecker() === before!.getTypeChecker();
}

const earlier = 'export declare const a: number;';

describe('a checker', () => {
  it('is handed on where the cell alone is another', () => {
    const cell = (text: string) => ({ '/cell.ts': `export {};\n${text}`, '/earlier.d.ts': earlier });
    expect(isHandedOn(cell('1 + 1'), cell('const b = 2; b.toFixed()'))).toBe(true);
  });

  it.each<[why: string, cell: string, next: string, files?: Record<string, string>]>([
    ['earlier cells are others', '1', '2', { '/earlier.d.ts': 'export declare const a: string;' }],
    ['the cell had a mistake', 'const x: string = 1', '2'],
    ['a directive hides the mistake', '// @ts-ignore\nconst x: string = 1', '2'],
    ['the cell imported something', 'import { a } from "./earlier"; a', '2'],
    ['the next imports something', '1', 'import { a } from "./earlier"; a'],
    ['the cell added to the global names', 'declare global { interface Own { a: 1 } }', '2'],
    ['both add to them', 'declare global { var own: 1 }', 'declare global { var own: 2 }'],
    ['the next refers to a file', '1', '/// <reference path="./earlier.d.ts" />'],
  ])('is not handed on where %s', (_why, cell, next, files = {}) => {
    const first = { '/cell.ts': `${cell}; export {};`, '/earlier.d.ts': earlier };
    expect(isHandedOn(first, { ...first, '/cell.ts': `${next}\n; export {};`, ...files })).toBe(false);
  });

  it('is not handed on where something else was asked, nor for ever', () => {
    const cells = Array.from({ length: 120 }, (_, n) => ({ '/cell.ts': `export {}; ${n}` }));
    const all = programs(...cells);
    const handedOn = new HandedOn('/cell.ts');
    let previous: TypeScript.Program | undefined;
    for (const program of all) {
      handedOn.pass(previous, program);
      program.getSemanticDiagnostics(program.getSourceFile('/cell.ts'));
      handedOn.end(program);
      previous = program;
    }
    const checkers = new Set(all.map((program) => program.getTypeChecker()));
    expect(checkers.size).toBe(3);
    const [next] = programs({ '/cell.ts': 'export {}; "next"' });
    handedOn.begin();
    handedOn.pass(previous, next!);
    expect(checkers).not.toContain(next!.getTypeChecker());
  });
});

describe('what a cell is converted to', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tensorcell-handed-on-')));
  afterAll(() => rmSync(folder, { recursive: true }));

  const cells = [
    '1 + 1',
    'const t = tensor([1, 2]); t.shape',
    't.shape.map((size) => size * 2)',
    'let wrong: string = t',
    '// @ts-expect-error\nlet hidden: string = t; hidden',
    'type Both = "b" | "a"; const both: Both = "a"; both',
    'const one = Math.random() > 2 ? "a" : "b"; one',
    'class Shape<T extends number> { constructor(readonly sides: T) {} } new Shape(3).sides',
    'new Shape(4 as const).sides.toFixed()',
    'class Shape<T extends string> { constructor(readonly name: T) {} } new Shape("a").name',
    'enum Kind { A, B } const kind = (k: Kind) => (k === Kind.A ? 1 : "two"); kind(Kind.B)',
    'function over(a: number): 1; function over(a: string): 2; function over(a: unknown) { return a as never } over(1)',
    'over("1"); over(true)',
    'for (const key of Object.keys({ a: 1 })) { const deep = { [key]: { key } }; deep[key].key }',
    'async function* more() { yield* [1, 2]; } for await (const n of more()) n',
    'import { join } from "node:path"; join("a", "b")',
    'import { join } from "node:path"; join("c", "d")',
    'declare global { var ofAll: number } globalThis.ofAll = 1',
    'ofAll.toFixed()',
    'const a = 1, b = [a, "x"] as const; [...b].length',
    'const a = "now a string"; a.length',
    'a.toFixed()',
    'type Deep<T> = T extends [infer H, ...infer R] ? [H, Deep<R>] : []; const deep: Deep<[1, 2, 3]> = [1, [2, [3, []]]]; deep',
    '(x: number) => x satisfies number',
    '{ a: 1 }',
    'const { a: renamed = 2, ...rest } = { a: undefined, c: 3 }; rest.c + renamed',
  ];

  it.each([1, 2, 3])('does not depend on whose checker it was, in order %i', (seed) => {
    const order = cells.flatMap((_, n) => [cells[(n * seed * 5) % cells.length]!, '2 + 2', cells[n]!]);
    expectSameConversions(() => createLanguage({ cwd: folder, preload: testTypes() }), order);
  });
});
