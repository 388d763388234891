// Data that Keras takes and a graph of one size would not: a class's own `call` on other sizes, inputs without targets, texts.
import { expect, it } from 'vitest';
import * as layers from '../../lib/layers/layers.js';
import * as losses from '../../lib/losses/losses.js';
import * as metrics from '../../lib/metrics/metrics.js';
import { sequential } from '../../lib/models/factories.js';
import { Model } from '../../lib/models/user-model.js';
import * as ops from '../../lib/ops/ops.js';
import { tf } from '../../lib/tf.js';

class Last extends Model {
  dense = layers.dense({ units: 1, kernelInitializer: 'ones', useBias: false });

  override call(x: tf.Tensor) {
    return ops.getItem(this.dense.apply(x), ['all', [-1, null], 'all']);
  }
}

class Sizes extends Model {
  dense = layers.dense({ units: 1, kernelInitializer: 'ones', useBias: false });
  size = metrics.mean({ name: 'size' });

  override call(x: tf.Tensor) {
    return this.dense.apply(x);
  }

  override trainStep([x]: readonly [tf.Tensor, unknown, unknown]) {
    this.size.updateState(this.apply(x));
    return { size: this.size.result() };
  }
}

const counted = (shape: number[]): tf.Tensor =>
  tf.reshape(tf.div(tf.range(0, tf.util.sizeFromShape(shape)), 10), shape);

export function testOwnSizes(): void {
  it('a class that calls its layers takes what they take, with the numbers of Keras', async () => {
    const net = new Last();
    net.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });
    const y = tf.ones([2, 1, 1]);
    expect((await net.evaluate(counted([2, 2, 3]), y, { verbose: 0 })).loss).toBeCloseTo(2.02, 5);
    const longer = counted([2, 4, 3]);
    for (const made of [net.apply(longer), net.predict(longer)]) {
      expect(made.shape).toEqual([2, 1, 1]);
      expect(made.dataSync()[1]).toBeCloseTo(6.6, 5);
    }
    const plain = { epochs: 2, verbose: 0, shuffle: false } as const;
    const { history } = await net.fit(longer, y, plain);
    expect(history.loss![0]).toBeCloseTo(17.68, 4);
    expect(history.loss![1]).toBeCloseTo(10.14535, 4);
    const again = await net.fit(counted([2, 2, 3]), y, { ...plain, epochs: 1 });
    expect(again.history.loss![0]).toBeCloseTo(0.472682, 5);
    expect(() => net.apply(tf.ones([2, 2, 4]))).toThrow('dense');
  });

  it('a step of one’s own takes batches of inputs alone', async () => {
    const net = new Sizes();
    net.compile({ optimizer: 'sgd' });
    const batches = [tf.ones([2, 2]), tf.ones([2, 2])];
    for (const one of [(x: tf.Tensor) => x, (x: tf.Tensor) => [x]]) {
      const stream = function* () {
        for (const x of batches) yield one(x);
      };
      expect((await net.fit(stream as never, { verbose: 0 })).history.size).toEqual([2]);
    }
    const needing = sequential([layers.dense({ units: 1 })]);
    needing.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    const fit = needing.fit(() => batches[Symbol.iterator]() as never, { verbose: 0 });
    await expect(fit).rejects.toThrow('must give [x, y]');
  });

  it('a model that begins with a layer of texts learns that its inputs are texts', async () => {
    const words = layers.textVectorization({ maxTokens: 20, outputSequenceLength: 4 });
    words.adapt(['a b', 'c d']);
    const embedding = layers.embedding({ inputDim: 20, outputDim: 4, embeddingsInitializer: 'ones' });
    const net = sequential([words, embedding, layers.globalAveragePooling1d()]);
    expect(net.predict(tf.tensor(['a c', 'b zz'])).shape).toEqual([2, 4]);
    const other = sequential([
      words,
      embedding,
      layers.flatten(),
      layers.dense({ units: 1, kernelInitializer: 'zeros' }),
    ]);
    other.compile({
      optimizer: 'sgd',
      loss: losses.binaryCrossentropy({ fromLogits: true }),
      metrics: ['accuracy'],
    });
    const told = await other.evaluate(tf.tensor(['a c', 'b zz']), [0, 1], { verbose: 0 });
    expect(told.loss).toBeCloseTo(Math.log(2), 5);
  });
}
