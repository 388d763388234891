// The models of bench/training on a plug-in of XLA's: the losses of TensorFlow's executor, step by step.
import { beforeAll, expect, test } from 'vitest';
import { prepare, losses as stepLosses } from '../../../bench/training/losses.mjs';
import { models } from '../../../bench/training/models.mjs';
import { chooseDevice } from '../../../lib/engine/pjrt/choose-device.js';
import * as layers from '../../../lib/layers/layers.js';
import { model as functional } from '../../../lib/models/factories.js';
import * as random from '../../../lib/random/random.js';
import { tf } from '../../../lib/tf.js';
import { createCompiledTrainer } from '../../../lib/training/compiled/compiled-trainer.js';
import { registerTrainer } from '../../../lib/training/steps/choose-trainer.js';
import { describeOnPlugin, leftNotices, onPlugin } from './stand-in.js';

type BenchModel = (typeof models)[number];

/**
 * Fewer steps: where convolutions of large images are slow in XLA on a processor, and where TensorFlow itself parts from what
 * it gives op by op, or with one weight moved by one unit in its last place, by more than 1e-5 soon after.
 */
const steps: Record<string, number> = { 'dogs-cats': 2, cnn: 10, 'dnn-bn-dropout': 80 };
const mostSteps = 100;

describeOnPlugin('models on a plug-in of XLA', () => {
  const notices = leftNotices();
  beforeAll(() => {
    // Updates as single ops, as a device computes them: TensorFlow's op that updates in place rounds otherwise, and its losses
    // part from those of TensorFlow's single ops by as much as a device's do.
    registerTrainer(createCompiledTrainer({ largeStep: Number.POSITIVE_INFINITY }));
    chooseDevice('cpu');
  });

  test.each(models.map((model) => [model.name, model] as const))(
    '%s',
    { timeout: 600_000 },
    async (_, model) => {
      const expected = await losses(model);
      const onDevice = await onPlugin(() => losses(model));
      expect(onDevice).toHaveLength(expected.length);
      onDevice.forEach((loss, step) => {
        const wanted = expected[step]!;
        const isNear = Math.abs(loss - wanted) <= 1e-5 * Math.max(1, Math.abs(wanted));
        if (!isNear) expect.fail(`step ${step}: ${loss} instead of ${wanted}`);
      });
      expect(notices()).toEqual([]);
    },
  );
});

/** The mean loss so far, after each step. */
async function losses(model: BenchModel): Promise<number[]> {
  const count = steps[model.name] ?? Math.min(model.steps, mostSteps);
  const prepared = prepare({ layers, model: functional, random, tf }, model, count);
  const seen = await stepLosses(prepared, count, true);
  prepared.dispose();
  return seen;
}
