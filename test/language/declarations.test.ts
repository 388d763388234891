// Cells of which it is known without the compiler that they declare nothing: it would write nothing for them either.
import { describe, expect, it } from 'vitest';
import { declaresNothing } from '../../kernel/language/declarations.js';
import { target, ts } from '../../kernel/language/typescript.js';

/** As a cell's file begins. */
const head = 'export {};\n';
const options = { reportDiagnostics: false, compilerOptions: { target, module: ts.ModuleKind.ESNext } };

const isKnown = (cell: string, before = head): boolean =>
  declaresNothing(ts.createSourceFile('cell.ts', before + cell, target, true));
const written = (cell: string): string => ts.transpileDeclaration(head + cell, options).outputText;

const silent = [
  '1 + 1',
  "console.log('text'); 2",
  '// a comment\nf(1)',
  '/** A documented call. */\nf(1);',
  '/** @typedef {number} T */\nf<number>(1)',
  'earlier.member = (x: number) => x + 1',
  'earlier = class Named { member = 1 }',
  '(function own() { const inner = 1; return inner; })()',
  'await import("node:fs")',
  '({ a, b } = { a: 1, b: 2 })',
  "'use strict'",
  'x satisfies number as unknown',
];
const telling = [
  'const a = 1',
  'let { a, ...rest } = b',
  'function f() {}',
  'class A {}',
  'interface A {}',
  'type A = 1',
  'enum A { B }',
  'namespace A { export const b = 1 }',
  'declare global { interface Array<T> { last: T } }',
  'import fs from "node:fs"',
  'import "node:fs"',
  'export * from "node:fs"',
  'export { a }; var a = 1',
  'export = a',
  'export default 1',
];

describe('cells of expressions', () => {
  it.each(silent)('%s', (cell) => {
    expect(isKnown(cell)).toBe(true);
    expect(written(cell)).toBe(head);
  });

  it('of several statements', () => {
    for (const first of silent) {
      for (const second of silent) {
        const cell = `${first};\n${second}`;
        expect(isKnown(cell), cell).toBe(true);
        expect(written(cell), cell).toBe(head);
      }
    }
  });
});

describe('all others', () => {
  it('with a directive', () => {
    expect(isKnown('f(1)', '/// <reference types="node" preserve="true" />\n')).toBe(false);
  });

  it.each(telling)('%s', (cell) => {
    expect(isKnown(cell)).toBe(false);
    expect(isKnown(`1 + 1;\n${cell}`)).toBe(false);
    expect(isKnown(`${cell}\n1 + 1`)).toBe(false);
  });
});
