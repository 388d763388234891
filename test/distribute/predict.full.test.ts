// Predictions by several processes: bit for bit those of one, in every process.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { environments, runTogether, start } from '../engine/cluster/processes.js';

const worker = join(import.meta.dirname, 'worker.mjs');

test.each([2, 4])('%i processes predict what one does, bit for bit', async (count) => {
  const { stdout, stderr } = await start([worker, 'predictions'], { ...process.env, TF_CONFIG: '' }).ended;
  expect(stderr).toBe('');
  const { results, told, batches } = JSON.parse(stdout);
  expect(batches).toBe(11);
  const all = (await runTogether(count, [worker, 'predictions'])) as { batches: number }[];
  for (const result of all) expect(result).toMatchObject({ results, told });
  // Each took its part of them.
  expect(all.map((one) => one.batches)).toEqual(count === 2 ? [5, 6] : [2, 3, 3, 3]);
});

test('models with different weights are an error in every process', async () => {
  const message = expect.stringContaining(
    'predict: expected the same in all 2 processes. Received: different weights.',
  );
  expect(await runTogether(2, [worker, 'differingModels'])).toEqual([
    [message, message],
    [message, message],
  ]);
});

test('a process that is gone is named where the others wait for its part', async () => {
  const started = (await environments(2)).map((env) => start([worker, 'gone'], env));
  const { code, stderr } = await started[0]!.ended;
  expect(code).toBe(1);
  expect(stderr).toMatch(/Of the 2 processes that train together, process 1 \(127\.0\.0\.1:\d+\) is gone/);
});
