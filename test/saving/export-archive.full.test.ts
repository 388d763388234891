// What ExportArchive writes, real TensorFlow runs: the same numbers as ours at several sizes, call after call where calls
// change variables; and Keras' own ExportArchive of the same model has the same signatures, variables and numbers.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registerEngine } from '../../lib/engine/engine.js';
import * as random from '../../lib/random/random.js';
import { loadSavedModel } from '../../lib/saving/saved-model/saved-model.js';
import { tf } from '../../lib/tf.js';
import { installOnTfjs } from '../../lib/tfjs/install.js';
import { askPython } from '../run-python.js';
import { type ArchiveCase, archives } from './archives.js';

/** What Python found in a folder. */
interface Found {
  failed?: string;
  /** Of each call, the largest difference from what we computed. */
  worst: Record<string, number>;
  signatures: Record<string, [inputs: unknown, outputs: unknown]>;
  lists: Record<string, [shape: number[], values: number[]][]>;
  trainable: [trainable: number, others: number];
  /** The same of what Keras wrote; the outputs are compared with ours as well. */
  keras?: Omit<Found, 'keras' | 'failed'>;
}

const folder = mkdtempSync(join(tmpdir(), 'tensorcell-archive-'));
const cases: Record<string, ArchiveCase> = {};
let found: Record<string, Found> = {};

beforeAll(async () => {
  await registerEngine();
  tf.backend();
  installOnTfjs();
  random.setSeed(3);
  const told: Record<string, unknown> = {};
  for (const [name, make] of Object.entries(archives)) {
    const made = await make(join(folder, `${name}.keras`));
    cases[name] = made;
    await made.archive.writeOut(join(folder, name), { verbose: false });
    told[name] = { keras: made.keras, calls: made.calls.map(computed) };
  }
  writeFileSync(join(folder, 'cases.json'), JSON.stringify(told));
  found = await askPython(join(import.meta.dirname, 'golden/run_archives.py'), folder);
}, 600_000);

afterAll(() => rmSync(folder, { recursive: true }));

/** In order: calls may change what the next one finds. */
function computed({ endpoint, inputs, run }: ArchiveCase['calls'][number]): unknown {
  const given = (value: unknown): unknown => {
    if (value instanceof tf.Tensor)
      return { dtype: value.dtype, shape: value.shape, values: value.arraySync() };
    if (Array.isArray(value)) return value.map(given);
    const named = Object.entries(value as object).map(([name, one]) => [name, given(one)]);
    return { names: Object.fromEntries(named) };
  };
  const outputs = run(...(inputs as never[]));
  const isNamed = !(outputs instanceof tf.Tensor) && !Array.isArray(outputs);
  const flat = isNamed
    ? Object.entries(outputs)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, one]) => one as tf.Tensor)
    : ([outputs].flat() as tf.Tensor[]);
  return { endpoint, inputs: inputs.map(given), outputs: flat.map((one) => one.arraySync()) };
}

describe.each(Object.keys(archives))('%s', (name) => {
  test('TensorFlow computes what we do, call after call', () => {
    const { failed, worst } = found[name]!;
    expect(failed).toBeUndefined();
    for (const [call, error] of Object.entries(worst)) expect(`${call} ${error < 1e-5}`).toBe(`${call} true`);
    expect(Object.keys(worst).length).toBe(cases[name]!.calls.length);
  });

  test("it is what Keras' own archive is", () => {
    const { keras, ...ours } = found[name]!;
    if (!cases[name]!.keras) return;
    expect(keras!.signatures).toEqual(ours.signatures);
    expect(keras!.trainable).toEqual(ours.trainable);
    expect(Object.keys(keras!.lists)).toEqual(Object.keys(ours.lists));
    for (const [list, variables] of Object.entries(keras!.lists)) {
      expect(ours.lists[list]!.map(([shape]) => shape)).toEqual(variables.map(([shape]) => shape));
      variables.forEach(([, values], i) => {
        values.forEach((value, j) => {
          expect(ours.lists[list]![i]![1][j]).toBeCloseTo(value, 5);
        });
      });
    }
    for (const [call, error] of Object.entries(keras!.worst))
      expect(`${call} ${error < 1e-5}`).toBe(`${call} true`);
  });
});

test('variables are there by the names of their lists', () => {
  const lists = (name: string) => Object.keys(found[name]!.lists);
  const own = ['non_trainable_variables', 'trainable_variables', 'variables'];
  expect(lists('inference')).toEqual(own);
  expect(lists('training')).toEqual([
    'kernels',
    ...own.slice(0, 1),
    'none',
    'optimizer/variables.all',
    ...own.slice(1),
  ]);
  expect(found.training!.lists.kernels!.map(([shape]) => shape)).toEqual([
    [3, 4],
    [4, 2],
  ]);
  expect(found.variables!.lists.mine!.map(([shape]) => shape)).toEqual([[], [3]]);
});

test('a call with two numbers of samples is refused: it would compute with one of them', async () => {
  const loaded = await loadSavedModel(join(folder, 'arguments'), { signature: 'means' });
  const of = (n: number, m: number) => loaded.predict({ a: tf.ones([n, 3]), b: tf.ones([m, 4, 2]) });
  expect(() => of(3, 4)).toThrow(/reshape/i);
  expect(() => of(4, 3)).toThrow(/reshape/i);
  expect(Object.values(of(3, 3))[0]!.arraySync()).toEqual([2, 2]);
  loaded.dispose();
});

test('we call endpoints by name', async () => {
  const loaded = await loadSavedModel(join(folder, 'arguments'), { signature: 'two' });
  expect(loaded.inputs.map(({ name }) => name).sort()).toEqual(['left', 'right']);
  const [left, right] = [tf.ones<tf.Rank.R2>([4, 3]), tf.fill([4, 3], 3)];
  const { gap } = loaded.predict({ left, right });
  expect(gap!.arraySync()).toEqual(tf.fill([4, 3], -2).arraySync());
  loaded.dispose();
});
