// Trains a model in this process, once for each line that it is sent: with TensorCell (`tensorcell`), or with
// TensorFlow.js alone on one of its own engines (`wasm`, `cpu`).
import { createInterface } from 'node:readline';
import { layersOf, modelNamed } from './models.mjs';

const [, , name = '', engine = 'tensorcell'] = process.argv;
const model = modelNamed(name);
// The slow engines show the same with fewer steps.
const slow = engine !== 'tensorcell';
const steps = slow ? Math.max(1, Math.ceil(model.steps / 40)) : model.steps;
const epochs = slow ? 1 : model.epochs;

const { train, about } = slow ? await tfjsFit() : await tensorCellFit();
console.log(JSON.stringify({ ready: about }));
for await (const _ of createInterface({ input: process.stdin })) {
  const start = performance.now();
  await train(epochs);
  console.log(JSON.stringify({ step: (performance.now() - start) / (epochs * steps) }));
}
process.exit(0);

async function tensorCellFit() {
  const { tf, sequential, layers, engineInfo, random } = await import('../../dist/lib/index.js');
  random.setSeed(0);
  const { version, device } = engineInfo();
  const made = sequential(layersOf(model, /** @type {any} */ (layers)));
  const one = prepare(tf, /** @type {any} */ (made));
  const start = performance.now();
  await one(1);
  const first = performance.now() - start;
  await one(2);
  return { train: one, about: { version, device, firstFit: first, peak: matrixPeak(tf) } };
}

async function tfjsFit() {
  const { default: tf } = await import('@tensorflow/tfjs');
  if (engine === 'wasm') await import('@tensorflow/tfjs-backend-wasm');
  await tf.setBackend(engine);
  const made = tf.sequential({ layers: layersOf(model, tf.layers) });
  const one = prepare(tf, made);
  await one(1);
  return { train: one, about: { version: tf.version.tfjs } };
}

/**
 * @param {typeof import('@tensorflow/tfjs')} tf
 * @param {import('@tensorflow/tfjs').LayersModel} made
 */
function prepare(tf, made) {
  const classes = model.outputs > 1;
  const loss = classes ? 'categoricalCrossentropy' : 'meanSquaredError';
  made.compile({ optimizer: 'adam', loss, metrics: [classes ? 'accuracy' : 'mae'] });
  const count = model.batch * steps;
  const x = tf.randomUniform([count, ...model.input]);
  const y = classes
    ? tf.cast(tf.oneHot(tf.randomUniform([count], 0, model.outputs, 'int32'), model.outputs), 'float32')
    : tf.randomUniform([count, 1]);
  return (/** @type {number} */ times) =>
    made.fit(x, y, { batchSize: model.batch, epochs: times, verbose: 0, yieldEvery: 'never' });
}

/**
 * GFLOPS of a large matrix product: the best of ten.
 * @param {typeof import('@tensorflow/tfjs')} tf
 */
function matrixPeak(tf) {
  const size = 1536;
  const [a, b] = [tf.randomUniform([size, size]), tf.randomUniform([size, size])];
  const times = Array.from({ length: 10 }, () => {
    const start = performance.now();
    tf.tidy(() => tf.sum(tf.matMul(/** @type {any} */ (a), /** @type {any} */ (b))).dataSync());
    return performance.now() - start;
  });
  tf.dispose([a, b]);
  return (2 * size ** 3) / Math.min(...times) / 1e6;
}
