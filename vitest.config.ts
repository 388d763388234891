import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const setupFiles = ['test/turn-of-the-loop.ts'];

/** Fast tests that load modules anew: with other settings, or with a part of Node's in place of the real one. */
const apart = [
  'test/datasets/full-disk.test.ts',
  'test/datasets/servers.test.ts',
  'test/engine/fallback.test.ts',
];

// Two tiers by file name: `*.test.ts` answers in seconds and loads no native library;
// `*.full.test.ts` uses the real parts (libtensorflow, kernels over the wire). Those that drive JupyterLab in
// Chromium run by themselves, one file after another.
export default defineConfig({
  test: {
    // As many as cores: the tests with real parts wait for other processes much of their time.
    maxWorkers: availableParallelism(),
    minWorkers: 1,
    projects: [
      {
        test: {
          setupFiles,
          name: 'fast',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.full.test.ts', ...apart],
          testTimeout: 30_000,
          // The library is loaded once for all files, which would take longer than the tests.
          poolOptions: { forks: { isolate: false } },
        },
      },
      { test: { setupFiles, name: 'fast-apart', include: apart, testTimeout: 30_000 } },
      {
        test: {
          setupFiles,
          name: 'full',
          include: ['test/**/*.full.test.ts'],
          exclude: ['test/browser/**'],
          pool: 'forks',
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          setupFiles,
          name: 'browser',
          include: ['test/browser/**/*.full.test.ts'],
          pool: 'forks',
          poolOptions: { forks: { singleFork: true } },
          testTimeout: 600_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
