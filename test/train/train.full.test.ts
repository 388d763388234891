// `tensorcell train` with real processes: what they come to, what happens when one is killed, and that none stays behind.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { countListening } from '../distribute/listening-ports.mjs';
import { environments, start } from '../engine/cluster/processes.js';
import { starts } from './random-kills.js';
import { command, environment, TrainingFolder, untilGone, worker } from './training-folder.js';

let here: TrainingFolder;
beforeEach(() => {
  here = new TrainingFolder();
});
afterEach(() => here.remove());

const train = (options: string[], epochs: number, pause: number) => here.train(options, epochs, pause);
const trainingProcess = (index: number, before?: number) => here.trainingProcess(index, before);

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

test('killed at ten random moments, now one process, now the other, a fit ends as it would have undisturbed', async () => {
  const { ended } = train(['--processes', '2', '--max-restarts', '10'], 100, 60);
  const pids: number[] = [0, 0];
  for (let kill = 0; kill < 10; kill++) {
    const all = [await trainingProcess(0, pids[0]), await trainingProcess(1, pids[1])];
    pids.splice(0, 2, ...all);
    await setTimeout(Math.random() * 400);
    process.kill(pids[kill % 2]!, 'SIGKILL');
    await untilGone(pids);
  }
  const disturbed = await ended;
  expect(disturbed).toMatchObject({ code: 0, stderr: expect.stringContaining('restart 10 of 10') });
  const undisturbed = JSON.parse((await train(['--processes', '2'], 100, 0).ended).stdout);
  expect(undisturbed.count).toBe(100);
  expect(JSON.parse(disturbed.stdout).last).toBeCloseTo(undisturbed.last, 5);
}, 300_000);

test.each([
  [0, ['--processes', '1:3']],
  [1, ['--processes', '1:3', '--max-restarts', '1']],
])('with %i restarts used up, those left go on, and end as undisturbed', async (restarts, options) => {
  const { ended } = train(options, 14, 200);
  const pids: number[] = [0];
  for (let kill = 0; kill < restarts + 2; kill++) {
    pids.push(await trainingProcess(0, pids.at(-1)));
    await setTimeout(Math.random() * 200);
    process.kill(pids.at(-1)!, 'SIGKILL');
    await untilGone(pids.slice(1));
  }
  const disturbed = await ended;
  expect(disturbed.code).toBe(0);
  expect(disturbed.stderr).toContain('process 0 of 3 was ended by SIGKILL');
  expect(disturbed.stderr).toContain('Those left go on: 2 of 3.');
  expect(disturbed.stderr).toContain('Those left go on: 1 of 3.');
  expect(disturbed.stderr.includes('restart 1 of 1')).toBe(restarts === 1);
  const { last, count } = JSON.parse(disturbed.stdout);
  // It went on, and did not begin again.
  expect(count).toBeLessThan(14);
  const undisturbed = JSON.parse((await train([], 14, 0).ended).stdout);
  expect(last).toBeCloseTo(undisturbed.last, 5);
});

test('with fewer left than asked for, it ends', async () => {
  const { ended } = train(['--processes', '2:3'], 1000, 50);
  const pids = [await trainingProcess(1), await trainingProcess(2)];
  process.kill(pids[1]!, 'SIGKILL');
  process.kill(await trainingProcess(1, pids[0]), 'SIGKILL');
  const { code, stderr } = await ended;
  expect(code).toBe(1);
  expect(stderr).toContain('process 2 of 3 was ended by SIGKILL');
  expect(stderr).toContain('process 1 of 2 was ended by SIGKILL; the others were ended.');
});

test.skipIf(process.platform !== 'linux')(
  `after ${starts} starts nobody listens at a port of theirs`,
  async () => {
    const script = join(here.folder, 'failing.ts');
    const ports = join(here.folder, 'ports');
    writeFileSync(
      script,
      `
import { appendFileSync } from 'node:fs';
import { countListening } from ${JSON.stringify(resolve(import.meta.dirname, '../distribute/listening-ports.mjs'))};
const { cluster, task } = JSON.parse(process.env.TENSORCELL_CLUSTER!);
const own = Number(cluster.worker[task.index].split(':')[1]);
const before = countListening([own]);
tf.scalar(0).dispose();
appendFileSync(${JSON.stringify(ports)}, JSON.stringify({ own, before, after: countListening([own]) }) + '\\n');
await new Promise((end) => setTimeout(end, 300));
process.exit(1);
`,
    );
    const { code } = await start(
      [command, 'train', '--processes', '2', '--max-restarts', `${starts - 1}`, script],
      environment,
    ).ended;
    expect(code).toBe(1);
    const told: { own: number; before: number; after: number }[] = readFileSync(ports, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    // One of two may be ended before it could say so.
    expect(told.length).toBeGreaterThanOrEqual(starts);
    for (const { before, after } of told) expect([before, after]).toEqual([0, 1]);
    expect(countListening(told.map(({ own }) => own))).toBe(0);
  },
  20_000 * (starts + 2),
);

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
    start([worker, here.script, here.folder, '1000', '50'], env),
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
