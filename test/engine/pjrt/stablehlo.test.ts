// The text of programs: constants that are exact, shapes that are worked out.
import { expect, test } from 'vitest';
import { Emitter, literal } from '../../../lib/engine/pjrt/stablehlo.js';

test('a number is written bit for bit', () => {
  expect(literal('f32', 0.1)).toBe('0x3DCCCCCD');
  expect(literal('f32', Number.NEGATIVE_INFINITY)).toBe('0xFF800000');
  expect(literal('f32', -0)).toBe('0x80000000');
  expect(literal('i32', -7)).toBe('-7');
  expect(literal('i1', 1)).toBe('true');
});

test('constants of one number, of floats in memory order, and of nested lists', () => {
  const emit = new Emitter();
  emit.constant('f32', [1, 1], [2]);
  emit.constant('f32', [2], [1, -1]);
  emit.constant('i32', [2, 2], [1, 2, 3, 4]);
  emit.constant('f32', [0, 3], []);
  expect(emit.lines).toEqual([
    '%v0 = stablehlo.constant dense<0x40000000> : tensor<1x1xf32>',
    '%v1 = stablehlo.constant dense<"0x0000803F000080BF"> : tensor<2xf32>',
    '%v2 = stablehlo.constant dense<[[1, 2], [3, 4]]> : tensor<2x2xi32>',
    '%v3 = stablehlo.constant dense<> : tensor<0x3xf32>',
  ]);
});

test('shapes of slices, edges, joined parts, and products are those of what comes out', () => {
  const emit = new Emitter();
  const x = emit.fill('f32', [5, 4], 0);
  expect(emit.slice(x, [1, 0], [5, 4], [2, 3]).shape).toEqual([2, 2]);
  expect(emit.pad(x, emit.fill('f32', [], 0), [1, 0], [0, 2], [1, 0]).shape).toEqual([10, 6]);
  expect(emit.concatenate([x, x], 0).shape).toEqual([10, 4]);
  expect(emit.transpose(x, [1, 0]).shape).toEqual([4, 5]);
  expect(emit.reduce('maximum', x, [0]).shape).toEqual([4]);
  expect(emit.dot(x, x, { contracting: [[1], [1]] }).shape).toEqual([5, 5]);
});

test('two tensors of different shapes are refused where they are written, not by the device', () => {
  const emit = new Emitter();
  const [a, b] = [emit.fill('f32', [2], 0), emit.fill('i32', [2], 0)];
  expect(() => emit.binary('add', a, b)).toThrow('add of tensor<2xf32> and tensor<2xi32>');
});
