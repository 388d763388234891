// The real files, from a mirror as a folder and over HTTP: run where TENSORCELL_DATA_MIRROR or ../shared/data has them.
import { createReadStream, existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { catsAndDogs } from '../../lib/datasets/cats-and-dogs.js';
import { mnist } from '../../lib/datasets/mnist.js';

const mirror = process.env.TENSORCELL_DATA_MIRROR ?? resolve('../shared/data');
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'real-'));
  vi.stubEnv('TENSORCELL_CACHE', folder);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  await rm(folder, { recursive: true, force: true });
});

const missing = existsSync(join(mirror, 'mnist')) ? '' : ' [skipped: no mirror]';

describe.skipIf(missing)(`a mirror with the real files${missing}`, () => {
  test('MNIST from a folder, then from the cache alone', async () => {
    vi.stubEnv('TENSORCELL_DATA_MIRROR', mirror);
    await expectMnist();
    vi.stubEnv('TENSORCELL_DATA_MIRROR', join(folder, 'gone'));
    await expectMnist();
  });

  test('MNIST over HTTP', async () => {
    const server = createServer((request, response) =>
      createReadStream(join(mirror, request.url!)).pipe(response),
    );
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    vi.stubEnv('TENSORCELL_DATA_MIRROR', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    await expectMnist();
    server.closeAllConnections();
    server.close();
  });

  test('cats and dogs, once unpacked', async () => {
    vi.stubEnv('TENSORCELL_DATA_MIRROR', mirror);
    await expectFolders(await catsAndDogs());
    vi.stubEnv('TENSORCELL_DATA_MIRROR', join(folder, 'gone'));
    await expectFolders(await catsAndDogs());
  });
});

test('cats and dogs drawn where there is no network', async () => {
  vi.stubEnv('TENSORCELL_DATA_MIRROR', join(folder, 'gone'));
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('fetch failed');
  });
  const drawn = await catsAndDogs();
  expect(drawn.standIn).toContain('drawn');
  await expectFolders(drawn);
});

async function expectMnist(): Promise<void> {
  const { train, test: held, standIn } = await mnist();
  expect(standIn).toBeUndefined();
  expect([train.x.shape, held.x.shape]).toEqual([
    [60000, 28, 28],
    [10000, 28, 28],
  ]);
  expect([...train.y.dataSync().slice(0, 5), ...held.y.dataSync().slice(0, 5)]).toEqual([
    5, 0, 4, 1, 9, 7, 2, 1, 0, 4,
  ]);
  for (const tensor of [train.x, train.y, held.x, held.y]) tensor.dispose();
}

async function expectFolders({
  trainDir,
  validationDir,
}: {
  trainDir: string;
  validationDir: string;
}): Promise<void> {
  for (const [dir, images] of [
    [trainDir, 1000],
    [validationDir, 500],
  ] as const) {
    for (const name of ['cats', 'dogs']) expect(await readdir(join(dir, name))).toHaveLength(images);
  }
}
