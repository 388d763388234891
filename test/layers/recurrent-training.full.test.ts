// Models with recurrent layers train alike op by op and in compiled loops: states, chance, masks and wrappers included.
import { beforeAll, test } from 'vitest';
import type { Layer } from '../../lib/layers/base/layer.js';
import * as layers from '../../lib/layers/layers.js';
import { sequential } from '../../lib/models/factories.js';
import { tf } from '../../lib/tf.js';
import { type Case, expectCompiledEqualsEager, prepare } from '../training/compiled/compared.js';
import { sines } from './recurrent-cases.js';

beforeAll(prepare);

const inputShape = [5, 3];
const masking = (): Layer => layers.masking({ maskValue: 0, inputShape });

const models: Record<string, () => Layer[]> = {
  'kept states': () => [
    layers.lstm({ units: 3, stateful: true, returnSequences: true, batchInputShape: [4, ...inputShape] }),
    layers.gru({ units: 2, stateful: true }),
  ],
  dropout: () => [
    layers.lstm({ units: 3, dropout: 0.3, recurrentDropout: 0.2, returnSequences: true, inputShape }),
    layers.gru({ units: 3, dropout: 0.3, seed: 5, returnSequences: true }),
    layers.simpleRNN({ units: 2, recurrentDropout: 0.3 }),
  ],
  masks: () => [
    masking(),
    layers.bidirectional({ layer: layers.gru({ units: 3, returnSequences: true }), mergeMode: 'sum' }),
    layers.rnn({
      cell: [layers.lstmCell({ units: 2 }), layers.gruCell({ units: 2 })],
      returnSequences: true,
    }),
    layers.timeDistributed({ layer: layers.dense({ units: 2, activation: 'tanh' }) }),
    layers.lstm({ units: 2, recurrentRegularizer: 'l2', recurrentConstraint: 'maxNorm' }),
  ],
  convolutions: () => [
    layers.reshape({ targetShape: [5, 3, 1, 1], inputShape }),
    layers.convLstm2d({ filters: 2, kernelSize: 2, padding: 'same', dropout: 0.2 }),
    layers.flatten(),
  ],
};

test.each(Object.entries(models))('%s', { timeout: 300_000 }, async (_, made) => {
  const one: Case = {
    model: () => {
      const model = sequential([...made(), layers.dense({ units: 1 })]);
      model.compile({ optimizer: 'adam', loss: 'mse' });
      return model as never;
    },
    x: () =>
      tf.tidy(() => tf.mul(sines([8, 5, 3], 0), tf.cast(tf.greater(sines([8, 5, 1], 4), -0.5), 'float32'))),
    y: () => sines([8, 1], 1),
  };
  await expectCompiledEqualsEager(one);
});
