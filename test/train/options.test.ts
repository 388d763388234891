import { expect, test } from 'vitest';
import { readTrainOptions as read, type TrainOptions } from '../../kernel/train/options.js';

const readTrainOptions = (given: readonly string[]) => read(given) as TrainOptions;

test('options stand before the script, its arguments behind', () => {
  expect(readTrainOptions(['--processes', '4', '--max-restarts=2', 'a.ts', '--processes', '7'])).toEqual({
    kind: 'script',
    script: 'a.ts',
    args: ['--processes', '7'],
    processes: 4,
    leastProcesses: 4,
    maxRestarts: 2,
    rendezvous: undefined,
  });
  expect(readTrainOptions(['a.ts'])).toEqual({
    kind: 'script',
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
    ...{
      nodes: 2,
      leastNodes: 2,
      rank: 1,
      endpoint: { host: '::1', port: 4000 },
      host: undefined,
      seconds: 9,
    },
  });
  expect(readTrainOptions(['--nnodes=1', '--node-rank=0', 'a.ts']).rendezvous).toBeUndefined();
});

test('to wait for a notebook needs an address alone', () => {
  const endpoint = { host: '10.0.0.2', port: 4000 };
  const token = 'a token of the tests';
  expect(read(['--listen', '10.0.0.2:4000', '--token', token])).toEqual({ kind: 'listen', endpoint, token });
});

test.each([
  [['--listen', '4000'], 'train: --listen must be HOST:PORT, such as 10.0.0.1:4000. Received: 4000.'],
  [['--listen', 'a:1', 'a.ts'], '--listen takes its work from a notebook, and nothing but --token beside it'],
  [['--listen', 'a:1', '--processes', '2'], 'Received: --processes.'],
  [['--listen', 'a:1', '--token', 'short'], 'train: a token has at least 16 characters. Received: 5.'],
  [['--token', 'a token of the tests', 'a.ts'], 'train: --token is for --listen HOST:PORT.'],
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
  [['--nnodes', '3:2', 'a.ts'], '--nodes MIN:MAX: MIN must be a whole number of 1 to 2. Received: 3.'],
])('%j is an error', (given, message) => {
  expect(() => readTrainOptions(given)).toThrow(message);
});
