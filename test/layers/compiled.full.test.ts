// Every layer, compiled: from the same seed, training and prediction as op by op.
import { beforeAll, describe, expect, test } from 'vitest';
import { registerEngine } from '../../lib/engine/engine.js';
import { toCategorical } from '../../lib/preprocessing/to-categorical.js';
import * as random from '../../lib/random/random.js';
import { tf } from '../../lib/tf.js';
import { installOnTfjs } from '../../lib/tfjs/install.js';
import { compiledTrainer } from '../../lib/training/compiled/compiled-trainer.js';
import type { Model } from '../../lib/training/model.js';
import { registerTrainer } from '../../lib/training/steps/choose-trainer.js';
import { zoo } from '../saving/model-zoo.js';

beforeAll(async () => {
  await registerEngine();
  installOnTfjs();
  registerTrainer(compiledTrainer);
});

const single = <T>(list: T[]): T | T[] => (list.length === 1 ? list[0]! : list);

async function trained(
  name: string,
  eager: boolean,
): Promise<{ model: Model; x: tf.Tensor[]; losses: number[] }> {
  random.setSeed(21);
  const { make, compile } = zoo[name]!;
  const model = make();
  model.compile({
    ...compile,
    optimizer: typeof compile.optimizer === 'string' ? compile.optimizer : 'adam',
  });
  const x = model.inputs.map(({ shape }) => {
    const values = random.uniform([10, ...(shape.slice(1) as number[])]);
    return name === 'sequence' ? tf.floor(tf.mul(values, 20)) : values;
  });
  const labels = [0, 1, 0, 1, 1, 0, 0, 1, 1, 0];
  const y = model.outputs.map(({ shape }) =>
    shape[1] === 1 ? tf.tensor2d(labels, [10, 1]) : toCategorical(labels, shape[1]!),
  );
  const { history } = await model.fit(single(x), single(y), { epochs: 3, batchSize: 4, verbose: 0, eager });
  return { model, x, losses: history.loss! };
}

describe.each(Object.keys(zoo))('%s', (name) => {
  test('losses, weights and predictions agree', async () => {
    const [a, b] = [await trained(name, false), await trained(name, true)];
    a.losses.forEach((loss, epoch) => {
      expect(loss).toBeCloseTo(b.losses[epoch]!, 4);
    });
    a.model.getWeights().forEach((weight, i) => {
      const error = tf.max(tf.abs(tf.sub(weight, b.model.getWeights()[i]!))).dataSync()[0]!;
      expect(error, `weight ${i}`).toBeLessThan(1e-3);
    });
    const [compiled, eager] = [
      a.model.predictAll(single(a.x)),
      a.model.predictAll(single(a.x), { eager: true }),
    ];
    compiled.forEach((output, i) => {
      expect(tf.max(tf.abs(tf.sub(output, eager[i]!))).dataSync()[0]!).toBeLessThan(1e-5);
    });
  });
});
