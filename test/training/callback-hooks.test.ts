// When callbacks are called and with what, against Keras; golden/callback_hooks.py makes the golden file.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import {
  Callback,
  type CallbackFunctions,
  callbacks,
  layers,
  optimizers,
  sequential,
  tf,
} from '../../lib/index.js';

interface Golden {
  hooks: Record<'fit' | 'evaluate' | 'predict', [hook: string, ...rest: unknown[]][]>;
  swapped: { swapOnEpoch: boolean; losses: number[]; validation: number[]; seen: number[]; weight: number }[];
}
const golden: Golden = JSON.parse(
  readFileSync(join(import.meta.dirname, 'golden/callback-hooks.json'), 'utf8'),
);
beforeAll(() => tf.setBackend('cpu'));

const x = tf.tensor2d([0, 0.25, 0.5, 0.75, 1], [5, 1]);
const y = tf.sub(1, x);
const [fewX, fewY] = [tf.slice(x, 0, 3), tf.slice(y, 0, 3)];
const parts = ['Train', 'Test', 'Predict', 'Epoch', 'TrainBatch', 'TestBatch', 'PredictBatch'];
const hooks = parts.flatMap((part) => [`on${part}Begin`, `on${part}End`]);

function oneWeight(options: object = {}) {
  const model = sequential([
    layers.dense({ units: 1, useBias: false, kernelInitializer: 'ones', inputShape: [1] }),
  ]);
  const optimizer = optimizers.sgd({ learningRate: 0.1, ...options });
  model.compile({ optimizer, loss: 'mse', metrics: ['mae'] });
  return model;
}

const numbersIn = (value: unknown): number[] =>
  value instanceof tf.Tensor ? [...value.dataSync()] : [value as number];

/** Notes each call: its hook in Keras' spelling, the number of an epoch or a batch, and the logs. */
function listening(events: unknown[][]): CallbackFunctions {
  const note = (hook: string) => (first: unknown, second?: unknown) => {
    const [before, logs] = second === undefined ? [[], first] : [[first], second];
    const spelled = hook.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const values = Object.entries(logs as object).map(([name, value]) => [name, numbersIn(value)]);
    events.push([spelled, ...before, Object.fromEntries(values)]);
  };
  return Object.fromEntries(hooks.map((hook) => [hook, note(hook)]));
}

/** Rounded; the targets' mean absolute errors go by Keras' names. */
function rounded(events: unknown): unknown {
  return JSON.parse(JSON.stringify(events), (_, value) =>
    typeof value === 'number' ? Number(value.toFixed(4)) : value,
  );
}

const quiet = { batchSize: 2, verbose: 0 } as const;

test('fit, evaluate and predict call as Keras does', async () => {
  const model = oneWeight();
  const events: Record<string, unknown[][]> = { fit: [], evaluate: [], predict: [] };
  const validationData: [tf.Tensor, tf.Tensor] = [fewX, fewY];
  await model.fit(x, y, { ...quiet, shuffle: false, validationData, callbacks: listening(events.fit!) });
  await model.evaluate(x, y, { ...quiet, callbacks: listening(events.evaluate!) });
  model.predict(x, { ...quiet, callbacks: listening(events.predict!) });
  for (const name of ['fit', 'evaluate', 'predict'] as const)
    expect(rounded(events[name]), name).toEqual(rounded(golden.hooks[name]));
});

test('predict waits for async callbacks of batches, and refuses them of arrays', async () => {
  const model = oneWeight();
  const ended = vi.fn();
  const slow: CallbackFunctions = { onPredictBatchEnd: async (batch) => ended(batch) };
  const batches = function* () {
    yield fewX;
    yield fewX;
  };
  const joined = await model.predict(batches, { callbacks: slow });
  expect([joined.shape, ended.mock.calls]).toEqual([
    [6, 1],
    [[0], [1]],
  ]);
  expect(() => model.predict(x, { callbacks: slow })).toThrow(
    "predict: onPredictBatchEnd of the callback 'lambda' must not be async, since arrays are predicted at once.",
  );
});

test('predict with callbacks gives what it gives without, and keeps no tensor', () => {
  const model = oneWeight();
  const wanted = [...model.predict(x).dataSync()];
  const before = tf.memory().numTensors;
  const given = model.predict(x, { ...quiet, callbacks: new Callback() });
  expect([...given.dataSync()]).toEqual(wanted);
  expect(tf.memory().numTensors).toBe(before + 1);
});

test.each(golden.swapped)('averages in the weights’ place, swapOnEpoch: $swapOnEpoch', async (wanted) => {
  const model = oneWeight({ useEma: true, emaMomentum: 0.6 });
  const seen: number[] = [];
  const see = (): void => void seen.push(...model.getWeights()[0]!.dataSync());
  const { history } = await model.fit(x, y, {
    ...quiet,
    ...{ epochs: 3, shuffle: false, validationData: [x, y] as [tf.Tensor, tf.Tensor] },
    callbacks: [
      callbacks.swapEMAWeights({ swapOnEpoch: wanted.swapOnEpoch }),
      { onEpochBegin: see, onEpochEnd: see },
    ],
  });
  const close = (ours: readonly number[], theirs: readonly number[]): void => {
    expect(ours).toHaveLength(theirs.length);
    theirs.forEach((value, i) => {
      expect(ours[i]).toBeCloseTo(value, 5);
    });
  };
  close(history.loss!, wanted.losses);
  close(history.val_loss!, wanted.validation);
  close(seen, wanted.seen);
  close([...model.getWeights()[0]!.dataSync()], [wanted.weight]);
});

test('without averages there is nothing to swap', async () => {
  const model = oneWeight();
  await expect(model.fit(x, y, { ...quiet, callbacks: callbacks.swapEMAWeights() })).rejects.toThrow(
    'swapEMAWeights: the optimizer must keep averages, expected one with useEma: true',
  );
});

// Keras' on_batch_begin and on_batch_end: called by the newer methods, unless a class has its own.
test('classes may hear of batches by the older names', async () => {
  class Older extends Callback {
    seen: string[] = [];
    override onBatchBegin(batch: number) {
      this.seen.push(`begin ${batch}`);
    }
    override onBatchEnd(batch: number) {
      this.seen.push(`end ${batch}`);
    }
  }
  class Newer extends Older {
    override onTrainBatchEnd(batch: number) {
      this.seen.push(`train end ${batch}`);
    }
  }
  const [older, newer] = [new Older(), new Newer()];
  const options = { batchSize: 2, verbose: 0 as const, callbacks: [older, newer] };
  await oneWeight().fit(tf.slice(x, 0, 4), tf.slice(y, 0, 4), options);
  expect(older.seen).toEqual(['begin 0', 'end 0', 'begin 1', 'end 1']);
  expect(newer.seen).toEqual(['begin 0', 'train end 0', 'begin 1', 'train end 1']);
  await oneWeight().fit(fewX, fewY, options);
  expect(older.seen.slice(4)).toEqual(['begin 0', 'end 0', 'begin 1', 'end 1']);
});
