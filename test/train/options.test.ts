import { expect, test } from 'vitest';
import { readTrainOptions } from '../../kernel/train/options.js';

test('options stand before the script, its arguments behind', () => {
  expect(readTrainOptions(['--processes', '4', '--max-restarts=2', 'a.ts', '--processes', '7'])).toEqual({
    script: 'a.ts',
    args: ['--processes', '7'],
    processes: 4,
    maxRestarts: 2,
  });
  expect(readTrainOptions(['a.ts'])).toEqual({
    script: 'a.ts',
    args: [],
    processes: undefined,
    maxRestarts: 0,
  });
});

test("torchrun's spelling is taken", () => {
  expect(readTrainOptions(['--nnodes=1', '--nproc-per-node', '2', 'a.ts']).processes).toBe(2);
});

test.each([
  [[], 'train: expected a script'],
  [['--processes', '0', 'a.ts'], 'train: --processes must be a whole number of at least 1. Received: 0.'],
  [['--processes', 'two', 'a.ts'], 'Received: two.'],
  [['--max-restarts', '1.5', 'a.ts'], 'train: --max-restarts must be a whole number of at least 0'],
  [['--speed', '9', 'a.ts'], "Unknown option '--speed'"],
  [['--nodes', '2', 'a.ts'], 'train: --nodes is not computed'],
  [['--rdzv-endpoint', 'a:1', 'a.ts'], 'train: --rdzv-endpoint is not computed'],
])('%j is an error', (given, message) => {
  expect(() => readTrainOptions(given)).toThrow(message);
});
