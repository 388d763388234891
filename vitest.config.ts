import { defineConfig } from 'vitest/config';

const setupFiles = ['test/turn-of-the-loop.ts'];

// Two tiers by file name: `*.test.ts` answers in seconds and loads no native library;
// `*.full.test.ts` uses the real parts (libtensorflow, kernels over the wire). Those that drive JupyterLab in
// Chromium run by themselves, one file after another.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          setupFiles,
          name: 'fast',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.full.test.ts'],
          testTimeout: 30_000,
        },
      },
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
