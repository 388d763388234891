// Stop in the middle of a step that takes long: fit ends at once, everything is as the last whole chunk left it, and
// what TensorFlow still computes is for nobody.
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { TensorFlowBackend } from '../../../lib/engine/backend-types.js';
import { host, setHost } from '../../../lib/host.js';
import { dense } from '../../../lib/layers/layers.js';
import { sequential } from '../../../lib/models/factories.js';
import * as random from '../../../lib/random/random.js';
import { tf } from '../../../lib/tf.js';
import { createCompiledTrainer } from '../../../lib/training/compiled/compiled-trainer.js';
import type { Model } from '../../../lib/training/model.js';
import { registerTrainer } from '../../../lib/training/steps/choose-trainer.js';
import { prepare } from './compared.js';

const terminal = host();

beforeAll(prepare);
afterEach(() => {
  setHost(terminal);
  vi.restoreAllMocks();
});

const quiet = { batchSize: 10, shuffle: false, verbose: 0 } as const;
const x = Array.from({ length: 40 }, (_, row) => [row % 7, (row * row) % 5]);
const y = x.map(([a, b]) => [a! - b!]);

function line(): Model {
  random.setSeed(2);
  const model = sequential([dense({ units: 4, activation: 'relu', inputShape: [2] }), dense({ units: 1 })]);
  model.compile({ optimizer: 'adam', loss: 'mse' });
  return model;
}

/** Holds the results of one call off the thread back until `open` is called; `begun` resolves when it has begun. */
function holdBack(): { begun: Promise<void>; open: () => Promise<void> } {
  const { context } = (tf.backend() as unknown as TensorFlowBackend).binding;
  const execute = context.executeAsync.bind(context);
  const [begun, opened, over] = [gate(), gate(), gate()];
  vi.spyOn(context, 'executeAsync').mockImplementationOnce(async (...call) => {
    begun.open();
    const results = await execute(...call);
    await opened.passed;
    over.open();
    return results;
  });
  const open = (): Promise<void> => {
    opened.open();
    return over.passed;
  };
  return { begun: begun.passed, open };
}

function gate(): { passed: Promise<void>; open: () => void } {
  let open = (): void => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}

const valuesOf = (model: Model): number[][] => model.getWeights().map((weight) => [...weight.dataSync()]);
const batches = function* (): Generator<[number[][], number[][]]> {
  for (let first = 0; first < 40; first += 10) yield [x.slice(first, first + 10), y.slice(first, first + 10)];
};

test.each([
  ['rows, variables in the loop', Number.POSITIVE_INFINITY, 'rows'],
  ['rows, variables in place', 0, 'rows'],
  ['a generator, variables in place', 0, 'generator'],
])('%s', async (_, largeStep, data) => {
  registerTrainer(createCompiledTrainer({ largeStep }));
  const train = (model: Model) =>
    data === 'rows' ? model.fit(x, y, quiet) : model.fit(batches, { verbose: 0 });
  const whole = line();
  for (let fit = 0; fit < 2; fit++) await train(whole);

  const model = line();
  // New loops run off the thread: they may take long.
  const { begun, open } = holdBack();
  const stop = new AbortController();
  setHost({ ...terminal, display() {}, signal: stop.signal });
  const before = valuesOf(model);
  const stopped = train(model);
  await begun;
  stop.abort(new Error('Stopped'));
  await expect(stopped).rejects.toThrow('Stopped');
  expect(model.optimizer.iterations).toBe(0);
  expect(valuesOf(model)).toEqual(before);

  setHost(terminal);
  const goingOn = train(model);
  await open();
  await goingOn;
  await train(model);
  expect(valuesOf(model)).toEqual(valuesOf(whole));
  expect(model.optimizer.iterations).toBe(8);
});

test('nothing is left on the device', async () => {
  registerTrainer(createCompiledTrainer({ largeStep: 0 }));
  const { binding } = tf.backend() as unknown as TensorFlowBackend;
  const model = line();
  const stopOnce = async (): Promise<void> => {
    const { begun, open } = holdBack();
    const stop = new AbortController();
    setHost({ ...terminal, display() {}, signal: stop.signal });
    const stopped = model.fit(batches, { verbose: 0 });
    await begun;
    stop.abort(new Error('Stopped'));
    await expect(stopped).rejects.toThrow('Stopped');
    await open();
  };
  const counts = (): number[] => [tf.memory().numTensors, binding.getNumOfTensors()];
  await stopOnce(); // makes the loop
  const before = counts();
  for (let time = 0; time < 3; time++) await stopOnce();
  expect(counts()).toEqual(before);
});
