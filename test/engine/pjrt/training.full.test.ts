// Training on a plug-in of XLA's: where weights lie, what callbacks see, Stop, failures, and what stays on TensorFlow.
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { TensorFlowBackend } from '../../../lib/engine/backend-types.js';
import { chooseDevice } from '../../../lib/engine/pjrt/choose-device.js';
import { Client } from '../../../lib/engine/pjrt/client.js';
import { DeviceError } from '../../../lib/engine/pjrt/device-error.js';
import { Program } from '../../../lib/engine/pjrt/program.js';
import { engine } from '../../../lib/engine/use-device.js';
import { host, setHost } from '../../../lib/host.js';
import { dense, dropout } from '../../../lib/layers/layers.js';
import { sequential } from '../../../lib/models/factories.js';
import * as random from '../../../lib/random/random.js';
import { tf } from '../../../lib/tf.js';
import { compiledTrainer } from '../../../lib/training/compiled/compiled-trainer.js';
import type { Model } from '../../../lib/training/model.js';
import { registerTrainer } from '../../../lib/training/steps/choose-trainer.js';
import { exhaustMemory } from '../../../scripts/gpu/exhaust-memory.mjs';
import { describeOnPlugin, leftNotices, onPlugin } from './stand-in.js';

const rows = 40;
const x = Array.from({ length: rows }, (_, row) => [(row % 7) / 7, ((row * row) % 5) / 5]);
const y = x.map(([a, b]) => [a! - b!]);
const quiet = { batchSize: 9, verbose: 0 } as const;

function line(metrics: string[] = []): Model {
  random.setSeed(2);
  const hidden = dense({ units: 6, activation: 'tanh', inputShape: [2] });
  const model = sequential([hidden, dropout({ rate: 0.2 }), dense({ units: 1 })]);
  model.compile({ optimizer: 'adam', loss: 'mse', metrics: metrics as never });
  return model;
}

const backend = (): TensorFlowBackend => tf.backend() as TensorFlowBackend;
const valuesOf = (model: Model): number[][] => model.getWeights().map((weight) => [...weight.dataSync()]);

function expectNear(a: number[][], b: number[][]): void {
  a.flat().forEach((value, at) => {
    expect(Math.abs(value - b.flat()[at]!)).toBeLessThan(1e-5);
  });
}

