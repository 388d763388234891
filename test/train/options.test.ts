import { expect, test } from 'vitest';
import { readTrainOptions } from '../../kernel/train/options.js';

test('options stand before the script, its arguments behind', () => {
  expect(readTrainOptions(['--processes', '4', '--max-restarts=2', 'a.ts', '--processes', '7'])).toEqual({
    script: 'a.ts',
    args: ['--processes', '7'],
    processes: 4,
    leastProcesses: 4,
    maxRestarts: 2,
    rendezvous: undefined,
  });
  expect(readTrainOptions(['a.ts'])).toEqual({
    script: 'a.ts',
    args: [],
    processes: undefined,
    leastProcesses: 1,
    maxRestarts: 0,
    rendezvous: undefined,
  });
});

test("torchrun's spelling is taken", () => {
  expect(readTrainOptions(['--nnodes=1', '--nproc-per-node', '2', 'a.ts']).processes).toBe(2);
});

test('fewer processes may do', () => {
  const given = ['--processes', '2:4', 'a.ts'];
  expect(readTrainOptions(given)).toMatchObject({ processes: 4, leastProcesses: 2 });
  expect(readTrainOptions(['--nproc-per-node=1:2', 'a.ts'])).toMatchObject({
    processes: 2,
    leastProcesses: 1,
  });
});

test('several machines need a rank and a place to meet', () => {
  const given = ['--nodes', '2', '--node-rank', '1', '--rendezvous', '[::1]:4000', '--wait', '9', 'a.ts'];
  expect(readTrainOptions(given).rendezvous).toEqual({
    ...{ nodes: 2, rank: 1, endpoint: { host: '::1', port: 4000 }, host: undefined, seconds: 9 },
  });
  expect(readTrainOptions(['--nnodes=1', '--node-rank=0', 'a.ts']).rendezvous).toBeUndefined();
});

test.each([
  [[], 'train: expected a script'],
  [['--processes', '0', 'a.ts'], 'train: --processes must be a whole number of at least 1. Received: 0.'],
  [['--processes', 'two', 'a.ts'], 'Received: two.'],
  [['--processes', '3:2', 'a.ts'], '--processes MIN:MAX: MIN must be a whole number of 1 to 2. Received: 3.'],
  [['--processes', '0:2', 'a.ts'], 'MIN must be a whole number of 1 to 2. Received: 0.'],
  [['--processes', '1:', 'a.ts'], 'MAX must be a whole number of at least 1. Received: .'],
  [['--processes', '1:2:3', 'a.ts'], 'MAX must be a whole number of at least 1. Received: 2:3.'],
  [['--max-restarts', '1.5', 'a.ts'], 'train: --max-restarts must be a whole number of at least 0'],
  [['--speed', '9', 'a.ts'], "Unknown option '--speed'"],
  [['--nodes', '2', 'a.ts'], '--nodes 2 expects --node-rank R, from 0 to 1, and --rendezvous HOST:PORT'],
  [['--nodes', '2', '--node-rank', '1', 'a.ts'], 'Received: no --rendezvous.'],
  [['--rdzv-endpoint', 'a:1', 'a.ts'], '--rdzv-endpoint is for several machines: expected --nodes N'],
  [
    ['--nodes', '2', '--node-rank', '2', '--rendezvous', 'a:1', 'a.ts'],
    '--node-rank must be a whole number of 0 to 1',
  ],
  [
    ['--nodes', '2', '--node-rank', '0', '--rendezvous', 'a', 'a.ts'],
    '--rendezvous must be HOST:PORT, such as',
  ],
  [['--nnodes', '1:4', 'a.ts'], 'does not go on with fewer machines. Received: 1:4.'],
])('%j is an error', (given, message) => {
  expect(() => readTrainOptions(given)).toThrow(message);
});
