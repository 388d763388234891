import { describe, expect, it } from 'vitest';
import { withoutAugmentations } from '../../scripts/types/augmentations.mjs';

const module = (name: string, ...lines: string[]): string =>
  `declare module "${name}" {\n${lines.join('\n')}\n}`;

const tensor = module(
  'tensor',
  'import { Rank } from "types";',
  'export declare class Tensor<R extends Rank = Rank> {\nrank: R;\n}',
);
const adding = (name: string, member: string, ...imports: string[]): string =>
  module(
    name,
    'import { Rank } from "types";',
    ...imports,
    `module "tensor" {\ninterface Tensor<R extends Rank = Rank> {\n${member}\n}\n}`,
  );
const lines = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

describe('what modules add to an interface of another', () => {
  it('is moved there, with what it imports', () => {
    const declarations = [
      tensor,
      adding('abs', '/**#library:1*/\nabs(): this;'),
      adding('pad', 'pad(by: Padding): this;', 'import { Padding } from "padding";'),
    ];
    expect(lines(withoutAugmentations(declarations.join('\n')))).toEqual([
      ...lines(tensor).slice(0, -1),
      'import { Padding } from "padding";',
      'export interface Tensor<R extends Rank = Rank> {',
      '/**#library:1*/',
      'abs(): this;',
      'pad(by: Padding): this;',
      '}',
      '}',
    ]);
  });

  it.each([
    ['a module that does more', adding('abs', 'abs(): this;', 'export declare const more: number;')],
    [
      'a module that calls what it imports otherwise',
      adding('a', 'a: P;', 'import { Q as P } from "padding";'),
    ],
    ['a module that is not there', adding('abs', 'abs(): this;').replace('"tensor"', '"elsewhere"')],
    ['a namespace', module('abs', 'module "tensor" {\nnamespace Tensor {\nlet x: 1;\n}\n}')],
  ])('stays in %s', (_place, text) => {
    expect(withoutAugmentations(`${tensor}\n${text}`)).toBe(`${tensor}\n${text}`);
  });

  it('keeps interfaces of other parameters apart', () => {
    const other = adding('abs', 'abs(): S;').replaceAll('<R extends Rank = Rank>', '<S extends Rank = Rank>');
    const moved = lines(withoutAugmentations([tensor, adding('neg', 'neg(): R;'), other].join('\n')));
    expect(moved.filter((line) => line.includes('interface'))).toEqual([
      'export interface Tensor<R extends Rank = Rank> {',
      'export interface Tensor<S extends Rank = Rank> {',
    ]);
  });

  it('is refused where a name would mean something else', () => {
    const text = `${tensor}\n${adding('abs', 'abs(by: Tensor): this;', 'import { Tensor } from "elsewhere";')}`;
    expect(() => withoutAugmentations(text)).toThrow('Tensor is not the same in tensor');
  });
});
