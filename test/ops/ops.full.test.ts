// Every op by libtensorflow; and all of those that models record in files that real Keras reads and runs.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SymbolicTensor } from '../../lib/core/symbolic-tensor.js';
import * as tensorcell from '../../lib/index.js';
import { Model } from '../../lib/models/model.js';
import { askPython } from '../run-python.js';
import { type Call, calls, isRecorded, made, recorded, tensorOf, titleOf } from './calls.js';
import { expectAsInKeras } from './expect.js';

const { tf } = tensorcell;
let folder: string;
beforeAll(async () => {
  await tf.ready();
  folder = mkdtempSync(join(tmpdir(), 'ops-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(calls.map((call, i) => [titleOf(call, i), call] as const))('%s on TensorFlow', (_, call) => {
  expect(tf.getBackend()).toBe('tensorflow');
  expectAsInKeras(made(call, tensorOf) as import('@tensorflow/tfjs').Tensor[], call);
});

test('Keras reads the files of all recorded ops, and computes the same', { timeout: 600_000 }, async () => {
  const list = [];
  for (const [i, call] of calls.entries()) {
    if (!isRecorded(call) || faultsOfKeras(call)) continue;
    const { inputs, values, outputs } = recorded(call);
    const model = new Model({
      inputs: inputs.map(({ output }) => output as SymbolicTensor),
      outputs: outputs as SymbolicTensor[],
    });
    await model.save(join(folder, `${i}.keras`));
    const x = values.map((value) => ({ values: value.arraySync(), dtype: value.dtype }));
    list.push({ file: `${i}.keras`, name: call.name, x: x.map(withTexts), y: call.y });
  }
  expect(list.length).toBeGreaterThan(400);
  writeFileSync(join(folder, 'list.json'), JSON.stringify(list));
  expect(await askPython(join(import.meta.dirname, 'read_ops.py'), folder)).toEqual([]);
});

/** What Keras 3.15 on TensorFlow cannot record, or computes otherwise once it is recorded. */
function faultsOfKeras({ name, args, options }: Call): boolean {
  const never = ['adaptive_average_pool', 'adaptive_max_pool', 'conv_transpose', 'histogram'];
  if (never.includes(name)) return true;
  // Beyond the edge Keras on TensorFlow turns elsewhere than on its other backends, or stops.
  if (name === 'image.map_coordinates') return ['mirror', 'reflect'].includes(String(options.fill_mode));
  if (name === 'image.elastic_transform') return (options.fill_mode ?? 'reflect') === 'reflect';
  if (name === 'hypot') return typeof args[1] === 'number';
  if (name === 'quantile') return 'method' in options;
  if (name === 'hstack') return typeof (args as { values: unknown[] }[][])[0]![0]!.values[0] === 'number';
  const kernel = args[1] as { values: number[][][][] };
  return name === 'conv' && kernel.values[0]![0]!.length === 2;
}

/** JSON has neither NaN nor a negative zero. */
function withTexts(given: unknown): unknown {
  if (Array.isArray(given)) return given.map(withTexts);
  if (typeof given === 'object' && given !== null)
    return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, withTexts(value)]));
  if (Object.is(given, -0)) return '-0';
  if (typeof given !== 'number' || Number.isFinite(given)) return given;
  return String(given).replace('NaN', 'nan').replace('Infinity', 'inf');
}
