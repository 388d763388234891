import { describe, expect, it } from 'vitest';
import { reachable } from '../../scripts/types/reachable.mjs';

/** Ambient modules as the build bundles them, of which a cell imports `root`. */
const pruned = (declarations: string): string => reachable(declarations, (name) => name === 'root').trim();

const module = (name: string, ...lines: string[]): string =>
  `declare module "${name}" {\n${lines.join('\n')}\n}`;

function expectWhole(...modules: string[]): void {
  expect(pruned(modules.join('\n'))).toBe(modules.join('\n'));
}

describe('reachable', () => {
  it('leaves out what no name leads to, and modules of which nothing is left', () => {
    const text = [
      module('root', 'import { Used } from "inner";', 'export declare const used: Used;'),
      module(
        'inner',
        'export interface Used {\na: number;\n}',
        'export interface Unused {\nb: Other;\n}',
        'interface Other {\n}',
      ),
      module('unused', 'export declare const x: number;'),
    ];
    expect(pruned(text.join('\n'))).toBe(
      [text[0], module('inner', 'export interface Used {\na: number;\n}')].join('\n'),
    );
  });

  it.each([
    [
      'a name that several modules pass on',
      module('b', 'export { A as B } from "c";'),
      module('c', 'export * from "d";'),
    ],
    [
      'a whole module that is passed on',
      module('b', 'export * from "c";'),
      module('c', 'import { A } from "d";', 'export { A as B };'),
    ],
    [
      'a default',
      module('b', 'import C from "c";', 'export { C as B };'),
      module('c', 'import { A } from "d";', 'export default A;'),
    ],
    [
      'a type that is imported in place',
      module('b', 'export type B = import("c").C;'),
      module('c', 'export type C = import("d").A;'),
    ],
    [
      'the type of a module',
      module('b', 'export type B = typeof import("c");'),
      module('c', 'export * as all from "d";'),
    ],
    [
      'a namespace',
      module('b', 'import * as c from "c";', 'export type B = c.C;'),
      module('c', 'export { A as C } from "d";'),
    ],
    [
      'a base class',
      module('b', 'import { C } from "c";', 'export declare class B extends C {\n}'),
      module('c', 'import { A } from "d";', 'export declare class C implements A {\n}'),
    ],
    [
      'the type of a value',
      module('b', 'import { c } from "c";', 'export type B = typeof c;'),
      module('c', 'import type { A } from "d";', 'export declare const c: A;'),
    ],
    [
      'a generic parameter',
      module('b', 'import { C } from "c";', 'export type B<T extends C = C> = T[];'),
      module('c', 'import { A } from "d";', 'export type C = keyof A;'),
    ],
  ])('follows %s', (_, b, c) => {
    expectWhole(
      module('root', 'export { B } from "b";'),
      b,
      c,
      module('d', 'export interface A {\na: number;\n}'),
    );
  });

  it('keeps all declarations of a name: overloads, and what others add to it', () => {
    expectWhole(
      module('root', 'export { f } from "b";'),
      module(
        'b',
        'export declare function f(x: number): A;',
        'export declare function f(x: string): A;',
        'interface A {\n}',
      ),
      module('c', 'import { More } from "d";', 'declare module "b" {\ninterface A {\nmore: More;\n}\n}'),
      module('d', 'export interface More {\n}'),
    );
  });

  it('takes single names out of lists, and leaves an empty one, without which all would be exported', () => {
    const text = [
      module('root', 'export { a } from "b";'),
      module(
        'b',
        'import { A, B, C } from "c";',
        'declare const a: B;',
        'declare const b: A;',
        'export { b, a };',
      ),
      module(
        'c',
        'export interface A {\n}',
        'interface B {\n}',
        'export interface C {\n}',
        'export { B };',
        'export { C as D };',
      ),
      module('d', 'declare const hidden: number;', 'export { hidden };'),
    ].join('\n');
    const onOneLine = (lines: string): string => lines.replace(/\s+/g, ' ');
    const left = [
      module('root', 'export { a } from "b";'),
      module('b', 'import { B, } from "c";', 'declare const a: B;', 'export { a };'),
      module('c', 'interface B {\n}', 'export { B };', 'export {};'),
    ].join('\n');
    expect(onOneLine(pruned(text))).toBe(onOneLine(left));
  });

  it('takes out imports for their effects, since declarations have none', () => {
    const text = [
      module('root', 'import "b";', 'export declare const a: number;'),
      module('b', 'export {};'),
    ];
    expect(pruned(text.join('\n'))).toBe(module('root', 'export declare const a: number;'));
  });
});
