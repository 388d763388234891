// Trainings where second derivatives and dilated convolutions count reach what Keras reaches, op by op and compiled.
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { registerEngine } from '../../../lib/engine/engine.js';
import { tf } from '../../../lib/tf.js';
import { installOnTfjs } from '../../../lib/tfjs/install.js';
import { createCompiledTrainer } from '../../../lib/training/compiled/compiled-trainer.js';
import { registerTrainer } from '../../../lib/training/steps/choose-trainer.js';
import {
  compiled,
  expectHessianAsInKeras,
  expectNetsAsInKeras,
  expectPenaltyAsInKeras,
  opByOp,
} from './trainings.js';

beforeAll(async () => {
  installOnTfjs();
  await registerEngine();
  await tf.ready();
  expect(tf.getBackend()).toBe('tensorflow');
});

describe('a block of WaveNet and a temporal convolutional net', () => {
  test('op by op', () => expectNetsAsInKeras({ eager: true }));

  test.each([0, Number.POSITIVE_INFINITY])('compiled, large from %d', async (largeStep) => {
    const warn = vi.spyOn(console, 'warn');
    registerTrainer(createCompiledTrainer({ largeStep }));
    await expectNetsAsInKeras({});
    // What cannot be compiled says so, and trains op by op.
    expect(warn.mock.calls).toEqual([]);
    warn.mockRestore();
  });
});

describe.each([
  ['op by op', opByOp],
  ['compiled', compiled],
] as const)('%s', (_, as) => {
  test('a gradient penalty', () => {
    expectPenaltyAsInKeras(as);
  });

  test('a Hessian', () => {
    expectHessianAsInKeras(as);
  });
});
