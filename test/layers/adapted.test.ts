// LoRA and weights of 8 bits: numbers of real Keras (golden/adapted_layers.py 7), and what people are told of LoRA.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import * as layers from '../../lib/layers/layers.js';
import { cloneModel } from '../../lib/models/clone-model.js';
import { sequential } from '../../lib/models/factories.js';
import { tf } from '../../lib/tf.js';
import { installOnTfjs } from '../../lib/tfjs/install.js';
import { type AdaptedCase, checkAdapted } from './adapted-cases.js';

const golden: Record<string, AdaptedCase> = JSON.parse(
  readFileSync(join(import.meta.dirname, 'golden', 'adapted.json'), 'utf8'),
);

beforeAll(async () => {
  await tf.setBackend('cpu');
  installOnTfjs();
});

describe("as Keras' layers", () => {
  test.each(Object.entries(golden))('%s', async (_, one) => {
    await checkAdapted(one, { eager: true });
  });
});

const built = (args: object = {}) => {
  const layer = layers.dense({ units: 3, ...args });
  layer.build([null, 4]);
  return layer;
};

describe('LoRA', () => {
  test('by the constructor, its alpha kept', () => {
    const layer = layers.dense({ units: 3, loraRank: 2, loraAlpha: 8, inputShape: [4] });
    sequential([layer]);
    expect([layer.loraEnabled, layer.loraRank, layer.loraAlpha]).toEqual([true, 2, 8]);
    expect(layer.getConfig()).toMatchObject({ loraRank: 2, loraAlpha: 8 });
    expect(built().getConfig()).not.toHaveProperty('loraRank');
  });

  test('adds nothing at first, and follows its initializers', () => {
    const layer = built();
    const x = tf.ones([1, 4]);
    const before = layer.apply(x).dataSync();
    layer.enableLora(2);
    expect(layer.apply(x).dataSync()).toEqual(before);
    const other = built({ kernelInitializer: 'zeros' });
    other.enableLora(2, 6, 'ones', 'ones');
    expect([...other.apply(x).dataSync()]).toEqual([24, 24, 24]); // 4 features · 2 columns · 6 / 2
  });

  test('in a copy of the model', () => {
    const model = sequential([layers.dense({ units: 3, inputShape: [4], name: 'one' })]);
    model.getLayer('one').enableLora?.(2, 4);
    const copied = cloneModel(model).getLayer('one') as layers.AdaptableLayer;
    expect([copied.loraEnabled, copied.loraRank, copied.loraAlpha]).toEqual([true, 2, 4]);
  });

  test.each<[string, () => void, RegExp]>([
    [
      'not built',
      () => layers.dense({ units: 2, name: 'raw' }).enableLora(2),
      /^enableLora of Dense 'raw'.*not built yet/,
    ],
    [
      'twice',
      () => (built({ loraRank: 1 }) as layers.AdaptableLayer).enableLora(2),
      /LoRA is there already, of rank 1/,
    ],
    ['no rank', () => built().enableLora(0), /rank must be a whole number of at least 1. Received: 0/],
    [
      'no number',
      () => built().enableLora(2, 'much' as never),
      /loraAlpha must be a number. Received: 'much'/,
    ],
    ['an unknown initializer', () => built().enableLora(2, 1, 'hee' as never), /initializer.*'hee'/],
    [
      'a constraint',
      () => built({ kernelConstraint: 'nonNeg' }).enableLora(2),
      /has a constraint.*kernelConstraint/,
    ],
    [
      'no rank as an argument',
      () => layers.dense({ units: 2, loraRank: 1.5 }),
      /loraRank must be a whole number/,
    ],
  ])('refuses: %s', (_, run, message) => {
    expect(run).toThrow(message);
  });
});
