// The formats that data sets come in, whole and broken.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readCifarRecords } from '../../lib/datasets/cifar-records.js';
import { DataFormatError } from '../../lib/datasets/errors.js';
import { readIdx } from '../../lib/datasets/idx.js';
import { fileEnding, readTar } from '../../lib/datasets/tar.js';
import { unzipInto } from '../../lib/datasets/unzip.js';
import { cifarRecord, tarEntry } from './archives.js';

describe('readIdx', () => {
  test('gives shape and values', () => {
    const { shape, values } = readIdx(Uint8Array.of(0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6));
    expect([shape, [...values]]).toEqual([
      [2, 3],
      [1, 2, 3, 4, 5, 6],
    ]);
  });

  test.each([
    ['nothing', [], '0x00000000'],
    ['another type', [0, 0, 13, 1, 0, 0, 0, 0], '0x00000d01'],
    ['another format', [31, 139, 8, 0, 0], '0x1f8b0800'],
    ['a header cut short', [0, 0, 8, 3, 0, 0], 'Expected 16 bytes of header, received 6'],
    ['values cut short', [0, 0, 8, 1, 0, 0, 0, 3, 1, 2], 'Expected 3 values for shape [3], received 2'],
    ['too many values', [0, 0, 8, 1, 0, 0, 0, 1, 1, 2], 'Expected 1 values for shape [1], received 2'],
  ])('names %s', (_, bytes, message) => {
    expect(() => readIdx(Uint8Array.from(bytes))).toThrow(message);
  });
});

describe('readTar', () => {
  const archive = Buffer.concat([
    tarEntry('data/', '', '5'),
    tarEntry('data/a.txt', 'first'),
    tarEntry('data/b.txt', 'second'.repeat(200)),
    Buffer.alloc(1024),
  ]);

  test('gives regular files', () => {
    const files = readTar(archive);
    expect([...files.keys()]).toEqual(['data/a.txt', 'data/b.txt']);
    expect(Buffer.from(fileEnding(files, 'b.txt')).toString()).toBe('second'.repeat(200));
  });

  test('names what is wrong', () => {
    expect(() => readTar(archive.subarray(0, 2000))).toThrow('cut short');
    expect(() => readTar(Buffer.alloc(512, 'x'))).toThrow('This is not a tar archive');
    expect(() => fileEnding(readTar(archive), 'c.txt')).toThrow('received data/a.txt, data/b.txt');
  });
});

test('readCifarRecords brings the colours of a pixel together', () => {
  const record = cifarRecord([3, 7], [10, 20, 30]);
  const { values, shape, labels } = readCifarRecords([record, record], 2, 1);
  expect([shape, [...labels]]).toEqual([
    [32, 32, 3],
    [7, 7],
  ]);
  expect([...values.subarray(0, 6)]).toEqual([10, 20, 30, 10, 20, 30]);
  expect(() => readCifarRecords([record.subarray(1)], 2, 1)).toThrow('cut short');
});

describe('unzipInto', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unzip-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test('unpacks folders, Hangul and blanks', async () => {
    const archive = zipSync({
      'a/고양이 1.txt': strToU8('cat'),
      'a/b/c.txt': strToU8('c'),
      'empty/': strToU8(''),
    });
    await unzipInto(archive, join(folder, 'target'));
    expect((await readFile(join(folder, 'target', 'a', '고양이 1.txt'))).toString()).toBe('cat');
    expect(await readdir(folder)).toEqual(['target']);
  });

  test.each(['../out.txt', 'a/../../out.txt', '/out.txt', 'a\\..\\out.txt', 'C:out.txt'])(
    'refuses %s and leaves nothing',
    async (name) => {
      const archive = zipSync({ 'good.txt': strToU8('good'), [name]: strToU8('bad') });
      const failure = await unzipInto(archive, join(folder, 'target')).catch((error) => error);
      expect(failure).toBeInstanceOf(DataFormatError);
      expect(failure.message).toContain(`${JSON.stringify(name)} would lie outside`);
      expect(await readdir(folder)).toEqual([]);
    },
  );

  test('names what is no zip, or half of one', async () => {
    await expect(unzipInto(strToU8('no zip'), join(folder, 'target'))).rejects.toThrow(
      'Nothing was unpacked',
    );
    const archive = zipSync({ 'a.txt': strToU8('x'.repeat(1000)) }, { level: 0 });
    await expect(unzipInto(archive.subarray(0, 500), join(folder, 'target'))).rejects.toThrow(
      DataFormatError,
    );
    expect(await readdir(folder)).toEqual([]);
  });

  test('refuses what would unpack to more than the disk should take', async () => {
    const archive = zipSync({ 'a.txt': strToU8('x') }, { level: 0 });
    const directory = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
    directory.writeUInt32LE(0xfffffff0, directory.indexOf('PK\x01\x02') + 24);
    await expect(unzipInto(archive, join(folder, 'target'))).rejects.toThrow(
      /announces 4,294,967,280 bytes, but an archive of this size can hold [\d,]+ at most/,
    );
  });
});
