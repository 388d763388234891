// One image from a file or bytes: as the data set reads it, shown by itself.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { displaySymbol, type MimeBundle } from '../../lib/host.js';
import { imageDatasetFromDirectory } from '../../lib/image/image-dataset.js';
import { loadImage } from '../../lib/image/one-image.js';
import { tf } from '../../lib/tf.js';
import { installCsv } from '../../lib/tfjs/csv.js';

const folder = mkdtempSync(join(tmpdir(), 'tensorcell-one-image-'));
const path = join(folder, 'cats', 'cat.png');

beforeAll(async () => {
  await tf.setBackend('cpu');
  mkdirSync(join(folder, 'cats', '.ipynb_checkpoints'), { recursive: true });
  mkdirSync(join(folder, '.ipynb_checkpoints'));
  const data = Uint8Array.from({ length: 12 * 7 * 3 }, (_, i) => (i * 37) % 256);
  await sharp(data, { raw: { width: 12, height: 7, channels: 3 } })
    .png()
    .toFile(path);
  for (const place of ['cats/.ipynb_checkpoints', '.ipynb_checkpoints'])
    await sharp(path).toFile(join(folder, place, 'cat.png'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('loadImage', () => {
  it("gives the file's own pixels as a batch of one, from path, address and bytes", async () => {
    const image = await loadImage(path);
    expect([image.shape, image.dtype]).toEqual([[1, 7, 12, 3], 'float32']);
    expect([...image.dataSync().slice(0, 4)]).toEqual([0, 37, 74, 111]);
    const bytes = await sharp(path).png().toBuffer();
    for (const other of [await loadImage(pathToFileURL(path)), await loadImage(bytes)])
      expect(other.dataSync()).toEqual(image.dataSync());
  });

  it("resizes as the data set of its folder does, which has no class of Jupyter's copies", async () => {
    const image = await loadImage(path, { size: [5, 6] });
    const dataset = imageDatasetFromDirectory(folder, { imageSize: [5, 6], verbose: false });
    expect([dataset.classNames, dataset.filePaths.length]).toEqual([['cats'], 1]);
    const [batch] = await dataset.take(1);
    expect(image.dataSync()).toEqual(batch![0].dataSync());
    expect(await dataset.take(0)).toEqual([]);
  });

  it('shows itself', async () => {
    const image = await loadImage(path, { size: 6, colorMode: 'grayscale' });
    const bundle = await (image as unknown as { [displaySymbol](): Promise<MimeBundle> })[displaySymbol]();
    expect(bundle['text/plain']).toBe('Image, 6 × 6 pixels, 1 channel');
    const { width } = await sharp(Buffer.from(String(bundle['image/png']), 'base64')).metadata();
    expect(width).toBe(96); // each pixel 16 times as large
  });

  it('says what it cannot read', async () => {
    await expect(loadImage(join(folder, 'dog.png'))).rejects.toThrow('there is no such file');
    await expect(loadImage(Buffer.from('no image at all'))).rejects.toThrow('The bytes');
    await expect(loadImage(3 as never)).rejects.toThrow(
      "expected a path, an address or a file's bytes. Received: 3",
    );
    await expect(loadImage(path, { size: 2.5 })).rejects.toThrow('size must be a whole number');
    await expect(loadImage(path, { fit: 'fill' as never })).rejects.toThrow('fit');
  });
});

it('tf.data.csv takes a plain path', async () => {
  installCsv();
  const csv = join(folder, 'people.csv');
  writeFileSync(csv, 'age,height\n31,1.7\n22,1.8\n');
  expect(await tf.data.csv(csv).toArray()).toEqual([
    { age: 31, height: 1.7 },
    { age: 22, height: 1.8 },
  ]);
});
