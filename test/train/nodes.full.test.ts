// Several "machines" on this one: `tensorcell train --nodes` on loopback, joined, failing, and started anew.
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freePorts } from '../../lib/distribute/free-ports.js';
import { kills, randomNumbers, seed } from './random-kills.js';
import { type Trained, TrainingFolder, untilGone } from './training-folder.js';

let here: TrainingFolder;
let endpoint: string;
beforeEach(async () => {
  here = new TrainingFolder();
  endpoint = `127.0.0.1:${(await freePorts(1))[0]}`;
});
afterEach(() => here.remove());

function node(rank: number, nodes: number, epochs: number, pause: number, more: string[] = []) {
  const options = ['--nodes', `${nodes}`, '--node-rank', `${rank}`, '--rendezvous', endpoint];
  return here.train([...options, ...more], epochs, pause);
}

/** It went on after the last whole epoch, and came to what a training that nothing disturbs comes to. */
async function expectUndisturbed({ stdout }: { stdout: string }, epochs: number) {
  const { last, count }: Trained = JSON.parse(stdout);
  expect(count).toBeLessThan(epochs);
  const undisturbed: Trained = JSON.parse((await here.train(['--processes', '2'], epochs, 0).ended).stdout);
  expect(undisturbed.count).toBe(epochs);
  expect(last).toBeCloseTo(undisturbed.last, 5);
}

test.each([
  [2, 1],
  [3, 1],
  [2, 2],
])('%i nodes of %i processes have the loss of one', async (nodes, processes) => {
  const alone = await here.train([], 3, 0).ended;
  const expected: Trained = JSON.parse(alone.stdout);
  const more = ['--processes', `${processes}`];
  // The first one comes last: the others wait for it.
  const others = Array.from({ length: nodes - 1 }, (_, i) => node(i + 1, nodes, 3, 0, more));
  await setTimeout(500);
  const first = await node(0, nodes, 3, 0, more).ended;
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(first.stdout).last).toBeCloseTo(expected.last, 5);
  for (const { ended } of others) expect(await ended).toMatchObject({ code: 0, stdout: '', stderr: '' });
});

test('who is missing is named by all who came', async () => {
  const ended = await Promise.all([0, 2].map((rank) => node(rank, 4, 1, 0, ['--wait', '2']).ended));
  for (const { code, stderr } of ended) {
    expect(code).toBe(1);
    expect(stderr).toContain('train: expected 4 nodes. After 2 s 2 are missing: node 1, node 3.');
  }
});

test('without the first node a node gives up after the set time', async () => {
  const { code, stderr } = await node(1, 2, 1, 0, ['--wait', '1']).ended;
  expect(code).toBe(1);
  expect(stderr).toContain(`node 1 waited for 1 s: nobody answers at the rendezvous ${endpoint}.`);
});

test.each([0, 1])(
  'when the process of node %i is killed, all start anew and end as undisturbed',
  async (victim) => {
    const more = ['--max-restarts', '1'];
    const nodes = [0, 1].map((rank) => node(rank, 2, 12, 200, more));
    process.kill(await here.trainingProcess(victim), 'SIGKILL');
    const [first, second] = await Promise.all(nodes.map(({ ended }) => ended));
    expect(first).toMatchObject({
      code: 0,
      stderr: expect.stringContaining(`node ${victim}: process ${victim} of 2`),
    });
    expect(second).toMatchObject({ code: 0, stderr: expect.stringContaining('restart 1 of 1') });
    await expectUndisturbed(first!, 12);
  },
);

test('when the command of a node is killed, the others end and name it', async () => {
  const [first, second] = [node(0, 2, 1000, 50), node(1, 2, 1000, 50)];
  const pids = [await here.trainingProcess(0), await here.trainingProcess(1)];
  second.child.kill('SIGKILL');
  expect(await first.ended).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('train: node 1 is gone'),
  });
  await untilGone(pids);
});

test('when the first command is killed, the others end and say that the rendezvous is gone', async () => {
  const [first, second] = [node(0, 2, 1000, 50), node(1, 2, 1000, 50)];
  const pids = [await here.trainingProcess(0), await here.trainingProcess(1)];
  first.child.kill('SIGKILL');
  expect(await second.ended).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('the rendezvous is gone'),
  });
  await untilGone(pids);
});

test('a node whose command was killed comes back, and all go on', async () => {
  const more = ['--max-restarts', '1'];
  const [first, second] = [node(0, 2, 12, 200, more), node(1, 2, 12, 200, more)];
  await here.trainingProcess(1);
  second.child.kill('SIGKILL');
  await second.ended;
  const again = await node(1, 2, 12, 200, more).ended;
  expect(again).toMatchObject({ code: 0 });
  expect(await first.ended).toMatchObject({ code: 0, stderr: expect.stringContaining('node 1 is gone') });
});

test.each([1, 2])(
  'without node %i, whose command is killed, those left go on and end as undisturbed',
  async (victim) => {
    const more = ['--nodes', '2:3'];
    const nodes = [0, 1, 2].map((rank) => node(rank, 3, 12, 200, more));
    await here.trainingProcess(victim);
    nodes[victim]!.child.kill('SIGKILL');
    const [first, other] = await Promise.all([nodes[0]!.ended, nodes[3 - victim]!.ended]);
    expect(other).toMatchObject({ code: 0, stderr: expect.stringContaining('Those left go on: 2 nodes.') });
    expect(first).toMatchObject({ code: 0, stderr: expect.stringContaining(`node ${victim} is gone`) });
    await expectUndisturbed(first, 12);
  },
);

test('without a node whose process is killed those left go on, and its command ends', async () => {
  const more = ['--nodes', '1:2'];
  const nodes = [0, 1].map((rank) => node(rank, 2, 12, 200, more));
  process.kill(await here.trainingProcess(1), 'SIGKILL');
  const [first, second] = await Promise.all(nodes.map(({ ended }) => ended));
  expect(second).toMatchObject({ code: 1, stderr: expect.stringContaining('was ended by SIGKILL') });
  expect(first!.stderr).toContain('1 of 2 nodes train, without node 1.');
  await expectUndisturbed(first!, 12);
});

test(
  `commands killed at ${kills} random moments (seed ${seed}) and called anew end as undisturbed`,
  async () => {
    const random = randomNumbers(seed);
    const more = ['--max-restarts', `${kills}`];
    const call = (rank: number) => node(rank, 2, 20 * (kills + 1), 50, more);
    const nodes = [call(0), call(1)];
    const pids: number[] = [0, 0];
    for (let kill = 0; kill < kills; kill++) {
      pids.splice(0, 2, await here.trainingProcess(0, pids[0]), await here.trainingProcess(1, pids[1]));
      await setTimeout(random() * 500);
      const victim = random() < 0.5 ? 0 : 1;
      nodes[victim]!.child.kill('SIGKILL');
      await nodes[victim]!.ended;
      // Without the first one's command the other ends.
      if (victim === 0) expect((await nodes[1]!.ended).code).toBe(1);
      await untilGone([pids[victim]!]);
      for (const rank of victim === 0 ? [0, 1] : [1]) nodes[rank] = call(rank);
    }
    const [first, second] = await Promise.all(nodes.map(({ ended }) => ended));
    expect([first!.code, second!.code]).toEqual([0, 0]);
    await expectUndisturbed(first!, 20 * (kills + 1));
  },
  40_000 * (kills + 2),
);
