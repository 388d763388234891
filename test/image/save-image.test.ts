// Images to files: what is written is what is read again.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadImage } from '../../lib/image/one-image.js';
import { saveImage } from '../../lib/image/save-image.js';
import { tf } from '../../lib/tf.js';

const folder = mkdtempSync(join(tmpdir(), 'tensorcell-save-image-'));
const at = (name: string) => join(folder, name);

beforeAll(() => tf.setBackend('cpu'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('saveImage', () => {
  it.each([
    ['rgb', 3],
    ['grayscale', 1],
    ['rgba', 4],
  ] as const)('keeps every pixel of %s in PNG, from a batch of one as well', async (colorMode, channels) => {
    const values = Array.from({ length: 5 * 7 * channels }, (_, i) => (i * 41) % 256);
    const image = tf.tensor3d(values, [5, 7, channels]);
    await saveImage(at('folder/that/is/new.png'), image);
    const again = await loadImage(at('folder/that/is/new.png'), { colorMode });
    expect([again.shape, [...again.dataSync()]]).toEqual([[1, 5, 7, channels], values]);
    await saveImage(at('batch.png'), again);
    expect(readFileSync(at('batch.png'))).toEqual(readFileSync(at('folder/that/is/new.png')));
  });

  it('takes values up to 1 as shares, nested lists, and rounds', async () => {
    await saveImage(at('shares.png'), [
      [0, 0.5],
      [1, 0.001],
    ]);
    const [image] = [await loadImage(at('shares.png'), { colorMode: 'grayscale' })];
    expect([...image!.dataSync()]).toEqual([0, 128, 255, 0]);
  });

  it('writes what the ending says, smaller at less quality', async () => {
    const noise = tf.randomUniform([64, 64, 3], 0, 255, 'float32', 1);
    for (const ending of ['jpg', 'jpeg', 'webp']) {
      await saveImage(at(`good.${ending}`), noise);
      await saveImage(at(`poor.${ending}`), noise, { quality: 10 });
      expect((await sharp(at(`good.${ending}`)).metadata()).format).toBe(ending === 'jpg' ? 'jpeg' : ending);
      const [good, poor] = [`good.${ending}`, `poor.${ending}`].map((name) => readFileSync(at(name)).length);
      expect(poor).toBeLessThan(good! / 2);
    }
  });

  it.each([
    [
      'another ending',
      () => saveImage(at('a.tiff'), [[1]]),
      /path must end in '.png', '.jpg', '.jpeg' or '.webp'\. Received: '.*a\.tiff'/,
    ],
    ['no path', () => saveImage(3 as never, [[1]]), /expected a path, such as 'cat.png'\. Received: 3/],
    [
      'a batch',
      () => saveImage(at('a.png'), tf.zeros([2, 4, 4, 3])),
      /Received: shape \[2,4,4,3\]\. Take one of them/,
    ],
    [
      'two channels',
      () => saveImage(at('a.png'), tf.zeros([4, 4, 2])),
      /1, 3 or 4 channels\. Received: shape \[4,4,2\]/,
    ],
    ['a negative value', () => saveImage(at('a.png'), [[0, -1]]), /from 0 to 255\. Received: -1/],
    ['NaN', () => saveImage(at('a.png'), [[0, Number.NaN]]), /Received: NaN/],
    ['a quality of 0', () => saveImage(at('a.png'), [[1]], { quality: 0 }), /quality must be from 1 to 100/],
    ['an unknown option', () => saveImage(at('a.png'), [[1]], { size: 3 } as never), /size/],
  ])('refuses %s, and writes nothing', async (_, save, message) => {
    await expect(save()).rejects.toThrow(message);
    expect(existsSync(at('a.png')) || existsSync(at('a.tiff'))).toBe(false);
  });
});
