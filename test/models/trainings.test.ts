// Whole trainings from Keras' start weights end where Keras ended: history, weights, evaluation.
import { beforeAll, describe, expect, test } from 'vitest';
import * as constraints from '../../lib/constraints/constraints.js';
import type { Layer } from '../../lib/layers/base/layer.js';
import * as layers from '../../lib/layers/layers.js';
import { sequential } from '../../lib/models/factories.js';
import * as regularizers from '../../lib/regularizers/regularizers.js';
import { tf } from '../../lib/tf.js';
import { installOnTfjs } from '../../lib/tfjs/install.js';
import type { FitArgs } from '../../lib/training/fit-args.js';
import type { CompileArgs } from '../../lib/training/steps/compile.js';
import { difference, keras } from '../golden/keras-numbers.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
  installOnTfjs();
});

type Case = { parts: () => Layer[]; compile: CompileArgs; fit?: FitArgs };
const { dense, batchNormalization, activation } = layers;
const inputShape = [6];
const relu = (): Layer[] => [
  dense({ units: 5, activation: 'relu', inputShape }),
  dense({ units: 3, activation: 'softmax' }),
];
const adam: CompileArgs = { optimizer: 'adam', loss: 'categorical_crossentropy' };
const { x, y, weights } = keras.trainings;

const cases: Record<string, Case> = {
  'adam, accuracy': { parts: relu, compile: adam },
  L2: {
    parts: () => [
      dense({ units: 5, activation: 'relu', kernelRegularizer: regularizers.l2(0.01), inputShape }),
      dense({ units: 3, activation: 'softmax' }),
    ],
    compile: { ...adam, optimizer: 'sgd' },
  },
  constraint: {
    parts: () => [
      dense({
        units: 5,
        activation: 'relu',
        kernelConstraint: constraints.maxNorm({ maxValue: 0.5 }),
        inputShape,
      }),
      dense({ units: 3, activation: 'softmax', kernelConstraint: constraints.nonNeg() }),
    ],
    compile: { ...adam, optimizer: 'sgd' },
  },
  gru: {
    parts: () => [
      layers.reshape({ targetShape: [3, 2], inputShape }),
      layers.gru({ units: 4 }),
      dense({ units: 3, activation: 'softmax' }),
    ],
    compile: adam,
  },
  'batch normalization': {
    parts: () => [
      dense({ units: 5, inputShape }),
      batchNormalization(),
      activation('relu'),
      dense({ units: 3, activation: 'softmax' }),
    ],
    compile: { ...adam, optimizer: 'rmsprop' },
  },
  sigmoid: {
    parts: () => [
      dense({ units: 5, activation: 'tanh', inputShape }),
      dense({ units: 3, activation: 'sigmoid' }),
    ],
    compile: { optimizer: 'nadam', loss: 'binaryCrossentropy' },
  },
  sampleWeight: { parts: relu, compile: adam, fit: { sampleWeight: weights } },
  classWeight: { parts: relu, compile: adam, fit: { classWeight: { 0: 1, 1: 2, 2: 0.5 } } },
};

describe.each(Object.entries(keras.trainings.cases))('%s', (name, expected) => {
  test('as in Keras', async () => {
    const { parts, compile, fit } = cases[name]!;
    const model = sequential(parts());
    model.compile({ ...compile, metrics: ['accuracy'] });
    model.setWeights(expected.start.map((weight) => tf.tensor(weight as number[])));
    const options: FitArgs = {
      epochs: 3,
      batchSize: 8,
      shuffle: false,
      verbose: 0,
      validationSplit: 0.25,
      eager: true,
    };
    const { history } = await model.fit(x, y, { ...options, ...fit });

    for (const [log, values] of Object.entries(expected.history)) {
      expect(difference(history[log], values), log).toBeLessThan(1e-5);
    }
    const ours = model.getWeights().map((weight) => weight.arraySync());
    expect(difference(ours, expected.end)).toBeLessThan(1e-4);
    const evaluation = await model.evaluate(x, y, { batchSize: 8, eager: true });
    expect(difference(evaluation.loss, expected.evaluation.loss)).toBeLessThan(1e-5);
    expect(evaluation.accuracy).toBeCloseTo(expected.evaluation.accuracy, 5);
  });
});
