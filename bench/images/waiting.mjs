// How much of a training's time goes into waiting for images: from the end of a step, or from when the next batch is
// asked for, until that batch is there, with the course's CNN on augmented images.
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
let free = 0; // since when nothing but the next batch is missing
let waited = 0;
await measure();
const rounds = [await measure(), await measure(), await measure()];
const middle = rounds.sort((a, b) => a.waiting - b.waiting)[1];
console.log(JSON.stringify({ steps: STEPS, ...middle }));
process.exit(0);

async function measure() {
  waited = 0;
  const start = performance.now();
  const onTrainBatchEnd = () => {
    free = performance.now();
  };
  await model.fit(noted(), { stepsPerEpoch: STEPS, epochs: 1, verbose: 0, callbacks: { onTrainBatchEnd } });
  const milliseconds = performance.now() - start;
  return { seconds: milliseconds / 1000, waiting: waited / milliseconds };
}

/** The same batches, noting when each came: one is asked for as soon as the step on the one before begins. */
async function* noted() {
  for (let step = 0; ; step++) {
    const asked = performance.now();
    free = step === 0 ? asked : Number.POSITIVE_INFINITY;
    const batch = await flow.batch();
    waited += Math.max(0, performance.now() - free);
    yield batch;
  }
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
