// Keras' utilities: files, images, parts of data.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as layers from '../../lib/layers/layers.js';
import { tf } from '../../lib/tf.js';
import * as utils from '../../lib/utils/utils.js';

let folder: string;
const before = { ...process.env };
beforeAll(async () => {
  await tf.setBackend('cpu');
  folder = mkdtempSync(join(tmpdir(), 'utils-'));
  mkdirSync(join(folder, 'mirror/files'), { recursive: true });
  Object.assign(process.env, {
    TENSORCELL_CACHE: join(folder, 'cache'),
    TENSORCELL_DATA_MIRROR: join(folder, 'mirror'),
  });
});
afterAll(() => {
  process.env = before;
  rmSync(folder, { recursive: true, force: true });
});

const origin = 'https://example.invalid/it';

/** A tar archive of one file. */
function tar(name: string, content: string): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('0', 156);
  const body = Buffer.alloc(512);
  body.write(content);
  return Buffer.concat([header, body, Buffer.alloc(1024)]);
}

describe('files', () => {
  test('are fetched once, and checked', async () => {
    const path = join(folder, 'mirror/files/words.txt');
    writeFileSync(path, 'one two');
    const fileHash = createHash('sha256').update('one two').digest('hex');
    const found = await utils.getFile('words.txt', { origin, fileHash });
    rmSync(path);
    expect(readFileSync(await utils.getFile('words.txt', { origin, fileHash }), 'utf8')).toBe('one two');
    expect(found.startsWith(join(folder, 'cache'))).toBe(true);
    writeFileSync(path, 'others');
    const again = utils.getFile('words.txt', { origin, fileHash, forceDownload: true });
    await expect(again).rejects.toThrow('is not the published file');
  });

  test('are unpacked', async () => {
    const bytes = gzipSync(tar('data/a.txt', 'hello'));
    writeFileSync(join(folder, 'mirror/files/data.tar.gz'), bytes);
    const md5Hash = createHash('md5').update(bytes).digest('hex');
    const root = await utils.getFile('data.tar.gz', { origin, md5Hash, extract: true });
    expect(readFileSync(join(root, 'data/a.txt'), 'utf8')).toBe('hello');
    expect(await utils.getFile('data.tar.gz', { origin, untar: true })).toBe(root);
    expect(basename(root)).toBe('data_extracted');
  });

  test('are unpacked to the folders of Keras', async () => {
    // keras.utils.get_file(…, extract=True) of Keras 3.15: os.path.basename of what it gives.
    const bytes = gzipSync(tar('data/a.txt', 'hello'));
    for (const name of ['words.v1.tar', 'plain_archive', 'list.tgz_archive', 'words.zip'])
      writeFileSync(
        join(folder, `mirror/files/${name}`),
        name === 'words.zip' ? gzipSync(tar('b.txt', 'b')) : bytes,
      );
    const first = await utils.getFile('words.v1.tar', { origin, extract: true });
    expect(basename(first)).toBe('words_extracted');
    expect(basename(await utils.getFile('plain', { origin, untar: true }))).toBe('plain');
    const unnamed = await utils.getFile(null, { origin: 'https://example.org/list.tgz', extract: true });
    expect(basename(unnamed)).toBe('list.tgz');
    expect(readFileSync(join(unnamed, 'data/a.txt'), 'utf8')).toBe('hello');
    // A second archive whose name begins alike is unpacked beside the first.
    expect(await utils.getFile('words.zip', { origin, extract: true })).toBe(first);
    expect([existsSync(join(first, 'data/a.txt')), existsSync(join(first, 'b.txt'))]).toEqual([true, true]);
  });

  test('that lead outside are refused', async () => {
    writeFileSync(join(folder, 'mirror/files/bad.tar'), tar('../x.txt', 'no'));
    await expect(utils.getFile('bad.tar', { origin, extract: true })).rejects.toThrow('outside the folder');
    await expect(utils.getFile('../x', { origin })).rejects.toThrow("a file's name");
    await expect(utils.getFile('x.txt')).rejects.toThrow("an address as 'origin'");
    await expect(utils.getFile('x.txt', { origin, fileHash: 'abc' })).rejects.toThrow('32 digits of MD5');
  });
});

