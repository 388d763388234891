// Folders and images that are not as they should be: a clear error or a documented skip, never a hang.
import { execFileSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { registerEngine, tensorFlowInUse } from '../../lib/engine/engine.js';
import { host, type MimeBundle, setHost } from '../../lib/host.js';
import { ImageDataGenerator } from '../../lib/image/image-data-generator.js';
import { decodeWith } from '../../lib/image/loading/decode.js';
import { ImageError } from '../../lib/image/loading/errors.js';
import { tf } from '../../lib/tf.js';
import { goldenPath } from './golden.js';

const good = goldenPath('images/dogs/image 1.jpg');
const generator = new ImageDataGenerator({ rescale: 1 / 255 });
const before = host();
let folder: string;
let said: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'images-'));
  said = [];
  setHost({ ...before, display: (bundle: MimeBundle) => said.push(String(bundle['text/plain'])) });
});

afterEach(async () => {
  setHost(before);
  await rm(folder, { recursive: true, force: true });
});

async function image(name: string, content?: Buffer): Promise<string> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  if (content) await writeFile(path, content);
  else await copyFile(good, path);
  return path;
}

const flow = (options = {}) =>
  generator.flowFromDirectory(folder, { targetSize: [8, 8], shuffle: false, ...options });

describe('folders', () => {
  test('missing', () => {
    const missing = join(folder, '없는 폴더');
    expect(() => generator.flowFromDirectory(missing)).toThrow(`There is no folder ${missing}`);
  });

  test('a file in its place', async () => {
    const path = await image('a.jpg');
    expect(() => generator.flowFromDirectory(path)).toThrow('received a file in its place');
  });

  test('without classes', async () => {
    expect(() => flow()).toThrow('has no class folders');
    await image('a.jpg');
    expect(() => flow()).toThrow(/Expected one folder a class.*only files \(a\.jpg/);
  });

  test('without images', async () => {
    await image('cats/notes.txt', Buffer.from('no image'));
    expect(() => flow()).toThrow('Found no images');
  });

  test('a class that is asked for and missing', async () => {
    await image('cats/a.jpg');
    expect(() => flow({ classes: ['cats', 'dogs'] })).toThrow(`There is no folder ${join(folder, 'dogs')}`);
  });

  test('one class only, for binary', async () => {
    await image('cats/a.jpg');
    expect(() => flow({ classMode: 'binary' })).toThrow("classMode 'binary' needs 2 classes, received 1");
  });

  test('one image only', async () => {
    await image('cats/a.jpg');
    const iterator = flow({ batchSize: 32 });
    expect([iterator.length, iterator.samples]).toEqual([1, 1]);
    for (let pass = 0; pass < 3; pass++) {
      const [x, y] = await iterator.batch();
      expect([x.shape, y.shape]).toEqual([
        [1, 8, 8, 3],
        [1, 1],
      ]);
    }
  });

  test('Hangul and blanks, other files, folders named like images', async () => {
    await image('고양이 사진/첫 번째 고양이.JPG');
    await image('고양이 사진/메모.txt', Buffer.from('a note'));
    await image('개/더 깊이/강아지 1.jpeg');
    await mkdir(join(folder, '개', 'folder.png'));
    const iterator = flow();
    expect(iterator.classIndices).toEqual({ 개: 0, '고양이 사진': 1 });
    expect(iterator.filenames).toEqual([
      join('개', '더 깊이', '강아지 1.jpeg'),
      join('고양이 사진', '첫 번째 고양이.JPG'),
    ]);
    expect((await iterator.batch())[0].shape).toEqual([2, 8, 8, 3]);
    expect(said).toContain('Found 2 images belonging to 2 classes.');
  });

  test('links to folders only where asked for, a link to above never twice', async () => {
    await image('cats/a.jpg');
    await image('elsewhere/b.jpg');
    await symlink(join(folder, 'elsewhere'), join(folder, 'cats', 'link'));
    await symlink(join(folder, 'cats'), join(folder, 'cats', 'loop'));
    expect(flow({ classes: ['cats'] }).filenames).toEqual([join('cats', 'a.jpg')]);
    const followed = flow({ classes: ['cats'], followLinks: true });
    expect(followed.filenames).toEqual([join('cats', 'a.jpg'), join('cats', 'link', 'b.jpg')]);
  });
});

const cannotHold = (side: string) =>
  new RegExp(`it announces ${side} pixels, but a file of \\d+ bytes can hold \\d+ at most`);

/** A small image whose header was changed. */
async function lying(format: 'png' | 'gif' | 'webp', change: (bytes: Buffer) => void): Promise<Buffer> {
  const bytes = await sharp(good).toFormat(format).toBuffer();
  change(bytes);
  return bytes;
}

/** A JPEG whose header claims another size. */
async function jpegOfSize(side: number): Promise<Buffer> {
  const bytes = await readFile(good);
  const frame = bytes.indexOf(Buffer.of(0xff, 0xc0));
  bytes.writeUInt16BE(side, frame + 5);
  bytes.writeUInt16BE(side, frame + 7);
  return bytes;
}

await registerEngine();
const decoders = [
  ['sharp alone', undefined],
  ['TensorFlow', tensorFlowInUse()],
] as const;

describe.each(decoders)('images, decoded by %s', (_, library) => {
  beforeEach(() => decodeWith(library));
  afterEach(() => decodeWith(undefined));

  const broken: [name: string, content: () => Promise<Buffer>, reason: RegExp][] = [
    ['a text file', async () => Buffer.from('this is text, not an image'), /not an image in a known format/],
    ['an empty file', async () => Buffer.alloc(0), /the file is empty/],
    ['a truncated JPEG', async () => (await readFile(good)).subarray(0, -60), /premature end|cut short/],
    [
      'a corrupt JPEG',
      async () => Buffer.concat([(await readFile(good)).subarray(0, 30), Buffer.alloc(500, 7)]),
      /./,
    ],
    ['100 megapixels', () => jpegOfSize(10_000), /more than 89 million pixels/],
    ['a JPEG that claims 81 megapixels', () => jpegOfSize(9000), cannotHold('9000 × 9000')],
    [
      'a PNG that claims 80 megapixels',
      () => lying('png', (bytes) => bytes.writeUInt32BE(80_000_000 / bytes.readUInt32BE(20), 16)),
      cannotHold('\\d+ × \\d+'),
    ],
    [
      'a GIF that claims 64 megapixels',
      () =>
        lying('gif', (bytes) => {
          bytes.writeUInt16LE(8000, 6);
          bytes.writeUInt16LE(8000, 8);
        }),
      cannotHold('8000 × 8000'),
    ],
    [
      'a WebP that claims 81 megapixels',
      () =>
        lying('webp', (bytes) => {
          bytes.writeUInt16LE(9000, 26);
          bytes.writeUInt16LE(9000, 28);
        }),
      cannotHold('9000 × 9000'),
    ],
    [
      'a BMP cut short',
      async () => (await readFile(goldenPath('formats/color.bmp'))).subarray(0, 200),
      /cut short/,
    ],
    ['a PPM too large', async () => Buffer.from('P6 20000 20000 255\n'), /more than 89 million pixels/],
  ];

  test.each(['jpeg', 'png', 'gif', 'webp', 'tiff'] as const)(
    'a large and empty %s is read',
    async (format) => {
      const create = { width: 3000, height: 3000, channels: 3, background: '#fff' } as const;
      const options = format === 'jpeg' ? { progressive: true, optimiseCoding: true, quality: 1 } : {};
      const bytes = await sharp({ create }).toFormat(format, options).toBuffer();
      await image('cats/1.jpg', bytes);
      const [x] = await flow({ batchSize: 1 }).batch();
      expect(Math.min(...x.dataSync())).toBeGreaterThan(0.99);
    },
  );

  test.each(['jpeg', 'png', 'gif', 'webp', 'tiff'] as const)(
    'maxPixels is the limit of a %s',
    async (format) => {
      const create = { width: 50, height: 40, channels: 3, background: '#fff' } as const;
      await image('cats/1.jpg', await sharp({ create }).toFormat(format).toBuffer());
      await expect(flow({ batchSize: 1, maxPixels: 1999 }).batch()).rejects.toThrow(/more than 1999 pixels/);
      await expect(flow({ batchSize: 1, maxPixels: 2000 }).batch()).resolves.toBeDefined();
      expect(() => flow({ maxPixels: 0 })).toThrow(/maxPixels must be a whole number of at least 1/);
    },
  );

  test.skipIf(process.platform === 'win32')('a pipe is not waited for', async () => {
    await image('cats/1.jpg');
    execFileSync('mkfifo', [join(folder, 'cats', '2.jpg')]);
    await expect(flow({ batchSize: 2 }).batch()).rejects.toThrow(/not a file, but a folder, pipe or device/);
  });

  test.each(broken)('%s is named', async (_, content, reason) => {
    await image('cats/1.jpg');
    const path = await image('cats/2.jpg', await content());
    await image('dogs/3.jpg');
    const failure = await flow({ batchSize: 3 })
      .batch()
      .catch((error) => error);
    expect(failure).toBeInstanceOf(ImageError);
    expect(failure.image).toBe(path);
    expect(failure.message).toMatch(reason);
    expect(failure.message).toContain("onCorrupt: 'skip'");
  });

  test.each(broken)('%s is left out where asked for, and said once', async (_, content) => {
    await image('cats/1.jpg');
    const path = await image('cats/2.jpg', await content());
    await image('dogs/3.jpg');
    const iterator = flow({ batchSize: 3, classMode: 'sparse', onCorrupt: 'skip' });
    for (let pass = 0; pass < 2; pass++) {
      const [x, y] = await iterator.batch();
      expect([x.shape, [...y.dataSync()]]).toEqual([
        [2, 8, 8, 3],
        [0, 1],
      ]);
      expect(Math.min(...(x.mean([1, 2, 3]) as tf.Tensor).dataSync())).toBeGreaterThan(0.2);
    }
    expect(iterator.skipped).toEqual([path]);
    expect(said.filter((line) => line.startsWith('Left out'))).toHaveLength(1);
  });

  test('all broken, all left out: an error, not an endless search', async () => {
    await image('cats/1.jpg', Buffer.from('text'));
    await image('cats/2.jpg', Buffer.from('text'));
    await expect(flow({ batchSize: 1, onCorrupt: 'skip' }).batch()).rejects.toThrow('all 2 are broken');
  });

  test('a file that is gone by the time it is read', async () => {
    const iterator = generator.flowFromDataframe([{ filename: 'cats/1.jpg', class: 'a' }], {
      directory: folder,
      validateFilenames: false,
      targetSize: [8, 8],
    });
    await expect(iterator.batch()).rejects.toThrow('there is no such file');
  });
});

describe('arrays', () => {
  test('wrong ranks and lengths are named', () => {
    const x = tf.zeros([4, 6, 6]) as tf.Tensor;
    expect(() => generator.flow(x)).toThrow(
      /Expected shape \[rows, height, width, channels\], received \[4,6,6\].*expandDims/,
    );
    const images = tf.zeros([4, 6, 6, 1]) as tf.Tensor4D;
    expect(() => generator.flow(images, [0, 1, 0])).toThrow(
      'y and x must have as many rows. Expected 4, received 3',
    );
    expect(() => generator.flow(images, [0, 1, 0, 1], { batchSize: 0 })).toThrow('batchSize must be');
  });

  test('a split that parts the classes is named', () => {
    const half = new ImageDataGenerator({ validationSplit: 0.5 });
    const images = tf.zeros([4, 6, 6, 1]) as tf.Tensor4D;
    expect(() => half.flow(images, [0, 0, 1, 1], { subset: 'training' })).toThrow('shuffle them');
    expect(half.flow(images, [0, 0, 1, 1], { subset: 'training', ignoreClassSplit: true }).samples).toBe(2);
    expect(half.flow(images, [0, 1, 1, 0], { subset: 'validation' }).samples).toBe(2);
    expect(() => generator.flow(images, [0, 0, 1, 1], { subset: 'validation' })).toThrow(
      'validationSplit above 0',
    );
  });

  test('a preprocessingFunction that changes the shape is named', async () => {
    const shrinking = new ImageDataGenerator({
      preprocessingFunction: (image) => image.slice([0, 0, 0], [2, 2, 1]),
    });
    const iterator = shrinking.flow(tf.zeros([1, 6, 6, 1]) as tf.Tensor4D);
    await expect(iterator.batch()).rejects.toThrow(
      "must keep the image's shape. Expected [6,6,1], received [2,2,1]",
    );
  });
});

describe('tables', () => {
  test('wrong columns are named, files that are missing left out', async () => {
    await image('a.jpg');
    const table = [
      { filename: 'a.jpg', class: 'cat', age: 3, weight: 0.5 },
      { filename: 'missing.jpg', class: 'dog', age: 1, weight: 1 },
    ];
    const options = { directory: folder, targetSize: [8, 8] as const };
    const [x, y, weights] = await generator
      .flowFromDataframe(table, { ...options, classMode: 'raw', yCol: 'age', weightCol: 'weight' })
      .batch();
    expect([x.shape, [...y.dataSync()], [...weights.dataSync()]]).toEqual([[1, 8, 8, 3], [3], [0.5]]);
    expect(said.join()).toContain('Left out 1 of 2 rows');
    expect(() => generator.flowFromDataframe(table, { ...options, xCol: 'file' })).toThrow(
      /Row 0 names no file.*filename/,
    );
    expect(() => generator.flowFromDataframe(table, { ...options, yCol: 'age' })).toThrow(
      "use classMode: 'raw'",
    );
    expect(() => generator.flowFromDataframe([], options)).toThrow('The table gives no images');
  });

  test('rows are left out only where files are looked at', async () => {
    await image('a.jpg');
    const table = [{ filename: 'a.jpg' }, { filename: 'gone.jpg' }, { filename: 'a.txt' }];
    const options = { directory: folder, classMode: null, shuffle: false } as const;
    expect(generator.flowFromDataframe(table, options).filenames).toEqual(['a.jpg']);
    expect(generator.flowFromDataframe(table, { ...options, validateFilenames: false }).samples).toBe(3);
  });

  test('several outputs, lists of classes, a list of numbers', async () => {
    await image('a.jpg');
    const table = [
      { filename: 'a.jpg', age: 3, box: [1, 2, 3, 4], tags: ['cat', 'old'] },
      { filename: 'a.jpg', age: 5, box: [5, 6, 7, 8], tags: 'dog' },
      { filename: 'a.jpg', age: 7, box: [9, 9, 9, 9], tags: ['bird'] },
    ];
    const options = { directory: folder, targetSize: [8, 8], shuffle: false } as const;
    const severalOutputs = { ...options, classMode: 'multiOutput', yCol: ['age', 'box'] } as const;
    const [, [age, box]] = await generator.flowFromDataframe(table, severalOutputs).batch();
    expect([[...age!.dataSync()], box!.arraySync()]).toEqual([[3, 5, 7], table.map((row) => row.box)]);
    const tagged = generator.flowFromDataframe(table, {
      ...options,
      yCol: 'tags',
      classes: ['old', 'cat', 'dog'],
    });
    expect([tagged.samples, tagged.classIndices]).toEqual([2, { old: 0, cat: 1, dog: 2 }]);
    expect((await tagged.batch())[1].arraySync()).toEqual([
      [1, 1, 0],
      [0, 0, 1],
    ]);
    const wrong = { ...options, classMode: 'multiOutput', yCol: 'age' } as never;
    expect(() => generator.flowFromDataframe(table, wrong)).toThrow('needs a column for each output');
    expect(() =>
      generator.flowFromDataframe(table, { ...options, classMode: 'sparse', yCol: 'tags' }),
    ).toThrow('A class is not a string');
    const uneven = generator.flowFromDataframe([table[0]!, { ...table[1]!, box: [1] }], severalOutputs);
    await expect(uneven.batch()).rejects.toThrow('lists of numbers of one length');
  });

  test('binary needs two classes, all modes are named', async () => {
    await image('a.jpg');
    const table = [{ filename: 'a.jpg', class: 'cat' }];
    const options = { directory: folder } as const;
    expect(() => generator.flowFromDataframe(table, { ...options, classMode: 'binary' })).toThrow(
      "classMode 'binary' needs 2 classes, received 1",
    );
    expect(() => generator.flowFromDataframe(table, { ...options, classMode: 'other' as 'raw' })).toThrow(
      "classMode must be 'categorical', 'binary', 'sparse', 'input', 'raw', 'multiOutput' or null",
    );
  });
});
