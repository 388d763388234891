// Every layer, optimizer, loss and argument of fit that the course uses: compiled gives what op by op gives.
import { beforeAll, describe, test } from 'vitest';
import * as initializers from '../../../lib/initializers/initializers.js';
import type { Layer } from '../../../lib/layers/base/layer.js';
import * as layers from '../../../lib/layers/layers.js';
import * as losses from '../../../lib/losses/losses.js';
import { model, sequential } from '../../../lib/models/factories.js';
import type { Optimizer } from '../../../lib/optimizers/optimizer.js';
import * as optimizers from '../../../lib/optimizers/optimizers.js';
import * as random from '../../../lib/random/random.js';
import * as regularizers from '../../../lib/regularizers/regularizers.js';
import { tf } from '../../../lib/tf.js';
import { expectCompiledEqualsEager, prepare } from './compared.js';

beforeAll(prepare);

const rows = 10;

/** Ten rows: with batches of four the last one is short. */
const numbers = (...shape: number[]) => random.normal([rows, ...shape]);
const classes = (count: number) =>
  tf.tidy(() =>
    tf.cast(
      tf.oneHot(
        tf.tensor1d(
          [0, 1, 2, 0, 1, 2, 2, 1, 0, 1].map((k) => k % count),
          'int32',
        ),
        count,
      ),
      'float32',
    ),
  );

function classifier(...hidden: Layer[]): () => tf.LayersModel {
  return () => {
    const made = sequential([...hidden, layers.dense({ units: 3, activation: 'softmax' })]);
    made.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
    return made as unknown as tf.LayersModel;
  };
}

function regression(
  optimizer: Optimizer | string,
  loss: unknown = 'meanSquaredError',
  activation = 'linear',
): () => tf.LayersModel {
  return () => {
    const hidden = layers.dense({ units: 5, activation: 'tanh', inputShape: [4] });
    const made = sequential([hidden, layers.dense({ units: 2, activation: activation as 'linear' })]);
    made.compile({ optimizer, loss, metrics: ['mae'] } as never);
    return made as unknown as tf.LayersModel;
  };
}

describe('layers', () => {
  const flat: Record<string, () => Layer[]> = {
    dense: () => [layers.dense({ units: 6, activation: 'relu', inputShape: [4] })],
    'dense, he normal, L2': () => [
      layers.dense({
        units: 6,
        activation: 'relu',
        inputShape: [4],
        kernelInitializer: initializers.heNormal(),
        kernelRegularizer: regularizers.l2(0.01),
      }),
    ],
    // Without a bias: before a normalization its gradient is nothing but rounding, which Adam enlarges.
    'batch normalization': () => [
      layers.dense({ units: 6, useBias: false, inputShape: [4] }),
      layers.batchNormalization(),
      layers.activation('relu'),
    ],
    'layer normalization': () => [layers.dense({ units: 6, inputShape: [4] }), layers.layerNormalization()],
    dropout: () => [layers.dense({ units: 16, inputShape: [4] }), layers.dropout({ rate: 0.4 })],
    'gaussian noise': () => [
      layers.dense({ units: 6, inputShape: [4] }),
      layers.gaussianNoise({ stddev: 0.3 }),
    ],
    'alpha dropout': () => [layers.dense({ units: 6, inputShape: [4] }), layers.alphaDropout({ rate: 0.3 })],
  };
  test.each(Object.entries(flat))('%s', async (_, hidden) => {
    const make = () => classifier(...hidden())();
    await expectCompiledEqualsEager({ model: make, x: () => numbers(4), y: () => classes(3) });
  });

  test.each(['sigmoid', 'tanh', 'elu', 'selu', 'softplus', 'swish', 'linear'] as const)(
    'activation %s',
    async (name) => {
      const make = () => classifier(layers.dense({ units: 6, activation: name, inputShape: [4] }))();
      await expectCompiledEqualsEager({ model: make, x: () => numbers(4), y: () => classes(3) });
    },
  );

  const images: Record<string, () => Layer[]> = {
    'convolution, max pooling': () => [layers.maxPooling2d({ poolSize: 2 })],
    'average pooling': () => [layers.averagePooling2d({ poolSize: 2 })],
    'min pooling': () => [layers.minPooling2d({ poolSize: 2 })],
    'batch normalization of images': () => [layers.batchNormalization(), layers.activation('relu')],
    'global average pooling': () => [
      layers.globalAveragePooling2d(),
      layers.reshape({ targetShape: [3, 1] }),
    ],
    'depthwise convolution': () => [layers.depthwiseConv2d({ kernelSize: 3, padding: 'same' })],
    'separable convolution': () => [layers.separableConv2d({ filters: 2, kernelSize: 3, padding: 'same' })],
    'transposed convolution': () => [layers.conv2dTranspose({ filters: 2, kernelSize: 2, strides: 2 })],
    'zero padding, up sampling': () => [layers.zeroPadding2d(), layers.upSampling2d()],
  };
  test.each(Object.entries(images))('%s', async (_, hidden) => {
    const first = () =>
      layers.conv2d({ filters: 3, kernelSize: 3, activation: 'relu', inputShape: [8, 8, 2] });
    const make = () => classifier(first(), ...hidden(), layers.flatten())();
    await expectCompiledEqualsEager({ model: make, x: () => numbers(8, 8, 2), y: () => classes(3) });
  });

  const sequences: Record<string, () => Layer[]> = {
    'simple RNN': () => [layers.simpleRNN({ units: 4 })],
    LSTM: () => [layers.lstm({ units: 4 })],
    GRU: () => [layers.gru({ units: 4 })],
    'convolution in one dimension': () => [layers.conv1d({ filters: 3, kernelSize: 2 }), layers.flatten()],
  };
  test.each(Object.entries(sequences))('embedding, %s', async (_, hidden) => {
    const words = () =>
      tf.tensor2d(Array.from({ length: rows }, (__, row) => [row % 6, (row * 3) % 6, 5, 1]));
    const make = () => {
      const embedding = layers.embedding({ inputDim: 6, outputDim: 3, inputLength: 4 });
      return classifier(embedding, ...hidden())();
    };
    await expectCompiledEqualsEager({ model: make, x: words, y: () => classes(3) });
  });
});

