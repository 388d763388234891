// What goes to other processes by files, there and back.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assignState, readState, stateForm } from '../../../lib/distribute/team/model-state.js';
import { readNumbers, writeNumbers } from '../../../lib/distribute/team/stored-numbers.js';
import { rowsFrom, storeRows } from '../../../lib/distribute/team/stored-rows.js';
import { layers, random, sequential, tf } from '../../../lib/index.js';
import { RowsSource } from '../../../lib/training/data/rows-source.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tensorcell-stored-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a part of a buffer is written alone, and a file of another length is an error', async () => {
  const file = join(folder, 'numbers');
  await writeNumbers(file, Float32Array.of(1, 2, 3, 4).subarray(1, 3));
  expect(await readNumbers(file, new Float32Array(2))).toEqual(Float32Array.of(2, 3));
  await expect(readNumbers(file, new Float32Array(3))).rejects.toThrow('expected 12 bytes. Received: 8.');
});

test('rows come back with their shapes and types', async () => {
  const [inputs, targets, weights] = [
    [tf.tensor3d([1, 2, 3, 4], [2, 1, 2]), tf.tensor1d([0, 1], 'bool')],
    [tf.tensor1d([3, 4], 'int32')],
    [tf.tensor1d([0.5, 2])],
  ];
  const source = new RowsSource({ inputs, targets, weights, count: 2 }, 7);
  const back = await rowsFrom(await storeRows(folder, 'data', source));
  expect([back.batchSize, back.rows.count]).toEqual([7, 2]);
  const shown = ({ rows }: RowsSource) =>
    [...rows.inputs, ...rows.targets, ...rows.weights].map((one) => [
      one.shape,
      one.dtype,
      [...one.dataSync()],
    ]);
  expect(shown(back)).toEqual(shown(source));
  for (const one of [source, back]) one.dispose();
});

test("a model takes another's weights and optimizer state, and draws only where it is told to", async () => {
  const [first, second] = [1, 2].map((seed) => {
    random.setSeed(seed);
    const net = sequential([layers.dense({ units: 2, inputShape: [3] }), layers.batchNormalization()]);
    net.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
    return net;
  }) as [ReturnType<typeof sequential>, ReturnType<typeof sequential>];
  await first.fit(tf.ones([4, 3]), tf.ones([4, 2]), { epochs: 2, verbose: 0 });
  expect(stateForm(second as never)).toBe(stateForm(first as never));
  const state = readState(first as never);
  random.setSeed(9);
  const draws = readState(second as never).slice(-8);
  assignState(second as never, state, false);
  expect(readState(second as never).slice(0, -8)).toEqual(state.slice(0, -8));
  expect(readState(second as never).slice(-8)).toEqual(draws);
  assignState(second as never, state, true);
  expect(readState(second as never)).toEqual(state);
});
