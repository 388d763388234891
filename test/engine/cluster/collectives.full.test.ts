// Processes of ours on one machine compute together over TensorFlow's own runtime.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { environments, runTogether, start } from './processes.js';

const worker = join(import.meta.dirname, 'worker.mjs');

test.each([2, 4])('each of %i processes has the sums of all, and what the first tells', async (count) => {
  const results = await runTogether(count, [worker, 'sums']);
  const ofIndexes = (count * (count - 1)) / 2;
  const sum = ofIndexes + count;
  const expected = [
    [sum, 10 * count],
    [sum * count, ofIndexes],
    [2 ** 40 * count + ofIndexes],
    [ofIndexes, 2 ** 20 * count],
    [100, Number.NaN, -0],
    [7],
  ].map((numbers) => numbers.map(String));
  expect(results).toEqual(Array(count).fill(expected));
});

test('a graph that sums over processes gives the same at each call', async () => {
  const expected = [0, 1, 2, 3, 4].map((k) => [k + 1, k * (k + 1), 2 * (k + 1)]);
  expect(await runTogether(2, [worker, 'graph'])).toEqual([expected, expected]);
});

test('processes reach each other', async () => {
  expect(await runTogether(2, [worker, 'reach'])).toEqual(['all answer', 'all answer']);
});

test('a process that is not there is not reached', async () => {
  const [env] = await environments(2);
  expect((await start([worker, 'missing'], env!).ended).stdout).toMatch(/UNAVAILABLE|DEADLINE_EXCEEDED/);
});

test('what waits for others ends when it is told to, and says why', async () => {
  const [first] = await runTogether(2, [worker, 'abort']);
  expect(first).toEqual([
    expect.stringContaining('process 1 is gone'),
    expect.stringContaining('process 1 is gone'),
  ]);
});

test.runIf(process.platform === 'linux')(
  'a server of a loopback cluster is closed to other machines',
  async () => {
    const [env] = await environments(2);
    const { stdout, stderr } = await start([worker, 'open'], env!).ended;
    const { loopback, outer } = JSON.parse(stdout);
    expect({ loopback, outer, stderr }).toEqual({
      loopback: true,
      outer: outer.map(() => false),
      stderr: '',
    });
  },
);
