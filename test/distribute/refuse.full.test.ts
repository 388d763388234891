// What several processes do not carry out together is refused in each of them, by name, before anything is exchanged.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { environments, runTogether, start } from '../engine/cluster/processes.js';

const worker = join(import.meta.dirname, 'refusals.mjs');

test('each is refused by its name', async () => {
  // One process is enough: it does not wait for the other.
  const [env] = await environments(2);
  const { stdout } = await start([worker, 'refuse'], env!).ended;
  // Before it stand notices to the user.
  expect(JSON.parse(stdout.trim().split('\n').at(-1)!)).toEqual({
    eager: expect.stringContaining('do not carry out steps op by op together'),
    jitCompile: expect.stringContaining("do not carry out XLA's steps together"),
    sum: expect.stringContaining("the loss 'mean_squared_error' with the reduction 'sum'"),
    dice: expect.stringContaining("the loss 'dice', which gives no value for each row"),
    metric: expect.stringContaining("the metric 'largest', a class of your own"),
    optimizer: expect.stringContaining('fit: several processes do not carry out the optimizer'),
    frozen: expect.stringContaining('a model without weights to train'),
    stateful: expect.stringContaining('evaluate: several processes do not carry out layers that go on from'),
    trainOnBatch: expect.stringContaining('trainOnBatch: several processes do not take a batch together'),
  });
});

test('different data is an error in every process', async () => {
  const results = await runTogether(2, [worker, 'differ']);
  const message = expect.stringContaining('Received: different inputs. Every process runs the same script');
  expect(results).toEqual([message, message]);
});

test('different weights are an error of evaluate in every process', async () => {
  const results = await runTogether(2, [worker, 'weightsDiffer']);
  const message = expect.stringContaining('evaluate: expected');
  expect(results).toEqual([message, message]);
  expect(results[0]).toContain('different weights');
});
