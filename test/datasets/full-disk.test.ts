// A disk that fills up while a data set is written: a clear error, nothing left half written.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { writeCached } from '../../lib/datasets/cache.js';
import { DiskError } from '../../lib/datasets/errors.js';
import { unzipInto } from '../../lib/datasets/unzip.js';

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const full = () => Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  return {
    ...real,
    async writeFile(path: string, data: Uint8Array) {
      await real.writeFile(path, data.subarray(0, 10));
      if (data.length > 10) throw full();
    },
    async open(path: string, flags: string) {
      const file = await real.open(path, flags);
      return Object.assign(file, {
        async writeFile(data: Uint8Array) {
          await file.write(data.subarray(0, 10));
          if (data.length > 10) throw full();
        },
      });
    },
  };
});

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'full-disk-'));
  process.env.TENSORCELL_CACHE = folder;
});

afterEach(async () => {
  delete process.env.TENSORCELL_CACHE;
  await rm(folder, { recursive: true, force: true });
});

test('the cache keeps no half file', async () => {
  const failure = await writeCached('a/b.bin', Buffer.alloc(100)).catch((error) => error);
  expect(failure).toBeInstanceOf(DiskError);
  expect(failure.message).toMatch(/Could not write .*b\.bin.*no space left.*Free some disk space/);
  expect(await readdir(join(folder, 'datasets', 'a'))).toEqual([]);
});

test('an archive leaves no half folder', async () => {
  const archive = zipSync({ 'a.txt': strToU8('short'), 'b.txt': strToU8('long '.repeat(100)) });
  await expect(unzipInto(archive, join(folder, 'target'))).rejects.toThrow(DiskError);
  expect(await readdir(folder)).toEqual([]);
});
