// Batches of a generator: one is fetched ahead while a step trains, in order, and none is left behind.
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Host, host, setHost } from '../../../lib/host.js';
import * as layers from '../../../lib/layers/layers.js';
import { sequential } from '../../../lib/models/factories.js';
import { tf } from '../../../lib/tf.js';
import { installOnTfjs } from '../../../lib/tfjs/install.js';
import type { Model } from '../../../lib/training/model.js';
import { chooseTrainer, registerTrainer } from '../../../lib/training/steps/choose-trainer.js';
import type { Trainer } from '../../../lib/training/steps/trainer.js';

const usual = chooseTrainer();
const terminal = host();
const events: string[] = [];

/** Says when a step begins and ends, and takes a while in between, as one on other threads does. */
const slowTrainer: Trainer = {
  ...usual,
  async batch(program, batch) {
    events.push('step begins');
    const sums = await usual.batch(program, batch);
    await pause();
    events.push('step ends');
    return sums;
  },
};

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

beforeAll(async () => {
  await tf.setBackend('cpu');
  installOnTfjs();
});
beforeEach(() => {
  events.length = 0;
  registerTrainer(slowTrainer);
});
afterEach(() => {
  setHost(terminal);
  registerTrainer(usual);
});

function line(): Model {
  const model = sequential([layers.dense({ units: 1, inputShape: [1] })]);
  model.compile({ optimizer: 'sgd', loss: 'mse' });
  return model;
}

type Numbers = [number[][], number[][]];
const batch = (): Numbers => [
  [[1], [2]],
  [[2], [4]],
];

function* noting(count: number): Generator<Numbers> {
  for (let i = 0; i < count; i++) {
    events.push(`batch ${i}`);
    yield batch();
  }
}

test('the next batch is fetched after a step has begun and before it ends, one ahead', async () => {
  await line().fit(() => noting(3), { verbose: 0 });
  expect(events).toEqual([
    'batch 0',
    ...['step begins', 'batch 1', 'step ends'],
    ...['step begins', 'batch 2', 'step ends'],
    ...['step begins', 'step ends'],
  ]);
});

test('no batch is fetched beyond the steps asked for', async () => {
  await line().fit(noting(9), { stepsPerEpoch: 2, epochs: 2, verbose: 0 });
  expect(events.filter((event) => event.startsWith('batch'))).toHaveLength(4);
});

test('an array that the generator fills anew counts with the values it had', async () => {
  const seen: number[] = [];
  registerTrainer({
    ...usual,
    batch: (program, { inputs, ...rest }) => {
      seen.push(...inputs[0]!.dataSync());
      return usual.batch(program, { inputs, ...rest });
    },
  });
  const values = new Float32Array(2);
  function* refilled(): Generator<[tf.Tensor, tf.Tensor]> {
    for (let i = 0; i < 3; i++) yield [tf.tensor2d(values.fill(i), [2, 1]), tf.ones([2, 1])];
  }
  await line().fit(refilled, { verbose: 0 });
  expect(seen).toEqual([0, 0, 1, 1, 2, 2]);
});

test('an error in the generator comes after the steps before it', async () => {
  function* failing(): Generator<Numbers> {
    yield* noting(2);
    throw new Error('row 3 is broken');
  }
  const model = line();
  await expect(model.fit(failing, { verbose: 0 })).rejects.toThrow('row 3 is broken');
  expect(model.optimizer.iterations).toBe(2);
});

test.each(['a callback that throws', 'stopTraining'])('%s leaves no tensor behind', async (how) => {
  const model = line();
  await model.fit(() => noting(1), { verbose: 0 });
  const before = tf.memory().numTensors;
  const onTrainBatchEnd = (step: number): void => {
    if (step === 1 && how === 'stopTraining') model.stopTraining = true;
    else if (step === 1) throw new Error('enough');
  };
  const training = model.fit(() => noting(5), { verbose: 0, callbacks: { onTrainBatchEnd } });
  await training.catch((error) => expect(error.message).toBe('enough'));
  expect(tf.memory().numTensors).toBe(before);
  expect(events.filter((event) => event === 'step ends').length).toBe(1 + 2);
});

test('Stop does not wait for a generator that is stuck, and lets its late batch go', async () => {
  const stop = new AbortController();
  const stopped: Host = { ...terminal, display() {}, signal: stop.signal };
  setHost(stopped);
  const model = line();
  await model.fit(() => noting(1), { verbose: 0 });
  const before = tf.memory().numTensors;
  let goOn = (): void => {};
  async function* stuck(): AsyncGenerator<Numbers> {
    yield batch();
    await new Promise<void>((resolve) => {
      goOn = resolve;
    });
    yield batch();
  }
  const training = model.fit(stuck, { verbose: 0 });
  await pause();
  await pause();
  stop.abort(new Error('Stopped'));
  await expect(training).rejects.toThrow('Stopped');
  goOn();
  await pause();
  expect(tf.memory().numTensors).toBe(before);
});
