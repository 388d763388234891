// Derivatives of every op on TensorFlow.js' plain engine, held against TensorFlow's, which golden/calls.jsonl has:
// python test/fuzz/gradients/derivatives.py --seed 2026 --count 3 > test/fuzz/gradients/golden/calls.jsonl
import { beforeAll, expect, test } from 'vitest';
import { type Entry, gradientOf } from '../../../lib/engine/gradient-rule.js';
import { gradients } from '../../../lib/engine/gradients/table.js';
import { tf } from '../../../lib/tf.js';
import { installOnTfjs } from '../../../lib/tfjs/install.js';
import { allOps, committedOps, expectAsTensorFlow, isForAll } from './stand-ins.js';

beforeAll(async () => {
  installOnTfjs();
  await tf.setBackend('cpu');
});

test('no op is left out', () => {
  expect(committedOps).toHaveLength(allOps.length);
  expect(new Set(committedOps)).toEqual(new Set(allOps));
});

test.each(committedOps.filter(isForAll))('%s', (op) => {
  expectAsTensorFlow(op);
});

const entries = Object.entries<Entry>(gradients);
const ofKind = (kind: string): string[] =>
  entries.flatMap(([name, entry]) => ('kind' in entry && entry.kind === kind ? [name] : []));

test.each(ofKind('refused'))('%s is refused by its name, with what to use instead', (name) => {
  const { gradFunc } = gradientOf(name, gradients[name as keyof typeof gradients])!;
  expect(() => gradFunc(tf.ones([2]), [], {})).toThrow(new RegExp(`Received: ${name}\\. [A-Z].*\\.$`));
});

test.each(ofKind('flat'))('%s is flat', (name) => {
  const { gradFunc, inputsToSave } = gradientOf(name, gradients[name as keyof typeof gradients])!;
  const saved = inputsToSave!.map((_, i) => tf.ones([2, i + 1]));
  const slopes = Object.values(gradFunc(tf.ones([2]), saved, {})).map((slope) => slope());
  expect(slopes.map(({ shape }) => shape)).toEqual(saved.map(({ shape }) => shape));
  for (const slope of slopes) expect(tf.any(tf.cast(slope, 'bool')).dataSync()[0]).toBe(0);
});
