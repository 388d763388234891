// The version of NVIDIA's driver, as Linux' files tell it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nvidiaDriver } from '../../../lib/engine/pjrt/nvidia-driver.js';

test.each([
  ['NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.129.03  Thu Oct 19 18:56:32 UTC 2023', 535],
  ['NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  580.65.06  Release Build  (dvs-builder)', 580],
  ['NVRM version: of another form', undefined],
])('of %s', (text, version) => {
  const folder = mkdtempSync(join(tmpdir(), 'tensorcell-driver-'));
  const file = join(folder, 'version');
  writeFileSync(file, `${text}\nGCC version:  gcc version 12.2.0 (Debian 12.2.0-14)\n`);
  expect(nvidiaDriver(file)).toBe(version);
  rmSync(folder, { recursive: true });
  expect(nvidiaDriver(file)).toBeUndefined();
});
