// Channels first, and whole numbers: the same images, laid out and typed as asked for.
import { expect, test } from 'vitest';
import type { ImageDataGeneratorOptions } from '../../lib/image/generator-options.js';
import { ImageDataGenerator } from '../../lib/image/image-data-generator.js';
import { tf } from '../../lib/tf.js';

const images = tf.randomUniform([4, 6, 5, 3], 0, 255, 'float32', 1) as tf.Tensor4D;
const first = images.transpose([0, 3, 1, 2]) as tf.Tensor4D;
const augmenting: ImageDataGeneratorOptions = {
  rotationRange: 40,
  widthShiftRange: 0.2,
  heightShiftRange: 2,
  zoomRange: 0.2,
  horizontalFlip: true,
  channelShiftRange: 20,
  featurewiseCenter: true,
  featurewiseStdNormalization: true,
};

function toLast(x: tf.Tensor): number[] {
  return [...x.transpose(x.rank === 4 ? [0, 2, 3, 1] : [1, 2, 0]).dataSync()];
}

test('flow, fit and the single steps give the same with the channels first', async () => {
  const last = new ImageDataGenerator(augmenting);
  const turned = new ImageDataGenerator({ ...augmenting, dataFormat: 'channelsFirst' });
  last.fit(images);
  turned.fit(first);
  const flow = turned.flow(first, undefined, { seed: 3 });
  const [expected] = await last.flow(images, undefined, { seed: 3 }).batch();
  const [x] = await flow.batch();
  expect([flow.imageShape, x.shape]).toEqual([
    [3, 6, 5],
    [4, 3, 6, 5],
  ]);
  expect(toLast(x)).toEqual([...expected.dataSync()]);
  const image = images.slice([0], [1]).squeeze([0]) as tf.Tensor3D;
  const imageFirst = image.transpose<tf.Tensor3D>([2, 0, 1]);
  expect(turned.getRandomTransform([3, 6, 5], 1)).toEqual(last.getRandomTransform([6, 5, 3], 1));
  expect(toLast(turned.randomTransform(imageFirst, 1))).toEqual([
    ...last.randomTransform(image, 1).dataSync(),
  ]);
  expect(toLast(turned.standardize(imageFirst))).toEqual([...last.standardize(image).dataSync()]);
});

test("a user's function sees the channels where the generator has them", async () => {
  const seen: number[][] = [];
  const preprocessingFunction = (image: tf.Tensor3D): tf.Tensor3D => {
    seen.push(image.shape);
    return image.mul(tf.tensor([1, 0, 0], [3, 1, 1]));
  };
  const generator = new ImageDataGenerator({ preprocessingFunction, dataFormat: 'channelsFirst' });
  const [x] = await generator.flow(first, undefined, { shuffle: false }).batch();
  expect(seen[0]).toEqual([3, 6, 5]);
  expect([...x.sum([2, 3]).greater(0).dataSync()]).toEqual([1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0]);
});

test('int32 cuts fractions off, as NumPy', async () => {
  const generator = new ImageDataGenerator({ rescale: 0.5, dtype: 'int32' });
  const [x] = await generator.flow(tf.tensor([3, -3, 4], [1, 1, 3, 1]), undefined).batch();
  expect([x.dtype, [...x.dataSync()]]).toEqual(['int32', [1, -1, 2]]);
});

test('a wrong rank is named in the layout asked for', () => {
  const generator = new ImageDataGenerator({ dataFormat: 'channelsFirst' });
  expect(() => generator.flow(tf.zeros([2, 3, 4]))).toThrow(
    /Expected shape \[rows, channels, height, width\], received \[2,3,4\].*expandDims\(1\)/,
  );
});
