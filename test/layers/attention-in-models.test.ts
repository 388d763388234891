// Attention within models: around itself, with masks that come with its inputs, and with several outputs.
import { beforeAll, describe, expect, test } from 'vitest';
import { constant as constantInitializer } from '../../lib/initializers/initializers.js';
import {
  add,
  attention,
  concatenate,
  embedding,
  flatten,
  groupQueryAttention,
  input,
  layerNormalization,
  multiHeadAttention,
  simpleRNN,
} from '../../lib/layers/layers.js';
import { model } from '../../lib/models/factories.js';
import { tf } from '../../lib/tf.js';
import { installOnTfjs } from '../../lib/tfjs/install.js';

beforeAll(installOnTfjs);

test.each([
  ['multiHeadAttention', () => multiHeadAttention({ numHeads: 2, keyDim: 3 })],
  ['groupQueryAttention', () => groupQueryAttention({ numQueryHeads: 2, numKeyValueHeads: 1, headDim: 3 })],
  ['attention', () => attention({ useScale: true })],
])('a residual around self-attention trains: %s', async (_, make) => {
  const x = input({ shape: [4, 6] });
  const mixed = make().apply([x, x], { useCausalMask: true });
  const outputs = layerNormalization().apply(add().apply([mixed, x]));
  const made = model({ inputs: x, outputs });
  made.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
  const [data, target] = [tf.randomNormal([8, 4, 6]), tf.zeros([8, 4, 6])];
  const { history } = await made.fit(data, target, { epochs: 2, validationSplit: 0.25, verbose: 0 });
  expect(history.loss).toHaveLength(2);
  expect(made.predict(data).shape).toEqual([8, 4, 6]);
});

test('what comes later changes nothing before it', () => {
  const layer = multiHeadAttention({ numHeads: 2, keyDim: 3 });
  const x = tf.randomNormal([1, 4, 6]);
  const other = tf.concat([tf.slice(x, [0, 0, 0], [1, 3, 6]), tf.ones([1, 1, 6])], 1);
  const run = (one: tf.Tensor): number[] => [
    ...tf.slice(layer.apply([one, one], { useCausalMask: true }), [0, 0, 0], [1, 3, 6]).dataSync(),
  ];
  expect(run(other)).toEqual(run(x));
});

test('steps that do not count are not looked at', () => {
  const numbers = input({ shape: [4], dtype: 'int32' });
  const vectors = embedding({ inputDim: 5, outputDim: 6, maskZero: true }).apply(numbers);
  const made = model({
    inputs: numbers,
    outputs: multiHeadAttention({ numHeads: 2, keyDim: 3 }).apply([vectors, vectors]),
  });
  const [whole, padded] = [made.predict([[1, 2, 3, 4]]), made.predict([[1, 2, 0, 0]])];
  const short = made.predict([[1, 2, 0, 0]]);
  expect([...padded.dataSync()]).toEqual([...short.dataSync()]);
  expect([...padded.dataSync()].slice(0, 6)).not.toEqual([...whole.dataSync()].slice(0, 6));
});

test('gives the shares, too', () => {
  const [query, value] = [input({ shape: [3, 6] }), input({ shape: [5, 6] })];
  const outputs = multiHeadAttention({ numHeads: 2, keyDim: 3 }).apply([query, value], {
    returnAttentionScores: true,
  });
  expect(outputs.map(({ shape }) => shape)).toEqual([
    [null, 3, 6],
    [null, 2, 3, 5],
  ]);
  const made = model({ inputs: [query, value], outputs });
  const [, shares] = made.predictAll([tf.ones([2, 3, 6]), tf.ones([2, 5, 6])]);
  expect(tf.sum(shares!, -1).dataSync()[0]).toBeCloseTo(1, 5);
});

