// A TensorFlow that does not load: the slower engine takes over, and says so.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { engineInfo, registerEngine } from '../../lib/engine/engine.js';
import { startWasm } from '../../lib/engine/fallback.js';
import { tf } from '../../lib/tf.js';

test.runIf(process.platform === 'linux')('a broken library: cpu, a notice, and the mend', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'broken-'));
  const names = ['libtensorflow_framework.so.2', 'libtensorflow_cc.so.2'];
  for (const name of names) writeFileSync(join(folder, name), 'not a library');
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  vi.stubEnv('TENSORCELL_LIBTENSORFLOW', folder);

  await registerEngine();
  expect(Array.from(tf.tensor([1, 2]).square().dataSync())).toEqual([1, 4]);

  const info = engineInfo();
  expect(info.backend).toBe('cpu');
  expect(info.reason).toContain(folder);
  expect(info.mend).toContain('TENSORCELL_LIBTENSORFLOW');
  const said = warn.mock.calls.flat().join('\n');
  expect(said).toContain('slower cpu backend');
  expect(said).not.toContain('install our node backend');
  rmSync(folder, { recursive: true });
  vi.unstubAllEnvs();
});

test('wasm starts in Node', async () => {
  expect(await startWasm()).toBe(true);
  expect(tf.getBackend()).toBe('wasm');
  expect(Array.from((await tf.tensor([1, 2]).square().data()) as Float32Array)).toEqual([1, 4]);
});
