// The event files, read by TensorFlow's own reader.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tensorBoard } from '../../lib/callbacks/tensorboard.js';
import * as layers from '../../lib/layers/layers.js';
import { sequential } from '../../lib/models/factories.js';
import { tf } from '../../lib/tf.js';
import { installOnTfjs } from '../../lib/tfjs/install.js';
import { askPython } from '../run-python.js';

interface Entry {
  part: 'train' | 'validation';
  step: number;
  tag: string;
  plugin: string;
  value: number | [number, number, number][] | [number, number, number[][]];
}

const folder = mkdtempSync(join(tmpdir(), 'tensorboard-'));
let entries: Entry[] = [];
let losses: number[] = [];

beforeAll(async () => {
  await tf.setBackend('cpu');
  installOnTfjs();
  const model = sequential([
    layers.conv2d({ filters: 3, kernelSize: 2, inputShape: [4, 4, 1], name: 'filters' }),
    layers.flatten(),
    layers.dense({ units: 2, name: 'output' }),
  ]);
  model.compile({ optimizer: 'adam', loss: 'mse' });
  const [x, y] = [tf.randomUniform([6, 4, 4, 1]), tf.ones([6, 2])];
  const callbacks = tensorBoard(folder, { histogramFreq: 2, writeImages: true });
  const { history } = await model.fit(x, y, {
    ...{ epochs: 3, verbose: 0, eager: true, callbacks },
    validationData: [x, y],
  });
  losses = history.loss!;
  entries = await askPython(join(import.meta.dirname, 'read_events.py'), folder);
});

afterAll(() => rmSync(folder, { recursive: true }));

const of = (part: Entry['part'], tag: string): Entry[] =>
  entries.filter((entry) => entry.part === part && entry.tag === tag);

test('each epoch’s logs, training and validation', () => {
  const train = of('train', 'epoch_loss');
  expect(train.map(({ step }) => step)).toEqual([0, 1, 2]);
  train.forEach(({ value, plugin }, epoch) => {
    expect(value).toBeCloseTo(losses[epoch]!, 5);
    expect(plugin).toBe('scalars');
  });
  expect(of('validation', 'epoch_loss')).toHaveLength(3);
});

test('histograms of every weight, every second epoch; every number is counted', () => {
  for (const [tag, size] of [
    ['filters/kernel', 12],
    ['filters/bias', 3],
    ['output/kernel', 54],
    ['output/bias', 2],
  ] as const) {
    const found = of('train', `${tag}/histogram`);
    expect(found.map(({ step }) => step)).toEqual([0, 2]);
    for (const { value } of found) {
      const buckets = value as [number, number, number][];
      expect(buckets.reduce((sum, [, , count]) => sum + count, 0)).toBe(size);
      for (const [left, right] of buckets) expect(right).toBeGreaterThan(left);
    }
  }
});

test('images: a filter each, a matrix on its side', () => {
  const size = [2, 2, 1];
  expect(of('train', 'filters/kernel/image')[0]?.value).toEqual([2, 2, [size, size, size]]);
  expect(of('train', 'output/kernel/image')[0]?.value).toEqual([27, 2, [[2, 27, 1]]]);
});
