// One step at a call: trainOnBatch, and evaluate in tfjs' own form for models that tfjs' factories made.

import type { Network } from '../core/network.js';
import { host } from '../host.js';
import { tf } from '../tf.js';
import { buildForSamples } from './data/build-for.js';
import { makeRows } from './data/rows.js';
import type { Data } from './data/types.js';
import { isDistributed } from './distribution.js';
import { disposeBatch, sliceRows } from './steps/batch.js';
import { chooseTrainer } from './steps/choose-trainer.js';
import { compiledState } from './steps/compile.js';
import { hasOwnStep } from './steps/own-steps.js';
import { testProgram, trainProgram } from './steps/step.js';

const notTogether =
  'trainOnBatch: several processes do not take a batch together. Expected: fit, or one process (without ' +
  'TENSORCELL_CLUSTER and TF_CONFIG).';

/** One update of the weights; the losses and metrics before it, as tfjs gives them. */
export async function trainOnBatch(model: Network, x: Data, y: Data): Promise<number | number[]> {
  if (isDistributed()) throw new Error(notTogether);
  buildForSamples(model, x, 'trainOnBatch');
  const state = compiledState(model, 'trainOnBatch');
  const program = trainProgram(model, state);
  const rows = makeRows(model, state, { where: 'trainOnBatch', x, y });
  try {
    const sums = await chooseTrainer(hasOwnStep(model)).batch(program, rows, host().signal);
    const logs = Object.values(program.layout.read(sums));
    return logs.length === 1 ? logs[0]! : logs;
  } finally {
    disposeBatch(rows);
  }
}

/** At once, as scalars: the loss, or a list of the loss and the metrics. */
export function evaluateAsTfjs(
  model: Network,
  x: Data,
  y: Data,
  { batchSize = 32 }: { batchSize?: number } = {},
): tf.Scalar | tf.Scalar[] {
  const state = compiledState(model, 'evaluate');
  const program = testProgram(model, state);
  const rows = makeRows(model, state, { where: 'evaluate', x, y });
  const sums = new Float64Array(program.width);
  for (let start = 0; start < rows.count; start += batchSize) {
    const size = Math.min(batchSize, rows.count - start);
    const values = tf.tidy(() => program.step(sliceRows(rows, start, size)).dataSync<'float32'>());
    values.forEach((value, i) => {
      sums[i]! += value;
    });
  }
  disposeBatch(rows);
  const scalars = Object.values(program.layout.read(sums)).map((value) => tf.scalar(value));
  return scalars.length === 1 ? scalars[0]! : scalars;
}
