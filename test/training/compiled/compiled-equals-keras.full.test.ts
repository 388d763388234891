// From the same weights, without shuffling, three epochs here end where they end in Keras (golden/make.py).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Layer } from '../../../lib/layers/base/layer.js';
import {
  activation,
  batchNormalization,
  conv2d,
  dense,
  flatten,
  maxPooling2d,
} from '../../../lib/layers/layers.js';
import { sequential } from '../../../lib/models/factories.js';
import { tf } from '../../../lib/tf.js';
import { createCompiledTrainer } from '../../../lib/training/compiled/compiled-trainer.js';
import { registerTrainer } from '../../../lib/training/steps/choose-trainer.js';
import { prepare } from './compared.js';

const makers = { activation, batchNormalization, conv2d, dense, flatten, maxPooling2d };

interface Values {
  shape: number[];
  values: number[];
}

interface Case {
  layers: [keyof typeof makers, object][];
  input: number[];
  optimizer: string;
  loss: string;
  metric: string;
  x: Values;
  y: Values;
  start: Values[];
  end: Values[];
  history: Record<string, number[]>;
}

const file = join(import.meta.dirname, 'golden', 'keras.json');
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: Record<string, Case> };
const tensor = ({ shape, values }: Values) => tf.tensor(values, shape);

beforeAll(prepare);

describe.each([
  ['variables in the loop', Number.POSITIVE_INFINITY],
  ['variables in place', 0],
])('%s', (_, largeStep) => {
  beforeAll(() => registerTrainer(createCompiledTrainer({ largeStep })));

  test.each(Object.entries(cases))('%s', async (__, one) => {
    const model = build(one);
    const args = { batchSize: 4, epochs: 3, shuffle: false, verbose: 0 } as object;
    const { history } = await model.fit(tensor(one.x), tensor(one.y), args);
    for (const [name, expected] of Object.entries(one.history))
      near(history[name] as number[], expected, name);
    const weights = model.getWeights().map((weight) => [...weight.dataSync()]);
    one.end.forEach(({ values }, index) => {
      near(weights[index]!, values, `weight ${index}`);
    });
    model.dispose();
  });
});

function build(one: Case): tf.LayersModel {
  const made = one.layers.map(([kind, args], index) => {
    const first = index === 0 ? { inputShape: one.input } : {};
    return (makers[kind] as (args: object) => Layer)({ ...args, ...first });
  });
  const model = sequential(made) as unknown as tf.LayersModel;
  model.compile({ optimizer: one.optimizer, loss: one.loss, metrics: [one.metric] });
  model.setWeights(one.start.map(tensor));
  return model;
}

function near(values: number[], expected: number[], name: string): void {
  expect(values, name).toHaveLength(expected.length);
  values.forEach((value, index) => {
    const wanted = expected[index]!;
    const difference = Math.abs(value - wanted);
    expect(difference, `${name}[${index}]: ${value}, Keras ${wanted}`).toBeLessThan(1e-4);
  });
}
