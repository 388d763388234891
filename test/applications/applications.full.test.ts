// Keras' networks on TensorFlow: layer by layer, and predictions with Keras' own weights.
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mobileNetV2 } from '../../lib/applications/applications.js';
import { registerEngine } from '../../lib/engine/engine.js';
import { tf } from '../../lib/tf.js';
import { runPython } from '../run-python.js';
import { digestOf, linesOf, makerOf, optionsOf, structures } from './structure.js';

interface Case {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly file: string;
  readonly shape: [number, number, number, number];
  readonly images: number[];
  readonly output: number[];
}

let folder: string;
let cases: Case[];

beforeAll(async () => {
  await registerEngine();
  await tf.ready();
  folder = mkdtempSync(join(tmpdir(), 'applications-'));
  await runPython(join(import.meta.dirname, 'golden/make_predictions.py'), folder);
  cases = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8'));
}, 900_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('layer by layer as Keras makes them', () => {
  // Larger ones take long and gigabytes; they differ from those below by numbers of blocks and channels alone.
  const some = structures.filter(({ weights }) => weights < 30e6);
  test.each(some.map((one) => [`${one.name} ${JSON.stringify(one.options)}`, one] as const))(
    '%s',
    async (_, { name, options, weights, digest }) => {
      const made = await makerOf(name)({ weights: null, ...optionsOf(options) });
      expect(made.countParams()).toBe(weights);
      expect(digestOf(linesOf(made))).toBe(digest);
      made.dispose();
    },
    120_000,
  );
});

test('with the weights of Keras they predict what Keras predicts', { timeout: 900_000 }, async () => {
  for (const one of cases) {
    const made = await makerOf(one.name)({ ...optionsOf(one.options), weights: join(folder, one.file) });
    const given = made.predict(tf.tensor4d(one.images, one.shape)).dataSync();
    const scale = Math.max(...one.output.map(Math.abs));
    expect(given.length, one.name).toBe(one.output.length);
    const worst = Math.max(...one.output.map((wanted, i) => Math.abs(wanted - given[i]!)));
    expect(worst / scale, one.name).toBeLessThan(2e-4);
    made.dispose();
    await setImmediate();
  }
  expect(cases.length).toBe(17);
});

test('published weights come from a mirror into the cache', async () => {
  const mirror = join(folder, 'mirror');
  const name = 'mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.35_96_no_top.h5';
  mkdirSync(join(mirror, 'keras-applications'), { recursive: true });
  const before = { ...process.env };
  Object.assign(process.env, { TENSORCELL_CACHE: join(folder, 'cache'), TENSORCELL_DATA_MIRROR: mirror });
  const args = { alpha: 0.35, includeTop: false, inputShape: [96, 96, 3] } as const;
  const first = await mobileNetV2({ ...args, weights: null });
  await first.save(join(folder, 'published.h5'));
  copyFileSync(join(folder, 'published.h5'), join(mirror, 'keras-applications', name));
  const loaded = await mobileNetV2(args);
  rmSync(mirror, { recursive: true });
  const again = await mobileNetV2(args);
  process.env = before;
  for (const one of [loaded, again])
    one.getWeights().forEach((weight, i) => {
      expect(weight.dataSync()).toEqual(first.getWeights()[i]!.dataSync());
    });
  for (const one of [first, loaded, again]) one.dispose();
});
