// Weights of 16 bits, as real Keras stores them (golden/make_halves.py), are the same numbers here.
import { copyFileSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { host, setHost } from '../../lib/host.js';
import * as layers from '../../lib/layers/layers.js';
import { sequential } from '../../lib/models/factories.js';
import { loadModel } from '../../lib/models/load-model.js';
import { fromBrain, fromHalf } from '../../lib/saving/half-floats.js';
import { tf } from '../../lib/tf.js';

const golden = join(import.meta.dirname, 'golden');
const expected: Record<string, string[][]> = JSON.parse(readFileSync(join(golden, 'halves.json'), 'utf8'));
const numbers = (type: string): number[] =>
  expected[type]!.flat().map((text) => Number(text.replace('inf', 'Infinity')));
const said: unknown[] = [];
const before = host();
beforeAll(() => tf.setBackend('cpu'));
beforeEach(() => {
  said.length = 0;
  setHost({ ...before, display: (bundle) => said.push(bundle['text/plain']) });
});
afterAll(() => setHost(before));

test.each([
  ['float16', '.keras'],
  ['float16', '.h5'],
  ['bfloat16', '.keras'],
])('a model of %s, %s, which is said to compute in float32', async (type, ending) => {
  const model = await loadModel(join(golden, `halves-${type}${ending}`));
  expect(model.getWeights().flatMap((weight) => [...weight.dataSync()])).toEqual(numbers(type));
  expect(said).toEqual([expect.stringContaining(`"${type}"; here they compute in float32`)]);
});

test.each(['float16', 'bfloat16'])('weights alone of %s', async (type) => {
  const model = sequential([layers.dense({ units: 4, inputShape: [3], name: 'half' })]);
  await model.loadWeights(join(golden, `halves-${type}.weights.h5`));
  expect(model.getWeights().flatMap((weight) => [...weight.dataSync()])).toEqual(numbers(type));
});

test('values whose type the file does not name are refused', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'halves-')), 'nameless.weights.h5');
  copyFileSync(join(golden, 'halves-nameless.weights.h5'), path);
  const model = sequential([layers.dense({ units: 4, inputShape: [3], name: 'half' })]);
  await expect(model.loadWeights(path)).rejects.toThrow(
    /'.*vars\/0' holds values of a type that the file does not name/,
  );
});

test('every half and every bfloat16 is the number that it stands for', () => {
  const bits = Uint16Array.from({ length: 2 ** 16 }, (_, i) => i);
  const [halves, brains] = [fromHalf(bits), fromBrain(bits)];
  // From 1 on each step of the fraction is 2 ** -10 or 2 ** -7.
  expect([halves[0x3c00], halves[0x3c01], halves[0x7bff], halves[1], halves[0xfc00]]).toEqual([
    1,
    1 + 2 ** -10,
    65504,
    2 ** -24,
    Number.NEGATIVE_INFINITY,
  ]);
  expect([brains[0x3f80], brains[0x3f81], brains[0xff80]]).toEqual([
    1,
    1 + 2 ** -7,
    Number.NEGATIVE_INFINITY,
  ]);
  for (const list of [halves, brains]) {
    const rising = [...list.subarray(0, 2 ** 15)].filter((value) => Number.isFinite(value));
    expect(rising.every((value, i) => i === 0 || value > rising[i - 1]!)).toBe(true);
    expect(list.subarray(2 ** 15, 2 ** 15 + rising.length).every((value, i) => value === -rising[i]!)).toBe(
      true,
    );
  }
});
