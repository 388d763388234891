// Files of data sets that unpack to more than the data set holds, or are larger than they can be.
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cachePath } from '../../lib/datasets/cache.js';
import { sha256 } from '../../lib/datasets/checksum.js';
import { ChecksumError, DataFormatError, SourceUnavailableError } from '../../lib/datasets/errors.js';
import { fetchFile } from '../../lib/datasets/fetch-file.js';
import { gunzipFile } from '../../lib/datasets/gunzip.js';
import { readIdx } from '../../lib/datasets/idx.js';
import { mnist } from '../../lib/datasets/mnist.js';
import type { SourceFile } from '../../lib/datasets/source-file.js';

const noAddress = 'http://127.0.0.1:9/nothing';
let folder: string;
let before: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'unpacked-'));
  process.env.TENSORCELL_CACHE = join(folder, 'cache');
  process.env.TENSORCELL_DATA_MIRROR = join(folder, 'mirror');
  before = process.memoryUsage().rss;
});

afterEach(() => {
  expect(process.memoryUsage().rss - before).toBeLessThan(3e8);
  delete process.env.TENSORCELL_CACHE;
  delete process.env.TENSORCELL_DATA_MIRROR;
  rmSync(folder, { recursive: true, force: true });
});

/** Many small gzip files in one: 64 MiB a member, so that the bomb itself is quickly made. */
function bomb(members: number, announced?: number): Buffer {
  const bytes = Buffer.concat(Array(members).fill(gzipSync(Buffer.alloc(2 ** 26))));
  if (announced !== undefined) bytes.writeUInt32LE(announced, bytes.length - 4);
  return bytes;
}

const file = (bytes: Buffer, more: Partial<SourceFile> = {}): SourceFile => ({
  path: 'some/data.gz',
  url: noAddress,
  bytes: bytes.length,
  fingerprints: [{ of: 'gunzipped', sha256: '00' }],
  ...more,
});

function put(path: string, bytes: Uint8Array): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  return path;
}

describe('gzip that unpacks to more than is expected', () => {
  test.each([
    ['1.5 GB for a known 1 MB', bomb(24), 2 ** 20],
    ['128 MB for a known 64 MB and a byte less', bomb(2), 2 ** 26 - 1],
    ['announced as 5 bytes', bomb(3, 5), 1000],
  ])('%s', async (_, bytes, unpackedBytes) => {
    const failure = await gunzipFile(file(bytes, { unpackedBytes }), bytes).catch((error) => error);
    expect(failure).toBeInstanceOf(DataFormatError);
    expect(failure.message).toMatch(
      new RegExp(
        `some/data.gz cannot be unpacked: it unpacks to more than the ${unpackedBytes} bytes expected`,
      ),
    );
  });

  test('of unknown size: a hundredfold is the limit, and all below it is read', async () => {
    const bytes = bomb(2);
    await expect(gunzipFile(file(bytes), bytes)).rejects.toThrow(
      /unpacks to more than the \d+ bytes expected/,
    );
    expect(await gunzipFile(file(bomb(1)), bomb(1))).toHaveLength(2 ** 26);
  });

  test('before it is verified, in a mirror', async () => {
    const bytes = bomb(24);
    put(join(folder, 'mirror', 'some', 'data.gz'), bytes);
    const failure = await fetchFile(file(bytes, { unpackedBytes: 2 ** 20 })).catch((error) => error);
    expect(failure).toBeInstanceOf(ChecksumError);
    expect(failure.message).toMatch(
      /not the published file.*unpacks to more than the 1048576 bytes expected/,
    );
  });

  test('as MNIST itself', async () => {
    for (const [part, kind] of [
      ['train', 'images-idx3'],
      ['train', 'labels-idx1'],
      ['t10k', 'images-idx3'],
      ['t10k', 'labels-idx1'],
    ])
      put(join(folder, 'mirror', 'mnist', `${part}-${kind}-ubyte.gz`), bomb(1));
    await expect(mnist()).rejects.toThrow(/mnist.*unpacks to more than the 47040016 bytes expected/);
  });
});

describe('files of another size than the data set’s', () => {
  const content = Buffer.from('the content');
  const known = file(content, { path: 'a.bin', fingerprints: [{ of: 'file', sha256: sha256(content) }] });

  test('in a mirror: not read, and told', async () => {
    truncateSync(put(join(folder, 'mirror', 'a.bin'), content), 1.5e9);
    const failure = await fetchFile(known).catch((error) => error);
    expect(failure).toBeInstanceOf(SourceUnavailableError);
    expect(failure.message).toMatch(/a\.bin has 1500000000 bytes, where 65558 are expected at most/);
  });

  test('in the cache: not read, and brought anew', async () => {
    put(join(folder, 'mirror', 'a.bin'), content);
    truncateSync(put(cachePath('a.bin'), content), 1.5e9);
    expect((await fetchFile(known)).bytes).toEqual(content);
  });

  test('a folder in its place', async () => {
    mkdirSync(join(folder, 'mirror', 'a.bin'), { recursive: true });
    await expect(fetchFile(known)).rejects.toThrow(/a\.bin is not a file/);
  });
});

test.each([
  [[2 ** 31, 28, 28], 'values for shape [2147483648,28,28], received 4'],
  [[1, 2], '2 values for shape [1,2], received 4'],
])('an IDX header that announces %j names the file', (shape, reason) => {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.writeUInt32BE(0x0800 + shape.length);
  shape.forEach((size, i) => void header.writeUInt32BE(size, 4 + 4 * i));
  const read = () => readIdx(Buffer.concat([header, Buffer.alloc(4)]), 'labels.gz');
  expect(read).toThrow('labels.gz is not a complete IDX file.');
  expect(read).toThrow(reason);
});
