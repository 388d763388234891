// One fit by several processes: the loss curve of one, and the same weights everywhere.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { environments, runTogether, start } from '../engine/cluster/processes.js';

const worker = join(import.meta.dirname, 'worker.mjs');

interface Result {
  readonly history: Record<string, number[]>;
  readonly digest: string;
  readonly evaluated?: Record<string, number>;
}

/** What one process alone comes to. */
async function alone(name: string): Promise<Result> {
  const { stdout, stderr } = await start([worker, name], { ...process.env, TF_CONFIG: '' }).ended;
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

function expectClose(actual: unknown, expected: Record<string, number[]>): void {
  const near = (value: number) => expect.closeTo(value, 5);
  expect(actual).toEqual(
    Object.fromEntries(Object.entries(expected).map(([key, one]) => [key, one.map(near)])),
  );
}

test.each([
  ['dnn', 2],
  ['dnn', 4],
  ['cnn', 2],
  ['cnn', 4],
  ['wide', 2],
  ['optimized', 2],
  ['outputs', 2],
  ['few', 4],
  ['synchronized', 2],
  ['synchronized', 4],
  ['generator', 2],
  ['generator', 4],
] as const)('%s on %i processes has the losses of one', async (name, count) => {
  const expected = await alone(name);
  const results = (await runTogether(count, [worker, name])) as Result[];
  expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
  expectClose(results[0]!.history, expected.history);
  for (const [key, value] of Object.entries(expected.evaluated ?? {}))
    expect(results[0]!.evaluated![key]).toBeCloseTo(value, 5);
});

test('generators that differ are an error in every process', async () => {
  const results = await runTogether(2, [worker, 'differing']);
  const message = expect.stringContaining(
    'fit: expected the same in all 2 processes. Received: different inputs',
  );
  expect(results).toEqual([message, message]);
});

test('batch normalization goes by each process, with the means of all as averages', async () => {
  const expected = (await alone('normalization')) as Result & { mean: number[] };
  const results = (await runTogether(2, [worker, 'normalization'])) as (Result & { mean: number[] })[];
  expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
  // Means of equal parts have the mean of the whole; variances do not.
  expect(results[0]!.mean).toEqual(expected.mean.map((mean) => expect.closeTo(mean, 1)));
  expect(results[0]!.history.loss![0]).not.toBeCloseTo(expected.history.loss![0]!, 6);
  expect(Math.abs(results[0]!.history.loss![2]! - expected.history.loss![2]!)).toBeLessThan(0.2);
});

test('a start that is not complete names who is missing and gives up', async () => {
  const [env] = await environments(3);
  const { code, stderr } = await start([worker, 'dnn'], { ...env!, TENSORCELL_CLUSTER_SECONDS: '2' }).ended;
  expect(code).not.toBe(0);
  expect(stderr).toMatch(
    /fit: expected 3 processes\. After 2 s 2 are missing: process 1 \(127\.0\.0\.1:\d+\), process 2/,
  );
});
