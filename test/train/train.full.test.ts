// `tensorcell train` with real processes: what they come to, what happens when one is killed, and that none stays behind.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { environments, start } from '../engine/cluster/processes.js';

const command = resolve(import.meta.dirname, '../../dist/kernel/main.js');
const worker = resolve(import.meta.dirname, '../../dist/kernel/train/worker.js');
const script = `
import { writeFileSync } from 'node:fs';
const [folder = '.', epochs = '2', pause = '0'] = process.argv.slice(2);
const { task } = JSON.parse(process.env.TENSORCELL_CLUSTER || '{"task":{"index":0}}');
random.setSeed(3);
const x = random.uniform([50, 4]);
const y = x.sum(1, true);
const net = sequential([layers.dense({ units: 8, inputShape: [4] }), layers.dense({ units: 1 })]);
net.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
const slowly = {
  async onEpochEnd(epoch: number) {
    writeFileSync(folder + '/epoch-' + task.index, process.pid + ' ' + epoch);
    await new Promise((resolve) => setTimeout(resolve, Number(pause)));
  },
};
const kept = callbacks.backupAndRestore(folder + '/backup');
const { history } = await net.fit(x, y, { epochs: Number(epochs), batchSize: 8, shuffle: false, verbose: 0, callbacks: [kept, slowly] });
console.log(JSON.stringify({ last: history.loss.at(-1), count: history.loss.length }));
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tensorcell-train-'));
  writeFileSync(join(folder, 'script.ts'), script);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const environment = { ...process.env, TF_CONFIG: '', TENSORCELL_CLUSTER: '' };
const train = (options: string[], epochs: number, pause: number) =>
  start(
    [command, 'train', ...options, join(folder, 'script.ts'), folder, `${epochs}`, `${pause}`],
    environment,
  );

/** The process of that place, once it has trained for an epoch. */
async function trainingProcess(index: number): Promise<number> {
  const file = join(folder, `epoch-${index}`);
  while (!existsSync(file) || readFileSync(file, 'utf8') === '') await setTimeout(20);
  return Number(readFileSync(file, 'utf8').split(' ')[0]);
}

async function untilGone(pids: readonly number[]): Promise<void> {
  while (pids.some(isThere)) await setTimeout(50);
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('a script runs as in a cell, by two processes as by one, and nothing stays behind', async () => {
  const one = await train([], 3, 0).ended;
  expect(one).toMatchObject({ code: 0, stderr: '' });
  const two = await train(['--processes', '2'], 3, 0).ended;
  expect(two).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(two.stdout).last).toBeCloseTo(JSON.parse(one.stdout).last, 5);
  await untilGone([await trainingProcess(0), await trainingProcess(1)]);
});

test.each([0, 1])('when process %i is killed, all end and it is named', async (index) => {
  const { ended } = train(['--processes', '2'], 1000, 50);
  const pids = [await trainingProcess(0), await trainingProcess(1)];
  await setTimeout(Math.random() * 300);
  process.kill(pids[index]!, 'SIGKILL');
  const { code, stderr } = await ended;
  expect(code).toBe(1);
  expect(stderr).toContain(`train: process ${index} of 2 was ended by SIGKILL; the others were ended.`);
  await untilGone(pids);
});

test('started anew, a fit ends as it would have undisturbed', async () => {
  const { ended } = train(['--processes', '2', '--max-restarts', '1'], 12, 200);
  process.kill(await trainingProcess(1), 'SIGKILL');
  const disturbed = await ended;
  expect(disturbed).toMatchObject({ code: 0, stderr: expect.stringContaining('restart 1 of 1') });
  const { last, count } = JSON.parse(disturbed.stdout);
  // It went on, and did not begin again.
  expect(count).toBeLessThan(12);
  const undisturbed = JSON.parse((await train(['--processes', '2'], 12, 0).ended).stdout);
  expect(undisturbed.count).toBe(12);
  expect(last).toBeCloseTo(undisturbed.last, 5);
});

test('when the command is killed, its processes end', async () => {
  const { child, ended } = train(['--processes', '2'], 1000, 50);
  const pids = [await trainingProcess(0), await trainingProcess(1)];
  child.kill('SIGKILL');
  await ended;
  await untilGone(pids);
});

test('Ctrl-C ends all', async () => {
  const { child, ended } = train(['--processes', '2'], 1000, 50);
  const pids = [await trainingProcess(0), await trainingProcess(1)];
  child.kill('SIGINT');
  expect((await ended).code).toBe(130);
  await untilGone(pids);
});

test('processes that nobody started together notice that one is gone, and name it', async () => {
  const started = (await environments(2)).map((env) =>
    start([worker, join(folder, 'script.ts'), folder, '1000', '50'], env),
  );
  process.kill(await trainingProcess(0), 'SIGKILL');
  const { code, stderr } = await started[1]!.ended;
  expect(code).toBe(1);
  expect(stderr).toMatch(/Of the 2 processes that train together, process 0 \(127\.0\.0\.1:\d+\) is gone/);
});

test('a second cluster beside that of the environment is refused', async () => {
  const [env] = await environments(2);
  const { code, stderr } = await start([command, 'train', '--processes', '2', command], env!).ended;
  expect(code).toBe(1);
  expect(stderr).toContain(
    'train: --processes 2 makes a cluster of its own, but TENSORCELL_CLUSTER names one',
  );
});
