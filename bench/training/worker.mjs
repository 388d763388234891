// Trains a model in this process, once for each line that it is sent: with TensorCell (`tensorcell`), or with
// TensorFlow.js alone on one of its own engines (`wasm`, `cpu`).
import { createInterface } from 'node:readline';
import { modelNamed, outputOf, taskOf } from './models.mjs';

const [, , name = '', engine = 'tensorcell'] = process.argv;
const model = modelNamed(name);
// The slow engines show the same with fewer steps.
const slow = engine !== 'tensorcell';
const steps = slow ? Math.max(1, Math.ceil(model.steps / 40)) : model.steps;
const epochs = slow ? 1 : model.epochs;

const { train, about } = slow ? await tfjsFit() : await tensorCellFit();
console.log(JSON.stringify({ ready: about }));
for await (const _ of createInterface({ input: process.stdin })) {
  await train(1); // not timed, as in worker_protocol.py
  const start = performance.now();
  await train(epochs);
  console.log(JSON.stringify({ step: (performance.now() - start) / (epochs * steps) }));
}
process.exit(0);

async function tensorCellFit() {
  const library = await import('../../dist/lib/index.js');
  const { tf, engineInfo, random } = library;
  random.setSeed(0);
  const { version, device } = engineInfo();
  const { train, firstCall } = prepare(tf, build(library.layers, library.model));
  const first = await firstCall();
  // What is measured is a long training, whose steps XLA may have compiled; the peers change nothing after their first epoch.
  await train(model.warmUp ?? 2);
  return { train, about: { version, device, firstCall: first, peak: matrixPeak(tf) } };
}

async function tfjsFit() {
  const { default: tf } = await import('@tensorflow/tfjs');
  if (engine === 'wasm') await import('@tensorflow/tfjs-backend-wasm');
  await tf.setBackend(engine);
  const { train } = prepare(tf, build(tf.layers, tf.model));
  await train(1);
  return { train, about: { version: tf.version.tfjs } };
}

/**
 * @param {any} layers
 * @param {(parts: any) => any} makeModel
 */
function build(layers, makeModel) {
  const inputs = layers.input({ shape: model.input });
  return makeModel({ inputs, outputs: outputOf(model, layers, inputs) });
}

/**
 * @param {typeof import('@tensorflow/tfjs')} tf
 * @param {import('@tensorflow/tfjs').LayersModel} made
 */
function prepare(tf, made) {
  const { loss, metric } = taskOf(model);
  made.compile({ optimizer: 'adam', loss, metrics: [metric] });
  const count = model.batch * steps;
  const x = tf.randomUniform([count, ...model.input]);
  const y = targets(tf, loss, count);
  const args = {
    batchSize: model.batch,
    verbose: /** @type {0} */ (0),
    yieldEvery: /** @type {'never'} */ ('never'),
  };
  return {
    train: (/** @type {number} */ epochs) => made.fit(x, y, { ...args, epochs }),
    /** Milliseconds of a fit of one step: tracing, building the graph, and TensorFlow's own work on it. */
    async firstCall() {
      const start = performance.now();
      await made.fit(x, y, /** @type {any} */ ({ ...args, epochs: 1, stepsPerEpoch: 1 }));
      return performance.now() - start;
    },
  };
}

/**
 * @param {typeof import('@tensorflow/tfjs')} tf
 * @param {string} loss
 * @param {number} count
 */
function targets(tf, loss, count) {
  if (loss === 'meanSquaredError') return tf.randomUniform([count, model.outputs]);
  if (loss === 'binaryCrossentropy') return tf.cast(tf.randomUniform([count, 1], 0, 2, 'int32'), 'float32');
  const classes = tf.randomUniform([count], 0, model.outputs, 'int32');
  return tf.cast(tf.oneHot(classes, model.outputs), 'float32');
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