describe('optimizers', () => {
  const made: Record<string, () => Optimizer> = {
    sgd: () => optimizers.sgd({ learningRate: 0.1 }),
    momentum: () => optimizers.sgd({ learningRate: 0.1, momentum: 0.9 }),
    nesterov: () => optimizers.sgd({ learningRate: 0.1, momentum: 0.9, nesterov: true }),
    adam: () => optimizers.adam({ learningRate: 0.01 }),
    amsgrad: () => optimizers.adam({ learningRate: 0.01, amsgrad: true }),
    adamW: () => optimizers.adamW({ learningRate: 0.01 }),
    adamax: () => optimizers.adamax({ learningRate: 0.01 }),
    nadam: () => optimizers.nadam({ learningRate: 0.01 }),
    adagrad: () => optimizers.adagrad({ learningRate: 0.05 }),
    adadelta: () => optimizers.adadelta({ learningRate: 1 }),
    rmsprop: () => optimizers.rmsprop({ learningRate: 0.01 }),
    'rmsprop, momentum': () => optimizers.rmsprop({ learningRate: 0.01, momentum: 0.5 }),
    'rmsprop, centered': () => optimizers.rmsprop({ learningRate: 0.01, centered: true }),
    'rmsprop, both': () => optimizers.rmsprop({ learningRate: 0.01, momentum: 0.5, centered: true }),
    lion: () => optimizers.lion({ learningRate: 0.01 }),
    clipnorm: () => optimizers.adam({ clipnorm: 0.1 }),
    clipvalue: () => optimizers.sgd({ clipvalue: 0.05 }),
    'global clipnorm': () => optimizers.adam({ globalClipnorm: 0.1 }),
    'weight decay': () => optimizers.sgd({ weightDecay: 0.1 }),
    schedule: () =>
      optimizers.adam({
        learningRate: optimizers.schedules.exponentialDecay({
          initialLearningRate: 0.1,
          decaySteps: 2,
          decayRate: 0.5,
        }),
      }),
  };
  test.each(Object.entries(made))('%s', async (_, optimizer) => {
    const make = () => regression(optimizer())();
    await expectCompiledEqualsEager({ model: make, x: () => numbers(4), y: () => numbers(2) });
  });
});

