// Chance with a seed of the layer's own in compiled training: drawn anew at each step, the same for each run.
import { beforeAll, expect, test, vi } from 'vitest';
import { initializers, layers, sequential, tf } from '../../lib/index.js';

beforeAll(() => tf.ready());

async function losses(seed: number, eager: boolean): Promise<number[]> {
  const kernelInitializer = initializers.glorotUniform({ seed: 1 });
  const model = sequential([
    layers.dense({ units: 8, kernelInitializer, inputShape: [4] }),
    layers.dropout({ rate: 0.5, seed }),
    layers.gaussianNoise({ stddev: 0.5, seed }),
    layers.dense({ units: 1, kernelInitializer }),
  ]);
  model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  const args = { epochs: 4, batchSize: 4, shuffle: false, verbose: 0, eager } as const;
  const { history } = await model.fit(tf.ones([16, 4]), tf.ones([16, 1]), args);
  return history.loss!;
}

test.each([false, true])('op by op: %s', async (eager) => {
  const warn = vi.spyOn(console, 'warn');
  const first = await losses(7, eager);
  const again = await losses(7, eager);
  const other = await losses(8, eager);
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
  expect(warn).not.toHaveBeenCalled();
});

test('compiled and op by op draw the same', async () => {
  const [compiled, eager] = [await losses(7, false), await losses(7, true)];
  compiled.forEach((loss, i) => {
    expect(loss).toBeCloseTo(eager[i]!, 4);
  });
});
