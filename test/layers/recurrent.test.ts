// Recurrent layers give what Keras' give: outputs, states, masks, gradients and shapes; and refuse what Keras refuses.
import { beforeAll, describe, expect, test } from 'vitest';
import { leavesOf } from '../../lib/core/structure.js';
import { SymbolicTensor } from '../../lib/core/symbolic-tensor.js';
import { tf } from '../../lib/tf.js';
import { cases, expectAsKeras, made, refused, shapes, sines, titleOf } from './recurrent-cases.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('outputs, masks and gradients are those of Keras', () => {
  test.each(cases.map((one) => [titleOf(one), one] as const))('%s', (_, one) => {
    expectAsKeras(one);
  });
});

describe('open sizes stay open', () => {
  test.each(shapes.map((one) => [titleOf(one), one] as const))('%s', (_, one) => {
    const outputs = leavesOf(made(one).describe(new SymbolicTensor(one.inputShape, 'float32'), {}));
    expect(outputs.map((output) => (output as SymbolicTensor).shape)).toEqual(one.outputShapes);
  });
});

describe('what Keras refuses is refused', () => {
  test.each(refused.map((one) => [titleOf(one), one] as const))('%s', (_, one) => {
    expect(() => made(one).apply(sines(one.inputShape as number[], 0))).toThrow();
  });
});
