// Looking inside real models: what the charts compute before they draw.
import { beforeAll, describe, expect, it } from 'vitest';
import { host, type MimeBundle, setHost } from '../../lib/host.js';
import { layers, model, plot, random, sequential, tf } from '../../lib/index.js';
import { layerGraph } from '../../lib/plot/network/layer-graph.js';
import { answerFrom, asBatch, outputsOf } from '../../lib/plot/network/layer-outputs.js';

function branched() {
  const entry = tf.input({ shape: [6, 6, 1], name: 'entry' });
  const convolved = layers
    .conv2d({ filters: 2, kernelSize: 3, padding: 'same', activation: 'relu', name: 'convolved' })
    .apply(entry);
  const pooled = layers.globalAveragePooling2d({ name: 'pooled' }).apply(convolved);
  const flat = layers.flatten({ name: 'flat' }).apply(entry);
  const side = layers.dense({ units: 2, activation: 'tanh', name: 'side' }).apply(flat);
  const both = tf.layers.add({ name: 'both' }).apply([pooled, side]) as tf.SymbolicTensor;
  const answer = layers.dense({ units: 3, activation: 'softmax', name: 'answer' }).apply(both);
  return model({ inputs: entry, outputs: answer });
}

beforeAll(async () => {
  await tf.setBackend('cpu');
  random.setSeed(11);
});

describe('layerGraph', () => {
  it('puts each layer after its sources, as deep as the longest way', () => {
    const depths = Object.fromEntries(layerGraph(branched()).map(({ layer, depth }) => [layer.name, depth]));
    expect(depths).toEqual({ entry: 0, convolved: 1, pooled: 2, flat: 1, side: 2, both: 3, answer: 4 });
  });
});

describe('answerFrom', () => {
  it('gives the model’s own answer at the maps it found', () => {
    const network = branched();
    const x = random.normal([1, 6, 6, 1]);
    const layer = network.layers.find(({ name }) => name === 'convolved')!;
    const { maps, answer } = answerFrom(network, layer, x);
    const expected = network.predict(x).dataSync();
    Array.from(answer(maps).dataSync()).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i]!, 6);
    });
    expect(answer(tf.zerosLike(maps)).dataSync()).not.toEqual(expected);
  });
});

describe('plot.liveDecisionBoundary', () => {
  it('redraws one display while the model learns, and leaves a chart with its PNG', async () => {
    const former = host();
    const shown: { bundle: MimeBundle; displayId: string | undefined }[] = [];
    const display = (bundle: MimeBundle, options?: { displayId?: string }) =>
      shown.push({ bundle, displayId: options?.displayId });
    setHost({ kind: 'notebook', signal: former.signal, display });
    try {
      const x = [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
      ];
      const y = [0, 1, 1, 0];
      const network = sequential([layers.dense({ units: 1, activation: 'sigmoid', inputShape: [2] })]);
      network.compile({ optimizer: 'sgd', loss: 'binaryCrossentropy' });
      await network.fit(x, y, {
        epochs: 3,
        verbose: 0,
        callbacks: [plot.liveDecisionBoundary(network, x, y)],
      });
    } finally {
      setHost(former);
    }
    expect(new Set(shown.map(({ displayId }) => displayId)).size).toBe(1);
    expect(shown[0]!.bundle['text/html']).toContain('<svg');
    expect(shown.at(-1)!.bundle).toHaveProperty('image/png');
    expect(shown.at(-1)!.bundle['text/plain']).toContain('Epoch 3');
  });
});

describe('charts of networks', () => {
  it('leave no tensor behind', () => {
    const network = branched();
    network.compile({ optimizer: 'sgd', loss: 'sparseCategoricalCrossentropy' });
    const x = random.normal([4, 6, 6, 1]);
    const y = tf.tensor1d([0, 1, 2, 0]);
    const draw = () => {
      plot.featureMaps(network, 'convolved', x);
      plot.gradCam(network, x);
      plot.saliency(network, x);
      plot.activations(network, x);
      plot.gradientFlow(network, x, y);
    };
    draw();
    const before = tf.memory().numTensors;
    draw();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('name the layers that would do', () => {
    const network = branched();
    expect(() => plot.filters(network, 'flat')).toThrow('Suitable layers here: convolved');
    expect(() => plot.gradCam(sequential([layers.dense({ units: 1, inputShape: [2] })]), [1, 2])).toThrow(
      'a model with a convolution',
    );
    expect(() => plot.featureMaps(network, 'nowhere', random.normal([6, 6, 1]))).toThrow('Received: nowhere');
  });

  it('say which image shape the model takes', () => {
    expect(() => asBatch(branched(), tf.zeros([5, 5]), 'plot.gradCam')).toThrow(
      'the shape [6,6,1] that the model takes',
    );
  });

  it('see the size of each layer’s gradient', () => {
    const network = sequential([
      layers.dense({ units: 3, useBias: false, inputShape: [2], name: 'first', kernelInitializer: 'ones' }),
      layers.dense({ units: 1, useBias: false, name: 'second', kernelInitializer: 'ones' }),
    ]);
    network.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    // Output 6, target 0: the loss's slope is 12; hidden units are 2 each, so 24 at `second` and 12·1 at `first`.
    const { text } = plot.gradientFlow(network, [[1, 1]], [[0]]);
    expect(text).toContain('First layer 12, last 24: a factor of 2');
  });

  it('record the weights of each epoch', async () => {
    const network = sequential([layers.dense({ units: 4, inputShape: [2], name: 'only' })]);
    network.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    const recorder = plot.weightRecorder();
    await network.fit(
      [
        [0, 1],
        [1, 0],
      ],
      [
        [1, 1, 1, 1],
        [0, 0, 0, 0],
      ],
      { epochs: 3, verbose: 0, callbacks: [recorder] },
    );
    expect(recorder.records.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3]);
    expect(
      recorder.records.every(
        ({ low, quarter, median, high }) => low <= quarter && quarter <= median && median <= high,
      ),
    ).toBe(true);
    expect(plot.weights(recorder).text).toBe('Weights over epochs. only');
  });

  it('give every layer’s output for a batch', () => {
    const network = branched();
    const outputs = outputsOf(network, network.layers, random.normal([2, 6, 6, 1]));
    expect(outputs.map(({ shape }) => shape[0])).toEqual(network.layers.map(() => 2));
  });
});
