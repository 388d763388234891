// Sequential models that are not told the shape of their input, as Keras builds them on the data that comes first.
import { beforeEach, describe, expect, it } from 'vitest';
import { networkOf } from '../../lib/core/network.js';
import * as layers from '../../lib/layers/layers.js';
import { model, sequential } from '../../lib/models/factories.js';
import type { SequentialModel } from '../../lib/models/sequential.js';
import { summaryOf } from '../../lib/models/summary.js';
import { setSeed } from '../../lib/random/random.js';
import { tf } from '../../lib/tf.js';

const x = tf.tensor2d([
  [1, 2],
  [3, 4],
  [5, 6],
  [7, 8],
]);
const y = tf.tensor2d([[1], [0], [1], [0]]);

function made(inputShape?: number[]): SequentialModel {
  setSeed(7);
  const first = layers.dense({ units: 3, activation: 'tanh', ...(inputShape && { inputShape }) });
  const net = sequential([first, layers.dense({ units: 1 })]);
  net.compile({ optimizer: 'sgd', loss: 'mse', metrics: ['mae'] });
  return net;
}

let told: SequentialModel;
let open: SequentialModel;
beforeEach(() => {
  [told, open] = [made([2]), made()];
});

const options = { verbose: 0, epochs: 2, shuffle: false } as const;

describe('a model without an input shape', () => {
  it('trains as one that was told', async () => {
    const [one, other] = [await told.fit(x, y, options), await open.fit(x, y, options)];
    expect(other.history).toEqual(one.history);
    expect(open.countParams()).toBe(told.countParams());
  });

  it('is built by lists, batches, evaluate, predict, trainOnBatch, apply and build', async () => {
    await open.fit(x.arraySync(), y.arraySync(), options);
    expect(open.countParams()).toBe(13);
    const batches = tf.data.zip({ xs: tf.data.array([[1, 2]]), ys: tf.data.array([[1]]) }).batch(1);
    const uses: ((net: SequentialModel) => unknown)[] = [
      (net) => net.fit(batches, { verbose: 0 }),
      (net) => net.evaluate(x, y, { verbose: 0 }),
      (net) => net.predict(x),
      (net) => net.trainOnBatch(x, y),
      (net) => net.apply(x),
      (net) => net.build([null, 2]),
    ];
    for (const use of uses) {
      const net = made();
      await use(net);
      expect(net.countParams()).toBe(13);
      expect(net.outputs[0]!.shape).toEqual([null, 1]);
    }
  });

  it('stands within other models', async () => {
    const input = layers.input({ shape: [2] });
    const inner = sequential([layers.dense({ units: 3 })]);
    expect(model({ inputs: input, outputs: inner.apply(input) as tf.SymbolicTensor }).countParams()).toBe(9);
    const outer = sequential([sequential([layers.dense({ units: 3 })]), layers.dense({ units: 1 })]);
    outer.compile({ optimizer: 'sgd', loss: 'mse' });
    await outer.fit(x, y, options);
    expect(outer.countParams()).toBe(13);
  });

  it('grows by add, layer by layer', async () => {
    const net = sequential();
    net.add(layers.flatten());
    net.add(layers.dense({ units: 1 }));
    net.compile({ optimizer: 'sgd', loss: 'mse' });
    await net.fit(tf.ones([4, 3, 2]), y, options);
    expect(net.countParams()).toBe(7);
  });

  it('tells what it does not know yet', async () => {
    const net = networkOf(open);
    expect(summaryOf(net)['text/plain']).toMatch(/\(Dense\) +\? +0 \(unbuilt\)/);
    expect(open.getWeights()).toEqual([]);
    for (const ask of [
      () => open.countParams(),
      () => open.inputs,
      () => layers.dense({ units: 1 }).countParams(),
    ])
      expect(ask).toThrow(/not built yet: the shape of its input is not known\. Use it .*on data first/);
    await expect(open.save('never.keras')).rejects.toThrow('not built yet');
  });

  it('takes only the shape that it was built for', async () => {
    await open.fit(x, y, options);
    expect(() => open.predict(tf.ones([1, 3]))).toThrow('Expected: [samples, 2]');
  });
});