describe('losses', () => {
  const made: Record<string, () => unknown> = {
    meanAbsoluteError: () => losses.meanAbsoluteError(),
    meanSquaredLogarithmicError: () => losses.meanSquaredLogarithmicError(),
    huber: () => losses.huber({ delta: 0.5 }),
    logCosh: () => losses.logCosh(),
    cosineSimilarity: () => losses.cosineSimilarity(),
    hinge: () => losses.hinge(),
    klDivergence: () => losses.klDivergence(),
  };
  test.each(Object.entries(made))('%s', async (_, loss) => {
    const make = () => regression('adam', loss())();
    await expectCompiledEqualsEager({ model: make, x: () => numbers(4), y: () => random.uniform([rows, 2]) });
  });

  test('poisson, of positive outputs', async () => {
    const make = () => regression('adam', losses.poisson(), 'softplus')();
    await expectCompiledEqualsEager({ model: make, x: () => numbers(4), y: () => random.uniform([rows, 2]) });
  });

  test('binary crossentropy of a sigmoid', async () => {
    const make = () => {
      const made = sequential([layers.dense({ units: 1, activation: 'sigmoid', inputShape: [4] })]);
      made.compile({ optimizer: 'rmsprop', loss: 'binaryCrossentropy', metrics: ['accuracy'] });
      return made as unknown as tf.LayersModel;
    };
    const y = () => tf.tensor2d([0, 1, 1, 0, 1, 0, 0, 1, 1, 0], [rows, 1]);
    await expectCompiledEqualsEager({ model: make, x: () => numbers(4), y });
  });

  test('sparse categorical crossentropy', async () => {
    const make = () => {
      const made = sequential([layers.dense({ units: 3, activation: 'softmax', inputShape: [4] })]);
      made.compile({ optimizer: 'adam', loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] });
      return made as unknown as tf.LayersModel;
    };
    const y = () => tf.tensor2d([0, 1, 2, 0, 1, 2, 2, 1, 0, 1], [rows, 1]);
    await expectCompiledEqualsEager({ model: make, x: () => numbers(4), y });
  });
});

describe('cross-entropies', () => {
  const numbered = () => tf.tensor2d([0, 1, 2, 0, 1, 2, 2, 1, 0, 1], [rows, 1]);
  const made: Record<string, [unknown, activation: 'softmax' | 'linear', () => tf.Tensor]> = {
    'smoothed labels': [losses.categoricalCrossentropy({ labelSmoothing: 0.1 }), 'softmax', () => classes(3)],
    'of scores': [losses.categoricalCrossentropy({ fromLogits: true }), 'linear', () => classes(3)],
    'of probabilities': [losses.categoricalCrossentropy(), 'linear', () => classes(3)],
    'class numbers, of scores': [
      losses.sparseCategoricalCrossentropy({ fromLogits: true }),
      'linear',
      numbered,
    ],
    focal: [losses.categoricalFocalCrossentropy(), 'softmax', () => classes(3)],
  };
  test.each(Object.entries(made))('%s', async (_, [loss, activation, y]) => {
    const make = () => {
      const model = sequential([layers.dense({ units: 3, activation, inputShape: [4] })]);
      model.compile({ optimizer: 'adam', loss } as never);
      return model as unknown as tf.LayersModel;
    };
    await expectCompiledEqualsEager({ model: make, x: () => numbers(4), y });
  });
});

describe("fit's arguments", () => {
  const made: Record<string, object> = {
    shuffle: { shuffle: true },
    'validation split': { validationSplit: 0.3 },
    'sample weights': { sampleWeight: [1, 2, 0.5, 0, 1, 3, 1, 1, 2, 0.1] },
    'class weights': { classWeight: { 0: 1, 1: 5, 2: 0.5 } },
    'steps an epoch': { stepsPerEpoch: 2 },
    'one row a step': { batchSize: 1 },
    'all rows in one step': { batchSize: 32 },
  };
  test.each(Object.entries(made))('%s', async (_, fit) => {
    const make = () => classifier(layers.dense({ units: 6, activation: 'relu', inputShape: [4] }))();
    await expectCompiledEqualsEager({ model: make, x: () => numbers(4), y: () => classes(3), fit });
  });

  test('several inputs and outputs', async () => {
    const make = () => {
      const [left, right] = [layers.input({ shape: [4] }), layers.input({ shape: [2] })];
      const joined = layers.concatenate().apply([layers.dense({ units: 3 }).apply(left), right]);
      const first = layers.dense({ units: 1, name: 'first' }).apply(joined as tf.SymbolicTensor);
      const second = layers
        .dense({ units: 3, activation: 'softmax', name: 'second' })
        .apply(joined as tf.SymbolicTensor);
      const whole = model({ inputs: [left, right], outputs: [first, second] as tf.SymbolicTensor[] });
      whole.compile({
        optimizer: 'adam',
        loss: ['meanSquaredError', 'categoricalCrossentropy'],
        lossWeights: [0.5, 2],
      } as never);
      return whole as unknown as tf.LayersModel;
    };
    await expectCompiledEqualsEager({
      model: make,
      x: () => [numbers(4), numbers(2)],
      y: () => [numbers(1), classes(3)],
    });
  });

  test('a learning rate that changes between epochs', async () => {
    let optimizer = optimizers.sgd({ learningRate: 0.1 });
    const make = () => {
      optimizer = optimizers.sgd({ learningRate: 0.1 });
      return regression(optimizer)();
    };
    const halve = {
      onEpochEnd() {
        optimizer.learningRate /= 2;
      },
    };
    const fit = { callbacks: halve } as object;
    await expectCompiledEqualsEager({ model: make, x: () => numbers(4), y: () => numbers(2), fit });
  });
});
