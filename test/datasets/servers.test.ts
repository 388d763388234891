// Every loader that fetches, against a server that answers at the published addresses with the published formats, made
// small: the addresses asked, the archives' insides, the tensors, the cache after.
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { californiaHousing } from '../../lib/datasets/california-housing.js';
import { cifar10, cifar100 } from '../../lib/datasets/cifar.js';
import { ChecksumError, DataFormatError } from '../../lib/datasets/errors.js';
import { fashionMnist } from '../../lib/datasets/fashion-mnist.js';
import { mnist } from '../../lib/datasets/mnist.js';
import type { SourceFile } from '../../lib/datasets/source-file.js';
import { cifarRecord, idxGz, tarGz } from './archives.js';

/** Checksums of the small files, which pass for the published ones here. */
const genuine = vi.hoisted(() => new Set<string>());
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

vi.mock('../../lib/datasets/checksum.js', async (original) => ({
  ...(await original<typeof import('../../lib/datasets/checksum.js')>()),
  identify: async (file: SourceFile, bytes: Uint8Array) =>
    genuine.has(sha256(bytes)) ? file.fingerprints[0] : undefined,
}));

/** What lies at each public address; a text leads elsewhere. */
let published: Record<string, Buffer | string>;
let asked: string[];
let server: Server;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'servers-'));
  vi.stubEnv('TENSORCELL_CACHE', folder);
  vi.stubEnv('TENSORCELL_DATA_MIRROR', '');
  asked = [];
  server = createServer((request, response) => {
    const address = decodeURIComponent(request.url!.slice(1));
    asked.push(address);
    const content = published[address];
    if (content === undefined) response.writeHead(404).end();
    else if (typeof content === 'string') response.writeHead(302, { location: onLoopback(content) }).end();
    else response.writeHead(200, { 'content-length': content.length, etag: '"1"' }).end(content);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { fetch } = globalThis;
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => fetch(onLoopback(url), init));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

function onLoopback(url: string): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/${encodeURIComponent(url)}`;
}

function publish(files: Record<string, Buffer | string>): void {
  published = files;
  for (const content of Object.values(files)) if (typeof content !== 'string') genuine.add(sha256(content));
}

const toronto = 'https://www.cs.toronto.edu/~kriz';
const tenNames = 'airplane automobile bird cat deer dog frog horse ship truck'.split(' ');

function cifar10Archive(): Buffer {
  const batches = [1, 2, 3, 4, 5].map((number) => [
    `data_batch_${number}.bin`,
    Buffer.concat([cifarRecord([number], [number, 20, 30]), cifarRecord([9], [40, 50, 60])]),
  ]);
  return tarGz('cifar-10-batches-bin', {
    'batches.meta.txt': `${tenNames.join('\n')}\n\n`,
    ...Object.fromEntries(batches),
    'readme.html': '<html></html>',
    'test_batch.bin': cifarRecord([3], [255, 0, 1]),
  });
}

test('CIFAR-10: five batches joined in order, names from the archive, then the cache alone', async () => {
  publish({ [`${toronto}/cifar-10-binary.tar.gz`]: cifar10Archive() });
  const { train, test: held, classes } = await cifar10();
  expect(classes).toEqual(tenNames);
  expect([train.x.shape, train.y.dtype, [...train.y.dataSync()]]).toEqual([
    [10, 32, 32, 3],
    'int32',
    [1, 9, 2, 9, 3, 9, 4, 9, 5, 9],
  ]);
  expect([...train.x.slice([4, 31, 31, 0], [1, 1, 1, 3]).dataSync()]).toEqual([3, 20, 30]);
  expect([held.x.shape, [...held.x.slice([0], [1]).dataSync().slice(0, 3)]]).toEqual([
    [1, 32, 32, 3],
    [255, 0, 1],
  ]);
  const shaped = await cifar10({ normalize: true, oneHot: true });
  expect(shaped.train.y.shape).toEqual([10, 10]);
  expect(shaped.test.x.max().dataSync()[0]).toBe(1);
  expect(asked).toEqual([`${toronto}/cifar-10-binary.tar.gz`]);
});

test('CIFAR-100: fine and coarse labels', async () => {
  publish({
    [`${toronto}/cifar-100-binary.tar.gz`]: tarGz('cifar-100-binary', {
      'coarse_label_names.txt': 'aquatic_mammals\nfish\n',
      'fine_label_names.txt': 'apple\naquarium_fish\nbaby\n',
      'test.bin': cifarRecord([0, 2], [1, 2, 3]),
      'train.bin': Buffer.concat([cifarRecord([1, 0], [4, 5, 6]), cifarRecord([0, 1], [7, 8, 9])]),
    }),
  });
  const fine = await cifar100();
  const coarse = await cifar100({ labelMode: 'coarse' });
  expect([fine.classes, [...fine.train.y.dataSync()], [...fine.test.y.dataSync()]]).toEqual([
    ['apple', 'aquarium_fish', 'baby'],
    [0, 1],
    [2],
  ]);
  expect([coarse.classes, [...coarse.train.y.dataSync()]]).toEqual([
    ['aquatic_mammals', 'fish'],
    [1, 0],
  ]);
  expect([...fine.train.x.slice([1, 0, 0, 0], [1, 1, 1, 3]).dataSync()]).toEqual([7, 8, 9]);
  expect(asked).toHaveLength(1);
});

const google = 'https://storage.googleapis.com';

describe.each([
  ['Fashion-MNIST', fashionMnist, `${google}/tensorflow/tf-keras-datasets`],
  ['MNIST', mnist, `${google}/cvdf-datasets/mnist`],
] as const)('%s', (_, load, address) => {
  test('four gzipped IDX files', async () => {
    const pixels = (first: number) => [first, ...new Array(28 * 28 - 1).fill(0)];
    publish({
      [`${address}/train-images-idx3-ubyte.gz`]: idxGz([2, 28, 28], [...pixels(255), ...pixels(51)]),
      [`${address}/train-labels-idx1-ubyte.gz`]: idxGz([2], [9, 0]),
      [`${address}/t10k-images-idx3-ubyte.gz`]: idxGz([1, 28, 28], pixels(7)),
      [`${address}/t10k-labels-idx1-ubyte.gz`]: idxGz([1], [4]),
    });
    const { train, test: held, classes } = await load({ normalize: true, channel: true });
    expect([train.x.shape, [...train.y.dataSync()], classes.length]).toEqual([[2, 28, 28, 1], [9, 0], 10]);
    expect(train.x.slice([1, 0, 0, 0], [1, 1, 1, 1]).dataSync()[0]).toBeCloseTo(0.2);
    expect([held.x.shape, [...held.y.dataSync()]]).toEqual([[1, 28, 28, 1], [4]]);
    expect(asked.sort()).toEqual(Object.keys(published).sort());
  });
});

test('California housing: a table in a tar, by way of a redirect', async () => {
  const rows = [
    '-122.230000,37.880000,41.000000,880.000000,129.000000,322.000000,126.000000,8.325200,452600.000000',
    '-122.220000,37.860000,21.000000,7099.000000,1106.000000,2401.000000,1138.000000,8.301400,358500.000000',
    '-122.240000,37.850000,52.000000,1467.000000,190.000000,496.000000,177.000000,7.257400,352100.000000',
    '-122.250000,37.850000,52.000000,1274.000000,235.000000,558.000000,219.000000,5.643100,341300.000000',
    '-122.250000,37.850000,52.000000,1627.000000,280.000000,565.000000,259.000000,3.846200,342200.000000',
  ];
  publish({
    'https://ndownloader.figshare.com/files/5976036': 'https://s3.example/cal_housing.tgz',
    'https://s3.example/cal_housing.tgz': tarGz('CaliforniaHousing', {
      'cal_housing.data': `${rows.join('\n')}\n`,
      'cal_housing.domain': 'longitude: continuous.\n',
    }),
  });
  const { train, test: held, all, features } = await californiaHousing();
  expect([train.x.shape, held.x.shape, features.length]).toEqual([[4, 8], [1, 8], 8]);
  expect([...all.y.dataSync()]).toEqual([452600, 358500, 352100, 341300, 342200]);
  expect(all.x.slice([0, 7], [1, 1]).dataSync()[0]).toBeCloseTo(8.3252);
  expect(asked).toEqual(Object.keys(published));
});

describe('what is not as published', () => {
  test('other bytes are thrown away', async () => {
    publish({});
    published = { [`${toronto}/cifar-10-binary.tar.gz`]: tarGz('other', { 'a.txt': 'no images' }) };
    await expect(cifar10()).rejects.toThrow(ChecksumError);
  });

  test('an archive that lacks a file, a file that is cut short', async () => {
    publish({ [`${toronto}/cifar-10-binary.tar.gz`]: tarGz('cifar-10-batches-bin', { 'a.bin': 'a' }) });
    await expect(cifar10()).rejects.toThrow('Expected one ending in data_batch_1.bin');
    publish({
      [`${toronto}/cifar-100-binary.tar.gz`]: tarGz('cifar-100-binary', {
        'coarse_label_names.txt': 'a\n',
        'fine_label_names.txt': 'a\n',
        'test.bin': cifarRecord([0, 0], [1, 2, 3]).subarray(1),
        'train.bin': cifarRecord([0, 0], [1, 2, 3]),
      }),
    });
    await expect(cifar100()).rejects.toThrow(DataFormatError);
  });
});