describe('images', () => {
  const values = [0, 0.5, 1, 0.25, 0.75, 0.1];
  const x = tf.tensor3d(values, [1, 2, 3]);

  test('are made of arrays as Keras makes them', () => {
    // keras.utils.array_to_img(…): Pillow's image of the same numbers.
    expect([...utils.arrayToImg(x).dataSync()]).toEqual([0, 127, 255, 63, 191, 25]);
    expect([...utils.arrayToImg(tf.mul(x, 300), { scale: false }).dataSync()]).toEqual([
      0, 150, 255, 75, 225, 30,
    ]);
    expect(utils.arrayToImg(x, { dataFormat: 'channelsFirst' }).shape).toEqual([2, 3, 1]);
    expect(utils.imgToArray(tf.ones([2, 3])).shape).toEqual([2, 3, 1]);
    expect(() => utils.arrayToImg(tf.ones([2, 2, 3, 1]))).toThrow('one image');
  });

  test('are saved and loaded again', async () => {
    const path = join(folder, 'dot.png');
    await utils.saveImg(path, x);
    const image = await utils.loadImg(path);
    expect([image.shape, [...image.dataSync()]]).toEqual([
      [1, 2, 3],
      [0, 127, 255, 63, 191, 25],
    ]);
    expect((await utils.loadImg(path, { targetSize: [3, 5], colorMode: 'grayscale' })).shape).toEqual([
      3, 5, 1,
    ]);
    await expect(utils.saveImg(join(folder, 'dot.xyz'), x)).rejects.toThrow('expected a format');
    await expect(utils.loadImg(join(folder, 'nothing.png'))).rejects.toThrow('no such file');
    await expect(utils.loadImg(path, { interpolation: 'area' as never })).rejects.toThrow('interpolation');
  });
});

describe('data', () => {
  test('is packed and unpacked', () => {
    expect(utils.packXYSampleWeight(1)).toEqual([1]);
    expect(utils.packXYSampleWeight(1, 2, 3)).toEqual([1, 2, 3]);
    expect(utils.unpackXYSampleWeight([1, 2])).toEqual([1, 2, null]);
    expect(utils.unpackXYSampleWeight(7)).toEqual([7, null, null]);
    expect(() => utils.unpackXYSampleWeight([1, 2, 3, 4])).toThrow('a list of 4');
  });

  test('is split in two', () => {
    const [left, right] = utils.splitDataset([tf.range(0, 10), tf.ones([10, 2])], { leftSize: 0.8 });
    expect([left[0]!.shape, right[1]!.shape]).toEqual([[8], [2, 2]]);
    const [first, second] = utils.splitDataset(tf.range(0, 5), { rightSize: 2, shuffle: true });
    expect([...first.dataSync(), ...second.dataSync()].sort()).toEqual([0, 1, 2, 3, 4]);
    expect(() => utils.splitDataset(tf.range(0, 5))).toThrow('Received: neither');
    expect(() => utils.splitDataset(tf.range(0, 5), { leftSize: 1.5 })).toThrow('between 0 and 1');
    expect(() => utils.splitDataset(tf.range(0, 5), { leftSize: 4, rightSize: 3 })).toThrow('of 5 together');
  });

  test('leads back to the inputs of a tensor', () => {
    const [a, b] = [layers.input({ shape: [2] }), layers.input({ shape: [2] })];
    const sum = layers.add().apply([layers.dense({ units: 2 }).apply(a), b]);
    expect(utils.getSourceInputs(sum as tf.SymbolicTensor)).toEqual([a, b]);
  });
});
