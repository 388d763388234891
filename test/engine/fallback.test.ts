// A TensorFlow that is there but does not load: the slower engines take over, and say why and what to do.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import '../../lib/engine/kernels/transform-kernel.js';
import { requireComplete } from '../../lib/engine/complete-file.js';
import { engineInfo, registerEngine } from '../../lib/engine/engine.js';
import { LibraryLoadError, remedyFor } from '../../lib/engine/load-failure.js';
import { tf } from '../../lib/tf.js';

test.runIf(process.platform === 'linux')('a damaged library: cpu at once, then wasm', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'broken-'));
  const names = ['libtensorflow_framework.so.2', 'libtensorflow_cc.so.2'];
  for (const name of names) writeFileSync(join(folder, name), 'not a library');
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  vi.stubEnv('TENSORCELL_LIBTENSORFLOW', folder);

  await registerEngine();
  const x = tf.tensor([1, 2]);
  const squares = x.square();
  expect(tf.getBackend()).toBe('cpu');
  expect(Array.from(squares.dataSync())).toEqual([1, 4]);
  await vi.waitFor(() => expect(engineInfo().backend).toBe('wasm'), { timeout: 20_000 });
  expect(tf.getBackend()).toBe('wasm');
  expect(Array.from(x.add(squares).dataSync())).toEqual([2, 6]);
  // The second image too moves by one to the left, which TensorFlow.js' own kernel does not see to.
  const images = tf.tensor4d([1, 2, 3, 4, 5, 6], [2, 1, 3, 1]);
  const byOne = [1, 0, 1, 0, 1, 0, 0, 0];
  const moved = tf.image.transform(images, tf.tensor2d([byOne, byOne]), 'nearest', 'constant', 0);
  expect(Array.from(moved.dataSync())).toEqual([2, 3, 0, 5, 6, 0]);

  const { reason, remedy } = engineInfo();
  expect(reason).toContain(join(folder, names[0]!));
  expect(reason).toContain('file too short');
  expect(remedy).toContain('--force-reinstall');
  expect(warn.mock.calls).toEqual([[`TensorCell computes on the slower wasm backend: ${reason}. ${remedy}`]]);
  rmSync(folder, { recursive: true });
  vi.unstubAllEnvs();
});

test('a library that was cut off is not handed to the loader, which would crash', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cut-'));
  const [file, other] = [join(folder, 'lib.so'), join(folder, 'text')];
  const header = Buffer.alloc(64);
  header.write('\x7fELF\x02', 'latin1');
  header.writeBigUInt64LE(1000n, 0x28);
  header.writeUInt16LE(64, 0x3a);
  header.writeUInt16LE(2, 0x3c);
  writeFileSync(file, Buffer.concat([header, Buffer.alloc(1063)]));
  expect(() => requireComplete(file)).toThrow(`${file} does not load: file too short: 1127 of 1128 bytes`);
  writeFileSync(file, Buffer.concat([header, Buffer.alloc(1064)]));
  requireComplete(file);
  writeFileSync(other, 'something else');
  requireComplete(other);
  rmSync(folder, { recursive: true });
});

test.each([
  ['libcudart.so.11.0: cannot open shared object file: No such file or directory', 'tensorflow[and-cuda]'],
  [
    "/lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.38' not found (required by /a/lib.so)",
    'older TensorFlow',
  ],
  ['/a/lib.so: invalid ELF header', '--force-reinstall'],
  ['/a/lib.so: undefined symbol: TF_NewStatus', '--force-reinstall'],
  ['libgomp.so.1: cannot open shared object file: No such file or directory', "the system's package"],
])('the remedy for "%s"', (answer, remedy) => {
  const error = new LibraryLoadError('/a/lib.so', answer);
  expect(remedyFor(error)).toContain(remedy);
  expect(error.message).toMatch(/^\/a\/lib\.so does not load: (?!\/a\/lib\.so)/);
});