describeOnPlugin('training on a plug-in of XLA', () => {
  const notices = leftNotices();
  const withNotices = (): ReturnType<typeof host> => host();
  beforeAll(() => {
    registerTrainer(compiledTrainer);
    chooseDevice('cpu');
  });
  afterEach(() => vi.restoreAllMocks());

  test('weights stay on the device, and TensorFlow gets them when it is asked', async () => {
    const expected = line();
    await expected.fit(x, y, { ...quiet, epochs: 3 });
    const { loss: wanted } = await expected.evaluate(x, y, { verbose: 0 });
    await onPlugin(async () => {
      expect(engine.info().compiled).toMatch(/^xla-cpu \(.+\), by XLA's plug-in$/);
      const model = line();
      await model.fit(x, y, { ...quiet, epochs: 3 });
      const { binding } = backend();
      const ids = backend().getInputTensorIds(model.getWeights() as tf.Tensor[]);
      expect(ids.every((id) => binding.handles.elsewhere(id) !== undefined)).toBe(true);
      expectNear(valuesOf(model), valuesOf(expected));
      const { loss } = await model.evaluate(x, y, { verbose: 0 });
      expect(loss).toBeCloseTo(wanted, 5);
    });
    expect(engine.info().compiled).toBeUndefined();
  });

  test('a callback sees and changes the weights of each epoch', async () => {
    const run = async (): Promise<number[][]> => {
      const model = line();
      const seen: number[][] = [];
      const onEpochEnd = (): void => {
        seen.push(valuesOf(model).flat());
        if (seen.length === 2) model.setWeights(model.getWeights().map((weight) => tf.mul(weight, 0.5)));
      };
      await model.fit(x, y, { ...quiet, epochs: 4, callbacks: { onEpochEnd } as never });
      return seen;
    };
    expectNear(await onPlugin(run), await run());
  });

  test('as many fits as one likes take no more tensors', async () => {
    await onPlugin(async () => {
      const model = line();
      await model.fit(x, y, quiet);
      const before = backend().binding.getNumOfTensors();
      for (let fit = 0; fit < 3; fit++) await model.fit(x, y, quiet);
      expect(backend().binding.getNumOfTensors()).toBeLessThanOrEqual(before);
      model.dispose();
    });
  });

  test('too little memory is an error with sizes, and the model is as it was', async () => {
    await onPlugin(async () => {
      const model = line();
      await model.fit(x, y, quiet);
      const before = valuesOf(model);
      const full = new DeviceError(
        'RESOURCE_EXHAUSTED',
        'PJRT_LoadedExecutable_Execute',
        'Out of memory allocating 9 bytes.',
      );
      for (const way of ['run', 'runAsync'] as const) {
        vi.spyOn(Program.prototype, way).mockImplementationOnce(() => {
          throw full;
        });
      }
      await expect(model.fit(x, y, quiet)).rejects.toThrow(
        /xla-cpu has too little memory: .* MB.*smaller batchSize.*Out of memory/s,
      );
      expect(valuesOf(model)).toEqual(before);
      vi.restoreAllMocks();
      await model.fit(x, y, quiet);
      // A compiler needs memory as well, where it tries out ways to compute.
      vi.spyOn(Client.prototype, 'compileAsync').mockImplementationOnce(() => Promise.reject(full));
      await expect(line().fit(x, y, quiet)).rejects.toThrow(/xla-cpu has too little memory/);
    });
  });

  test('the check of too little memory wants an error with sizes, and no other', async () => {
    await onPlugin(async () => {
      const check = (): Promise<string | undefined> =>
        exhaustMemory({ layers: { dense } as never, sequential: sequential as never, tf: tf as never }, 9);
      expect(await check()).toBeUndefined();
      const runAsync = Program.prototype.runAsync;
      const run = Program.prototype.run;
      const failing = (fails: () => Error): void => {
        let runs = 0;
        vi.spyOn(Program.prototype, 'runAsync').mockImplementation(function (this: Program, inputs) {
          runs += 1;
          return runs === 2 ? Promise.reject(fails()) : runAsync.call(this, inputs);
        });
        vi.spyOn(Program.prototype, 'run').mockImplementation(function (this: Program, inputs) {
          runs += 1;
          if (runs === 2) throw fails();
          return run.call(this, inputs);
        });
      };
      failing(() => new DeviceError('RESOURCE_EXHAUSTED', 'PJRT_LoadedExecutable_Execute', 'Out of memory.'));
      expect(await check()).toMatch(/^The device xla-cpu has too little memory: .* MB, what comes out .* MB/);
      failing(() => new DeviceError('INTERNAL', 'PJRT_LoadedExecutable_Execute', 'broken'));
      await expect(check()).rejects.toThrow('broken');
    });
  });

  test('Stop ends at once; the run that was given up counts for nothing', async () => {
    await onPlugin(async () => {
      const model = line();
      const stop = new AbortController();
      const runAsync = Program.prototype.runAsync;
      let open = (): void => {};
      const opened = new Promise<void>((resolve) => {
        open = resolve;
      });
      vi.spyOn(Program.prototype, 'runAsync').mockImplementationOnce(async function (this: Program, inputs) {
        const results = await runAsync.call(this, inputs);
        stop.abort(new Error('stopped'));
        await opened;
        return results;
      });
      const terminal = withNotices();
      setHost({ ...terminal, kind: 'terminal', signal: stop.signal, display: terminal.display });
      const before = valuesOf(model);
      try {
        await model.fit(x, y, quiet).catch((error: Error) => expect(error.message).toContain('stopped'));
        expect(valuesOf(model)).toEqual(before);
      } finally {
        setHost(terminal);
      }
      open();
      await model.fit(x, y, quiet);
      expect(valuesOf(model)).not.toEqual(before);
    });
  });

  test('what a device is not given stays on TensorFlow, which is said once', async () => {
    const sorted = (): Model => {
      random.setSeed(2);
      const model = sequential([dense({ units: 4, activation: 'softmax', inputShape: [2] })]);
      const step = (_: tf.Tensor, prediction: tf.Tensor): tf.Tensor =>
        tf.mean(tf.topk(prediction, 2).values, -1);
      model.compile({ optimizer: 'sgd', loss: step as never });
      return model;
    };
    const targets = tf.zeros([rows, 4]);
    const expected = sorted();
    await expected.evaluate(tf.tensor2d(x), targets, { verbose: 0 });
    const wanted = await expected.evaluate(tf.tensor2d(x), targets, { verbose: 0 });
    await onPlugin(async () => {
      for (let time = 0; time < 2; time++) {
        expect(await sorted().evaluate(tf.tensor2d(x), targets, { verbose: 0 })).toEqual(wanted);
      }
    });
    expect(notices().filter((text) => text.includes('TopKV2 (sorting)'))).toHaveLength(1);
  });
});
