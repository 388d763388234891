// The names of version 0.1 for images still work.
import { expect, test } from 'vitest';
import { ImageDataGenerator } from '../../lib/image/image-data-generator.js';
import type {
  PictureArray,
  PictureIterator,
  PicturesOnly,
  TableFlowOptions,
} from '../../lib/image/old-names.js';
import { tf } from '../../lib/tf.js';

test('types', async () => {
  const images: PictureArray = tf.zeros([2, 3, 3, 1]) as tf.Tensor4D;
  const iterator: PictureIterator<PicturesOnly> = new ImageDataGenerator().flow(images);
  const [x] = await iterator.batch();
  expect(x.shape).toEqual([2, 3, 3, 1]);
});

test('flowFromTable', () => {
  const options: TableFlowOptions = { directory: 'none', targetSize: [2, 2] };
  const generator = new ImageDataGenerator();
  expect(() => generator.flowFromTable([], options)).toThrow('The table gives no images');
});
