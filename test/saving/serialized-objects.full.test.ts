// Objects in Keras' form: what Keras writes down is made here, and what we write down Keras makes, with the same settings.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { layers, losses, metrics, optimizers, saving, sequential } from '../../lib/index.js';

const root = join(import.meta.dirname, '../..');
const python = join(root, '.venv', process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
const script = join(import.meta.dirname, 'golden/serialized_objects.py');
const folder = mkdtempSync(join(tmpdir(), 'serialized-'));
afterAll(() => rmSync(folder, { recursive: true }));

type Settings = Record<string, unknown>;
type Description = { module: string; class_name: string; config: Settings };
const asked = (...args: string[]): string =>
  execFileSync(python, [script, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

/** The same objects as the script's, by our makers. */
const ours = () => ({
  dense: layers.dense({ units: 4, activation: 'tanh', kernelRegularizer: 'l2', name: 'mine' }),
  lstm: layers.bidirectional({ layer: layers.lstm({ units: 3, returnSequences: true }) }),
  conv: layers.conv2d({ filters: 2, kernelSize: 3, strides: 2, padding: 'same', useBias: false }),
  adam: optimizers.adam({
    learningRate: optimizers.schedules.exponentialDecay({
      initialLearningRate: 0.1,
      decaySteps: 5,
      decayRate: 0.9,
    }),
    beta1: 0.8,
  }),
  sgd: optimizers.sgd({ learningRate: 0.2, momentum: 0.5, nesterov: true }),
  loss: losses.huber({ delta: 0.4 }),
  smoothed: losses.categoricalCrossentropy({ labelSmoothing: 0.1 }),
  metric: metrics.auc({ numThresholds: 20, curve: 'PR' }),
  recall: metrics.recall({ thresholds: 0.3, name: 'found' }),
  model: sequential([
    layers.dense({ units: 2, activation: 'relu', name: 'first', inputShape: [3] }),
    layers.dropout({ rate: 0.2 }),
  ]),
});

/** What must come out the same, of each. */
const told: Record<string, string[]> = {
  dense: ['name', 'units', 'activation', 'use_bias'],
  lstm: ['merge_mode'],
  conv: ['filters', 'strides', 'padding', 'use_bias'],
  adam: ['beta_1', 'beta_2', 'epsilon'],
  sgd: ['momentum', 'nesterov'],
  loss: ['delta'],
  smoothed: ['label_smoothing'],
  metric: ['num_thresholds', 'curve'],
  recall: ['name', 'thresholds'],
  model: ['trainable'],
};
const chosen = (name: string, config: Settings): Settings =>
  Object.fromEntries(told[name]!.map((key) => [key, config[key]]));

describe('objects of Keras and ours', () => {
  let theirs: Record<string, Description>;
  let read: Record<string, Settings>;
  beforeAll(() => {
    theirs = JSON.parse(asked());
    const mine = Object.entries(ours()).map(([name, one]) => [name, saving.serializeKerasObject(one)]);
    writeFileSync(join(folder, 'ours.json'), JSON.stringify(Object.fromEntries(mine)));
    read = JSON.parse(asked(join(folder, 'ours.json')));
  });

  test.each(Object.keys(told))("Keras' %s here, written down again", (name) => {
    const again = saving.serializeKerasObject(saving.deserializeKerasObject(theirs[name]!));
    expect(again.class_name).toBe(theirs[name]!.class_name);
    expect(chosen(name, again.config)).toEqual(chosen(name, theirs[name]!.config));
  });

  test.each(Object.keys(told))('our %s in Keras', (name) => {
    expect(chosen(name, read[name]!)).toEqual(chosen(name, theirs[name]!.config));
  });

  test('what is none of these is refused', () => {
    expect(() => saving.serializeKerasObject('dense' as never)).toThrow(
      'serializeKerasObject: expected a layer, a model, an optimizer, a loss or a metric. Received: ',
    );
    expect(() => saving.deserializeKerasObject({ units: 2 })).toThrow(
      'deserializeKerasObject: expected { module, class_name, config }',
    );
  });
});
