// A network trained from folders of images: the course's on the data set it names, a small one on the drawn stand-in.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  datasets,
  ImageDataGenerator,
  imageDatasetFromDirectory,
  layers,
  random,
  sequential,
  tf,
} from '../../lib/index.js';
import { goldenPath } from './golden.js';

const mirror = process.env.TENSORCELL_DATA_MIRROR ?? resolve('../shared/data');
const training = new ImageDataGenerator({
  rescale: 1 / 255,
  rotationRange: 40,
  widthShiftRange: 0.2,
  heightShiftRange: 0.2,
  shearRange: 0.2,
  zoomRange: 0.2,
  horizontalFlip: true,
  fillMode: 'nearest',
});
const plain = new ImageDataGenerator({ rescale: 1 / 255 });
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'training-'));
  vi.stubEnv('TENSORCELL_CACHE', folder);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  await rm(folder, { recursive: true, force: true });
});

/** Convolutions of the given numbers of filters, each halved in size, then two dense layers. */
function network(side: number, filters: number[], units: number) {
  const model = sequential([layers.inputLayer({ inputShape: [side, side, 3] })]);
  for (const count of filters) {
    model.add(layers.conv2d({ filters: count, kernelSize: 3, activation: 'relu' }));
    model.add(layers.maxPooling2d({ poolSize: 2 }));
  }
  model.add(layers.flatten());
  model.add(layers.dense({ units, activation: 'relu' }));
  model.add(layers.dense({ units: 1, activation: 'sigmoid' }));
  model.compile({ optimizer: 'adam', loss: 'binaryCrossentropy', metrics: ['accuracy'] });
  return model;
}

const missing = existsSync(join(mirror, 'cats-and-dogs')) ? '' : ' [skipped: no mirror]';

test.skipIf(missing)(`the course’s network on cats_and_dogs_filtered.zip${missing}`, async () => {
  vi.stubEnv('TENSORCELL_DATA_MIRROR', mirror);
  const { trainDir, validationDir } = await datasets.catsAndDogs();
  const options = { targetSize: [150, 150], batchSize: 20, classMode: 'binary', seed: 1 } as const;
  const train = training.flowFromDirectory(trainDir, options);
  expect([train.samples, train.length, train.classIndices]).toEqual([2000, 100, { cats: 0, dogs: 1 }]);
  random.setSeed(1);
  const model = network(150, [32, 64, 128, 128], 512);
  const { history } = await model.fit(train, {
    stepsPerEpoch: 4,
    epochs: 2,
    validationData: plain.flowFromDirectory(validationDir, options),
    validationSteps: 2,
    verbose: 0,
  });
  expect(Object.keys(history)).toEqual(['loss', 'accuracy', 'val_loss', 'val_accuracy']);
  for (const loss of [...history.loss!, ...history.val_loss!]) expect(loss).toBeGreaterThan(0.3);
  for (const loss of [...history.loss!, ...history.val_loss!]) expect(loss).toBeLessThan(1.5);
});

test('a small network learns to tell the drawn cats from the drawn dogs, and leaves no tensor behind', async () => {
  vi.stubEnv('TENSORCELL_DATA_MIRROR', join(folder, 'none'));
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('fetch failed');
  });
  const { trainDir, validationDir } = await datasets.catsAndDogs();
  random.setSeed(1);
  const options = { targetSize: [64, 64], batchSize: 20, classMode: 'binary' } as const;
  const model = network(64, [16, 32], 64);
  const train = training.flowFromDirectory(trainDir, options);
  const validation = plain.flowFromDirectory(validationDir, options);
  await model.fit(train, { stepsPerEpoch: 20, epochs: 1, verbose: 0 });
  const before = tf.memory().numTensors;
  await model.fit(train, { stepsPerEpoch: 60, epochs: 3, verbose: 0 });
  const { accuracy } = await model.evaluate(validation, { verbose: 0 });
  expect(accuracy).toBeGreaterThan(0.6);
  expect(tf.memory().numTensors).toBeLessThanOrEqual(before);
});

test('a network trains on a data set from a folder, validated by the other side of the split', async () => {
  const options = { imageSize: 16, labelMode: 'binary', validationSplit: 0.3, subset: 'both' } as const;
  const folder = goldenPath('images');
  const [train, validation] = imageDatasetFromDirectory(folder, { ...options, batchSize: 3, seed: 1 });
  random.setSeed(1);
  const model = network(16, [4], 4);
  const { history } = await model.fit(train, { epochs: 3, validationData: validation, verbose: 0 });
  expect(history.val_loss).toHaveLength(3);
  const before = tf.memory().numTensors;
  await model.fit(train, { epochs: 2, validationData: validation, verbose: 0 });
  expect(tf.memory().numTensors).toBe(before);
  expect((await model.predict(train)).shape).toEqual([7, 1]);
});
