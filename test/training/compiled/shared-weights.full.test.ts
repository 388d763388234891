// Models that were given each other's weights: TensorFlow.js lets them share tensors, and each must stay its own.
import { beforeAll, expect, test } from 'vitest';
import { layers, type Model, sequential, tf } from '../../../lib/index.js';

beforeAll(() => tf.ready());

const x = [[1, 2]];

function pair(give: (from: Model, to: Model) => void): [Model, Model] {
  const [teacher, pupil] = [line(), line()];
  give(teacher, pupil);
  return [teacher, pupil];
}

function line(): Model {
  const model = sequential([layers.dense({ units: 1, inputShape: [2] })]);
  model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  return model;
}

test.each([
  ['setWeights of the model', (from: Model, to: Model) => to.setWeights(from.getWeights())],
  [
    'setWeights of a layer',
    (from: Model, to: Model) => to.layers[0]!.setWeights(from.layers[0]!.getWeights()),
  ],
])('%s: one trains, the other predicts as before', async (_, give) => {
  const [teacher, pupil] = pair(give);
  const before = pupil.predict(tf.tensor(x)).dataSync()[0]!;
  expect(teacher.predict(tf.tensor(x)).dataSync()[0]!).toBe(before);
  await teacher.fit(x, [[before + 10]], { epochs: 5, verbose: 0 });
  expect(pupil.predict(tf.tensor(x)).dataSync()[0]!).toBe(before);
  const trained = teacher.predict(tf.tensor(x)).dataSync()[0]!;
  expect(Math.abs(trained - before)).toBeGreaterThan(1);
  await pupil.fit(x, [[before - 10]], { epochs: 5, verbose: 0 });
  expect(teacher.predict(tf.tensor(x)).dataSync()[0]!).toBe(trained);
  expect(pupil.predict(tf.tensor(x)).dataSync()[0]!).toBeLessThan(before);
});
