// What evaluate gives, read in every way; and an optimizer's rate between two fits.
import { expect, test } from 'vitest';
import { layers, optimizers, sequential } from '../../lib/index.js';

function line() {
  const model = sequential([layers.dense({ units: 1, inputShape: [1], kernelInitializer: 'zeros' })]);
  model.compile({ optimizer: optimizers.sgd(0.1), loss: 'meanSquaredError', metrics: ['mae'] });
  return model;
}

test('numbers by name, by place and as a list', async () => {
  const scores = await line().evaluate([[1]], [[2]]);
  expect([scores.loss, scores.mae]).toEqual([4, 2]);
  expect([scores[0], scores[1], scores[2]]).toEqual([4, 2, undefined]);
  const [loss, mae] = scores;
  expect([loss, mae]).toEqual([4, 2]);
  expect(Object.keys(scores)).toEqual(['loss', 'mae']);
});

test('the learning rate is read and set at the compiled model', async () => {
  const model = line();
  expect(model.optimizer.learningRate).toBeCloseTo(0.1);
  model.optimizer.learningRate = 0;
  await model.fit([[1]], [[2]], { verbose: 0 });
  expect((await model.evaluate([[1]], [[2]])).loss).toBe(4);
});
