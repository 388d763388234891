// TensorFlow.js' own test suite on our backend: all passes but what TensorFlow itself does otherwise.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { ignored, ignoredByTfjsNode } from './ignored.mjs';

const script = join(import.meta.dirname, 'run.mjs');

test('the suite passes', { timeout: 600_000 }, async () => {
  // Without oneDNN, which it leaves off on some processors, TensorFlow refuses NCHW and dilated depthwise convolutions.
  const env = { ...process.env, TF_ENABLE_ONEDNN_OPTS: '1' };
  const { stdout } = await promisify(execFile)(process.execPath, [script], { env, maxBuffer: 2 ** 26 });
  const result = JSON.parse(stdout) as { passed: number; ignored: number; failures: object[] };
  expect(result.failures).toEqual([]);
  expect(result.passed).toBeGreaterThan(4000);
  expect(result.ignored).toBe(Object.keys(ignored).length);
});

test('nothing is left out that tfjs-node runs', () => {
  const others = ignoredByTfjsNode();
  expect(others.length).toBeGreaterThan(80);
  for (const name of Object.keys(ignored)) expect(others.some((other) => name.includes(other))).toBe(true);
});
