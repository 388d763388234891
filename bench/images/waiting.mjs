// How much of a training's time goes into waiting for pictures: the course's CNN on augmented batches, against the same
// steps on one batch that is there already.
import { ImageDataGenerator, layers, random, sequential } from '../../dist/lib/index.js';
import { BATCH, SIDE, settings } from './course.mjs';

const STEPS = 30;
const directory = process.argv[2] ?? '';
random.setSeed(0);
const flow = new ImageDataGenerator(settings['the course’s augmentation']).flowFromDirectory(directory, {
  targetSize: [SIDE, SIDE],
  batchSize: BATCH,
  classMode: 'binary',
});
const model = courseModel();
const [x, y] = await flow.batch();
const sameBatch = async function* () {
  for (;;) yield/** @type {[typeof x, typeof y]} */ ([x.clone(), y.clone()]);
};
await seconds(flow);
await seconds(sameBatch);
const pairs = [];
for (let round = 0; round < 3; round++) {
  pairs.push({ pictures: await seconds(flow), ready: await seconds(sameBatch) });
}
const middle = pairs.sort((a, b) => a.pictures / a.ready - b.pictures / b.ready)[1];
if (middle) {
  const waiting = Math.max(0, 1 - middle.ready / middle.pictures);
  console.log(JSON.stringify({ steps: STEPS, ...middle, waiting }));
}
process.exit(0);

/** @param {any} batches */
async function seconds(batches) {
  const start = performance.now();
  await model.fit(batches, { stepsPerEpoch: STEPS, epochs: 1, verbose: 0 });
  return (performance.now() - start) / 1000;
}

function courseModel() {
  const made = sequential([
    layers.conv2d({ filters: 32, kernelSize: 3, activation: 'relu', inputShape: [SIDE, SIDE, 3] }),
    layers.maxPooling2d({ poolSize: 2 }),
    layers.conv2d({ filters: 64, kernelSize: 3, activation: 'relu' }),
    layers.maxPooling2d({ poolSize: 2 }),
    layers.conv2d({ filters: 128, kernelSize: 3, activation: 'relu' }),
    layers.maxPooling2d({ poolSize: 2 }),
    layers.conv2d({ filters: 128, kernelSize: 3, activation: 'relu' }),
    layers.maxPooling2d({ poolSize: 2 }),
    layers.flatten(),
    layers.dense({ units: 512, activation: 'relu' }),
    layers.dense({ units: 1, activation: 'sigmoid' }),
  ]);
  made.compile({ optimizer: 'adam', loss: 'binaryCrossentropy', metrics: ['accuracy'] });
  return made;
}
