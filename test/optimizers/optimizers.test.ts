// Every optimizer's steps and every schedule's rates against Keras.
import { beforeAll, describe, expect, test } from 'vitest';
import type { Optimizer } from '../../lib/optimizers/optimizer.js';
import * as optimizers from '../../lib/optimizers/optimizers.js';
import type { LearningRateSchedule } from '../../lib/optimizers/schedule.js';
import { tf } from '../../lib/tf.js';
import { camelConfig, difference, keras } from '../golden/keras-numbers.js';

beforeAll(() => tf.setBackend('cpu'));

const { schedules, ...rest } = optimizers;
const makers = new Map(Object.entries(rest as unknown as Record<string, (options: object) => Optimizer>));
const scheduleMakers = new Map(
  Object.entries(schedules as unknown as Record<string, (options: object) => LearningRateSchedule>),
);

test.each(Object.entries(keras.optimizers.cases))('%s', (name, { config, path }) => {
  const optimizer = makers.get(name.split(' ')[0]!)!(camelConfig(config));
  const [weight, other] = [tf.variable(tf.ones([2, 3])), tf.variable(tf.zeros([2]))];
  const ours = keras.optimizers.gradients.map((gradient) => {
    const second = tf.tensor1d(gradient.map((row) => row[0]!));
    optimizer.applyGradients([
      { name: weight.name, tensor: tf.tensor2d(gradient) },
      { name: other.name, tensor: second },
    ]);
    return [weight.arraySync(), other.arraySync()];
  });
  expect(difference(ours, path)).toBeLessThan(1e-5);
  const { gradientAccumulationSteps = 1 } = optimizer.options;
  expect(optimizer.iterations).toBe(
    Math.floor(keras.optimizers.gradients.length / gradientAccumulationSteps),
  );
});

test.each(Object.entries(keras.schedules))('schedule %s', (name, { config, values }) => {
  const schedule = scheduleMakers.get(name.split(' ')[0]!)!(camelConfig(config));
  const ours = values.map((_, step) => schedule.at(tf.scalar(step)).dataSync()[0]!);
  expect(difference(ours, values)).toBeLessThan(1e-6);
});

describe('the learning rate', () => {
  test('set between steps, it counts from the next one', () => {
    const optimizer = optimizers.sgd({ learningRate: 1 });
    const weight = tf.variable(tf.scalar(0));
    const step = (): number => {
      optimizer.applyGradients([{ name: weight.name, tensor: tf.scalar(1) }]);
      return weight.dataSync()[0]!;
    };
    expect(step()).toBe(-1);
    optimizer.learningRate = 0.5;
    expect(step()).toBe(-1.5);
  });

  test('a schedule gives it by the steps done, and cannot be overruled', () => {
    const optimizer = optimizers.sgd({
      learningRate: schedules.piecewiseConstantDecay({ boundaries: [1], values: [1, 0.25] }),
    });
    const weight = tf.variable(tf.scalar(0));
    for (let i = 0; i < 3; i++) optimizer.applyGradients([{ name: weight.name, tensor: tf.scalar(1) }]);
    expect(weight.dataSync()[0]).toBe(-2.25);
    expect(optimizer.learningRate).toBe(0.25);
    expect(() => {
      optimizer.learningRate = 1;
    }).toThrow('schedule');
  });
});

test('minimize, as tf.train has it', () => {
  const x = tf.variable(tf.scalar(5));
  const optimizer = optimizers.adam({ learningRate: 0.5 });
  for (let i = 0; i < 100; i++) optimizer.minimize(() => tf.square(x) as tf.Scalar, false, [x]);
  expect(Math.abs(x.dataSync()[0]!)).toBeLessThan(0.1);
});

test('a learning rate alone stands for the options', () => {
  expect(optimizers.adam(0.02).learningRate).toBeCloseTo(0.02);
  expect(() => optimizers.sgd(-1)).toThrow('sgd: learningRate must be');
});

test('its variables: iterations, rate, and slots of what it has changed', () => {
  const optimizer = optimizers.adam({ learningRate: 0.25 });
  expect(optimizer.variables.map((one) => one.dataSync()[0])).toEqual([0, 0.25]);
  const [weight, other] = [tf.variable(tf.ones([2, 3])), tf.variable(tf.zeros([2]))];
  optimizer.applyGradients([
    { name: weight.name, tensor: tf.ones([2, 3]) },
    { name: other.name, tensor: tf.ones([2]) },
  ]);
  expect(optimizer.variables.map(({ shape }) => shape)).toEqual([[], [], [2, 3], [2, 3], [2], [2]]);
  expect(optimizer.variables[0]!.dataSync()[0]).toBe(1);
});
