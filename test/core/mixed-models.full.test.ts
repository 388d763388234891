// Whole models under policies of 16 bits: layers of float32 among them, classes of one's own, operations, LoRA.
import '../without-onednn.js';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { config, layers, loadModel, Model, model, ops, sequential, tf } from '../../lib/index.js';
import { precisionOf } from '../../lib/precision.js';

const folder = mkdtempSync(join(tmpdir(), 'mixed-models-'));
beforeAll(() => tf.ready());
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => config.setDtypePolicy('float32'));

test.each(['mixed_bfloat16', 'mixed_float16'] as const)('composites of float32 among %s', async (policy) => {
  config.setDtypePolicy(policy);
  const m = sequential([
    layers.dense({ units: 4, inputShape: [5, 3] }),
    layers.bidirectional({
      layer: layers.lstm({ units: 2, returnSequences: true, dtype: 'float32' }),
      dtype: 'float32',
    }),
    layers.timeDistributed({ layer: layers.dense({ units: 3 }), dtype: 'float32' }),
    layers.gru({ units: 3, dtype: 'float32' }),
    layers.dense({ units: 1, dtype: 'float32' }),
  ]);
  m.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
  const { history } = await m.fit(tf.randomNormal([7, 5, 3]), tf.ones([7, 1]), {
    epochs: 3,
    batchSize: 4,
    verbose: 0,
  });
  expect((history.loss as number[]).every(Number.isFinite)).toBe(true);
  const path = join(folder, `${policy}.keras`);
  await m.save(path);
  config.setDtypePolicy('float32');
  const again = await loadModel(path);
  const x = tf.randomNormal([3, 5, 3]);
  expect([...(again.predict(x) as tf.Tensor).dataSync()]).toEqual([
    ...(m.predict(x) as tf.Tensor).dataSync(),
  ]);
  expect(again.layers.map((l) => l.getConfig().dtype)).toEqual(m.layers.map((l) => l.getConfig().dtype));
});

test('augmentation of float32 under a policy', () => {
  config.setDtypePolicy('mixed_bfloat16');
  const y = layers.randAugment({ valueRange: [0, 1], dtype: 'float32' }).apply(tf.ones([2, 4, 4, 3]));
  expect((y as tf.Tensor).shape).toEqual([2, 4, 4, 3]);
  expect(() => layers.randAugment({ valueRange: [0, 1] })).toThrow(/not computed in 16 bits/);
});

test('a model of one’s own, eager and compiled alike', async () => {
  config.setDtypePolicy('mixed_bfloat16');
  class Twice extends Model {
    first = layers.dense({ units: 8, activation: 'gelu', kernelInitializer: 'ones' });
    second = layers.dense({ units: 1, kernelInitializer: 'ones' });
    override call(x: tf.Tensor) {
      return this.second.apply(this.first.apply(x)) as tf.Tensor;
    }
  }
  const x = tf.randomNormal([9, 4]);
  const y = tf.randomNormal([9, 1]);
  const run = async (eager: boolean) => {
    const m = new Twice();
    m.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    const { history } = await m.fit(x, y, { epochs: 3, batchSize: 4, shuffle: false, verbose: 0, eager });
    return [history.loss, m.getWeights().map((w) => [...w.dataSync()])];
  };
  expect(await run(true)).toEqual(await run(false));
});

test('operations in a graph, with residuals', async () => {
  config.setDtypePolicy('mixed_float16');
  const input = layers.input({ shape: [6] });
  const a = layers.dense({ units: 6, activation: 'relu' }).apply(input);
  const b = ops.add(layers.dense({ units: 6 }).apply(a), a);
  const c = ops.mean(ops.reshape(b, [-1, 2, 3]), { axis: 1 });
  const out = layers.dense({ units: 2, dtype: 'float32' }).apply(c);
  const m = model({ inputs: input, outputs: out });
  m.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
  await m.fit(tf.randomNormal([5, 6]), tf.zeros([5, 2]), { epochs: 2, verbose: 0 });
  await m.evaluate(tf.randomNormal([5, 6]), tf.zeros([5, 2]), { verbose: 0 });
  const y = m.predict(tf.randomNormal([1, 6])) as tf.Tensor;
  expect([y.shape, precisionOf(y)]).toEqual([[1, 2], 'float32']);
  const half = sequential([layers.dense({ units: 2, inputShape: [3] })]);
  const p = half.predict(tf.randomNormal([70, 3])) as tf.Tensor;
  expect([p.shape, precisionOf(p)]).toEqual([[70, 2], 'float16']);
});

test('LoRA, and no whole numbers', async () => {
  config.setDtypePolicy('mixed_bfloat16');
  const layer = layers.dense({ units: 3 });
  const m = sequential([layers.input({ shape: [4] }), layer, layers.dense({ units: 1 })]);
  layer.enableLora(2, 4, 'heUniform', 'heUniform');
  m.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
  await m.fit(tf.randomNormal([5, 4]), tf.zeros([5, 1]), { epochs: 2, verbose: 0 });
  expect(precisionOf(m.predict(tf.ones([2, 4])) as tf.Tensor)).toBe('bfloat16');
  expect(() => m.quantize('int8')).toThrow(/float32/);
});