test('a mask may be an input of the model', () => {
  const [x, mask] = [input({ shape: [3, 6] }), input({ shape: [3, 3], dtype: 'bool' })];
  const layer = multiHeadAttention({ numHeads: 1, keyDim: 2 });
  const made = model({ inputs: [x, mask], outputs: layer.apply([x, x], { attentionMask: mask }) });
  const data = tf.randomNormal([1, 3, 6]);
  const causal = tf.tensor([1, 0, 0, 1, 1, 0, 1, 1, 1], [1, 3, 3], 'bool');
  const expected = layer.apply([data, data], { useCausalMask: true });
  const difference = tf.max(tf.abs(tf.sub(made.predict([data, causal]), expected))).dataSync()[0];
  expect(difference).toBeLessThan(1e-6);
});

test.each<[string, () => unknown, string]>([
  [
    'one input',
    () => multiHeadAttention({ numHeads: 1, keyDim: 2 }).apply(tf.ones([1, 3, 6])),
    'multiHeadAttention: expected [query, value]',
  ],
  [
    'a mask that does not fit',
    () =>
      multiHeadAttention({ numHeads: 1, keyDim: 2 }).apply([tf.ones([1, 3, 6]), tf.ones([1, 3, 6])], {
        attentionMask: tf.ones([1, 2, 3], 'bool'),
      }),
    'multiHeadAttention: masks must fit the scores',
  ],
  [
    'one mask for several inputs',
    () => attention().apply([tf.ones([1, 3, 6]), tf.ones([1, 3, 6])], { mask: tf.ones([1, 3], 'bool') }),
    'attention: mask must be a list',
  ],
  [
    'heads that groups cannot share',
    () => groupQueryAttention({ headDim: 1, numQueryHeads: 3, numKeyValueHeads: 2 }),
    'groupQueryAttention: numQueryHeads must be a multiple of numKeyValueHeads, 2. Received: 3.',
  ],
  [
    'axes that are not steps',
    () =>
      multiHeadAttention({ numHeads: 1, keyDim: 2, attentionAxes: 2 }).apply([
        tf.ones([1, 3, 6]),
        tf.ones([1, 3, 6]),
      ]),
    'multiHeadAttention: attentionAxes must lie between',
  ],
])('%s is refused', (_, make, message) => {
  expect(make).toThrow(message);
});

describe('masks that come to a model within a model, as in Keras 3.15.1', () => {
  const constant = (value: number) => constantInitializer({ value });
  const heads = () => multiHeadAttention({ numHeads: 1, keyDim: 2, kernelInitializer: constant(0.3) });
  const rnn = () =>
    simpleRNN({ units: 2, kernelInitializer: constant(0.5), recurrentInitializer: constant(0.25) });
  const both = (x: tf.SymbolicTensor): tf.SymbolicTensor => {
    const attended = flatten().apply(heads().apply([x, x])) as tf.SymbolicTensor;
    return concatenate().apply([attended, rnn().apply(x) as tf.SymbolicTensor]) as tf.SymbolicTensor;
  };
  const table = tf.tensor2d([0.1, 0.2, 0.3, -0.4, 0.5, 0.6, -0.7, 0.8], [4, 2]);
  const read = (after: (x: tf.SymbolicTensor) => tf.SymbolicTensor): number[] => {
    const words = input({ shape: [3] });
    const lookUp = embedding({ inputDim: 4, outputDim: 2, maskZero: true, weights: [table] });
    const whole = model({ inputs: words, outputs: after(lookUp.apply(words) as tf.SymbolicTensor) });
    const output = whole.predict(tf.tensor2d([[3, 0, 0]])) as tf.Tensor2D;
    return output.arraySync()[0]!.slice(-2);
  };

  test('attention by several heads takes off its inputs, so that later layers see none', () => {
    const x = input({ shape: [3, 2] });
    const inner = model({ inputs: x, outputs: both(x) });
    const found = read((embedded) => inner.apply(embedded) as tf.SymbolicTensor);
    for (const value of found) expect(value).toBeCloseTo(0.2322888, 6);
  });

  test('a model’s own masks stay', () => {
    for (const value of read(both)) expect(value).toBeCloseTo(0.0499584, 6);
  });
});
