// One model of bench/training in a process of its own: its losses on TensorFlow's CPU and on a device, and the time of a step
// on each. Writes weights and rows into a folder, for JAX.
// `node model-worker.mjs MODEL DEVICE STEPS EPOCHS FOLDER`; the last line on the standard output is the result.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { losses, prepare } from '../../bench/training/losses.mjs';
import { modelNamed } from '../../bench/training/models.mjs';
import * as library from '../../build/lib/index.js';
import { setHost } from '../../build/lib/kernel-door.js';
import {
  compiledTrainer,
  createCompiledTrainer,
} from '../../build/lib/training/compiled/compiled-trainer.js';
import { registerTrainer } from '../../build/lib/training/steps/choose-trainer.js';

const [, , name = '', device = '', stepCount, epochCount, folder = ''] = process.argv;
const model = modelNamed(name);
const [steps, epochs] = [Number(stepCount), Number(epochCount)];
const { engine } = library;

/** What the user is told of functions that the device was not given. @type {string[]} */
const left = [];
setHost({
  kind: 'terminal',
  signal: new AbortController().signal,
  display: (bundle) => void left.push(String(bundle['text/plain'])),
});

// Updates as single ops, as a device computes them: TensorFlow's op that updates in place rounds otherwise.
registerTrainer(createCompiledTrainer({ largeStep: Number.POSITIVE_INFINITY }));
const onCpu = await lossesOn('cpu', handOver);
const moved = await lossesOn('cpu', moveWeights);
const onDevice = await lossesOn(/** @type {any} */ (device));
registerTrainer(compiledTrainer);
const cpuStep = await timeOn('cpu');
const deviceStep = await timeOn(/** @type {any} */ (device));
const { log: _, ...info } = engine.info();
console.log(JSON.stringify({ info, left, losses: { onDevice, onCpu, moved }, deviceStep, cpuStep }));
process.exit(0);

/**
 * @param {Parameters<typeof engine.use>[0]} where
 * @param {(prepared: import('../../bench/training/losses.mjs').Prepared) => void} [change]
 */
async function lossesOn(where, change) {
  engine.use(where);
  const prepared = prepare(library, model, steps);
  change?.(prepared);
  const seen = await losses(prepared, steps);
  prepared.dispose();
  return seen;
}

/**
 * Milliseconds a step of a whole `fit`, with shuffling and one metric, as bench/training times it.
 * @param {Parameters<typeof engine.use>[0]} where
 */
async function timeOn(where) {
  engine.use(where);
  const { made, x, y, batchSize, dispose } = prepare(library, model, steps);
  const train = (/** @type {number} */ count) =>
    made.fit(x, y, { batchSize, epochs: count, verbose: 0, yieldEvery: 'never' });
  await train(2);
  const start = performance.now();
  await train(epochs);
  const step = (performance.now() - start) / ((epochs * x.shape[0]) / batchSize);
  dispose();
  return step;
}

/** @param {import('../../bench/training/losses.mjs').Prepared} prepared */
function handOver({ made, x, y }) {
  const weights = made.trainableWeights.map((/** @type {any} */ weight) => weight.read());
  weights.forEach((/** @type {any} */ weight, /** @type {number} */ at) => {
    writeFileSync(join(folder, `weight-${at}`), weight.dataSync());
  });
  writeFileSync(join(folder, 'x'), x.dataSync());
  writeFileSync(join(folder, 'y'), y.dataSync());
  const shapes = weights.map((/** @type {any} */ weight) => weight.shape);
  const given = { model: name, steps, epochs, weights: shapes, x: x.shape, y: y.shape };
  writeFileSync(join(folder, 'given.json'), JSON.stringify(given));
}

/**
 * Each by one unit in its last place: how far rounding alone leads.
 * @param {import('../../bench/training/losses.mjs').Prepared} prepared
 */
function moveWeights({ made }) {
  const moved = made.getWeights().map((/** @type {any} */ weight) => {
    const values = weight.dataSync().slice();
    const bits = new Int32Array(values.buffer);
    // Zero has no neighbour that is as near.
    for (let at = 0; at < bits.length; at++) if (values[at] !== 0) bits[at] += at % 2 === 0 ? 1 : -1;
    return library.tf.tensor(values, weight.shape);
  });
  made.setWeights(moved);
}
