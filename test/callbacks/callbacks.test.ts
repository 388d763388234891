// Callbacks at work in a real fit: files they write, weights they put back, rates they set.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import * as callbacks from '../../lib/callbacks/callbacks.js';
import { crc32c } from '../../lib/core/crc32.js';
import * as layers from '../../lib/layers/layers.js';
import { sequential } from '../../lib/models/factories.js';
import { loadModel } from '../../lib/models/load-model.js';
import * as optimizers from '../../lib/optimizers/optimizers.js';
import * as random from '../../lib/random/random.js';
import { tf } from '../../lib/tf.js';
import { installOnTfjs } from '../../lib/tfjs/install.js';
import { Callback, type FitParams, type Logs } from '../../lib/training/callback.js';
import { CallbackList } from '../../lib/training/callback-list.js';
import type { FitArgs } from '../../lib/training/fit-args.js';
import type { Model } from '../../lib/training/model.js';

const folder = mkdtempSync(join(tmpdir(), 'callbacks-'));
const quiet: FitArgs = { verbose: 0, eager: true };
const x = Array.from({ length: 12 }, (_, i) => [i / 12]);
const y = x.map(([a]) => [3 * a! - 1]);

beforeAll(async () => {
  await tf.setBackend('cpu');
  installOnTfjs();
});
beforeEach(() => random.setSeed(5));
afterAll(() => rmSync(folder, { recursive: true }));

function line(learningRate = 0.1): Model {
  const model = sequential([layers.dense({ units: 1, inputShape: [1], kernelInitializer: 'zeros' })]);
  model.compile({ optimizer: optimizers.adam({ learningRate }), loss: 'mse', metrics: ['mae'] });
  return model;
}
const weightsOf = (model: Model): unknown => model.getWeights().map((weight) => weight.arraySync());

describe('earlyStopping', () => {
  test('says what it watches, for the image of the training', () => {
    const es = callbacks.earlyStopping({ monitor: 'val_mae', patience: 5 });
    const list = new CallbackList([{ onEpochEnd() {} }, es], [], line(), {} as FitParams);
    expect(list.watched).toBe('val_mae');
  });

  test('puts the best weights back, also when training ends by itself', async () => {
    const model = line(5); // so fast that the loss jumps about
    const seen: { loss: number; weights: unknown }[] = [];
    const record = {
      onEpochEnd: (_: number, logs: Logs) => void seen.push({ loss: logs.loss!, weights: weightsOf(model) }),
    };
    const stopping = callbacks.earlyStopping({ monitor: 'loss', patience: 100, restoreBestWeights: true });
    await model.fit(x, y, { ...quiet, epochs: 6, callbacks: [record, stopping] });
    const best = seen.reduce((a, b) => (b.loss < a.loss ? b : a));
    expect(weightsOf(model)).toEqual(best.weights);
  });

  test('stops, and says so when asked', async () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    const stopping = callbacks.earlyStopping({ monitor: 'mae', patience: 1, minDelta: 1, verbose: 1 });
    const { epoch } = await line().fit(x, y, { ...quiet, epochs: 50, callbacks: stopping });
    expect(epoch).toEqual([0, 1]);
    expect(log).toHaveBeenCalledWith('Epoch 2: early stopping');
    log.mockRestore();
  });
});

describe('modelCheckpoint', () => {
  test('the best only: the file holds the best epoch', async () => {
    const path = join(folder, 'best.h5');
    const model = line(5);
    const { history } = await model.fit(x, y, {
      ...quiet,
      epochs: 6,
      validationData: [x, y],
      callbacks: callbacks.modelCheckpoint(path, { monitor: 'val_mae', mode: 'min', saveBestOnly: true }),
    });
    const loaded = await loadModel(path);
    const { mae } = await loaded.evaluate(x, y, { eager: true });
    expect(mae).toBeCloseTo(Math.min(...history.val_mae!), 5);
  });

  test('fields in the path; nothing unfinished is left beside', async () => {
    const path = join(folder, 'each', 'model-{epoch:02d}-{loss:.1f}.weights.h5');
    await line().fit(x, y, {
      ...quiet,
      epochs: 2,
      callbacks: callbacks.modelCheckpoint(path, { saveWeightsOnly: true }),
    });
    const files = readdirSync(join(folder, 'each')).sort();
    expect(files).toHaveLength(2);
    expect(files[0]).toMatch(/^model-01-\d\.\d\.weights\.h5$/);
    const unknown = callbacks.modelCheckpoint(join(folder, '{acc}.keras'));
    await expect(line().fit(x, y, { ...quiet, callbacks: unknown })).rejects.toThrow(
      /'\{acc\}'.*Expected one of: epoch, loss, mae/,
    );
  });

  test('every so many steps', async () => {
    const path = join(folder, 'steps.keras');
    const saving = callbacks.modelCheckpoint(path, { saveFreq: 5 });
    await line().fit(x, y, { ...quiet, batchSize: 3, epochs: 2, callbacks: saving });
    expect((await loadModel(path)).optimizer.iterations).toBe(5);
  });
});

test('learningRateScheduler sets the rate, and it stands in the history', async () => {
  const scheduler = callbacks.learningRateScheduler((epoch, rate) => (epoch === 0 ? rate : rate / 2));
  const { history } = await line().fit(x, y, { ...quiet, epochs: 3, callbacks: scheduler });
  expect(history.learning_rate!.map((rate) => Number(rate.toFixed(4)))).toEqual([0.1, 0.05, 0.025]);
});

test('csvLogger writes a line an epoch, and appends when asked', async () => {
  const path = join(folder, 'log.csv');
  await line().fit(x, y, { ...quiet, epochs: 2, callbacks: callbacks.csvLogger(path) });
  await line().fit(x, y, { ...quiet, epochs: 1, callbacks: callbacks.csvLogger(path, { append: true }) });
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  expect(lines[0]).toBe('epoch,loss,mae');
  expect(lines.slice(1).map((row) => row.split(',')[0])).toEqual(['0', '1', '0']);
});

test('terminateOnNaN ends the epoch at once', async () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  const model = line();
  model.setWeights([tf.fill([1, 1], Number.NaN), tf.zeros([1])]);
  await model.fit(x, y, { ...quiet, epochs: 5, batchSize: 1, callbacks: callbacks.terminateOnNaN() });
  expect(model.optimizer.iterations).toBe(1);
  log.mockRestore();
});

test('backupAndRestore: an interrupted fit goes on as if nothing had been', async () => {
  const whole = line();
  await whole.fit(x, y, { ...quiet, epochs: 6, shuffle: false });

  const backup = join(folder, 'backup');
  const crash = {
    onEpochBegin: (epoch: number) => {
      if (epoch === 4) throw new Error('power cut');
    },
  };
  const first = line();
  const options: FitArgs = { ...quiet, epochs: 6, shuffle: false };
  const broken = first.fit(x, y, { ...options, callbacks: [callbacks.backupAndRestore(backup), crash] });
  await expect(broken).rejects.toThrow('power cut');
  expect(existsSync(backup)).toBe(true);

  const second = line();
  const { epoch } = await second.fit(x, y, { ...options, callbacks: callbacks.backupAndRestore(backup) });
  expect(epoch).toEqual([4, 5]);
  expect(weightsOf(second)).toEqual(weightsOf(whole));
  expect(second.optimizer.iterations).toBe(6);
  expect(existsSync(backup)).toBe(false);
});

describe('backupAndRestore takes away only what is its own', () => {
  const fitted = (backup: string, keep = false) =>
    line().fit(x, y, { ...quiet, epochs: 2, callbacks: callbacks.backupAndRestore(backup, { keep }) });

  test('files and folders of the user stay', async () => {
    const backup = join(folder, 'shared');
    mkdirSync(join(backup, 'plots'), { recursive: true });
    for (const name of ['notes.txt', 'training.json', 'plots/loss.png'])
      writeFileSync(join(backup, name), 'mine');
    await fitted(backup);
    expect(readdirSync(backup, { recursive: true }).sort()).toEqual([
      'notes.txt',
      'plots',
      'plots/loss.png',
      'training.json',
    ]);
  });

  test('a link to a folder stays', async () => {
    const [real, link] = [join(folder, 'real'), join(folder, 'link')];
    mkdirSync(real);
    symlinkSync(real, link);
    await fitted(link);
    expect(readdirSync(link)).toEqual([]);
  });

  test('with keep, its file stays too', async () => {
    await fitted(join(folder, 'kept'), true);
    expect(readdirSync(join(folder, 'kept'))).toEqual(['training.safetensors']);
  });

  test('weights that the user saved under its name are neither read nor written over', async () => {
    const path = join(folder, 'weights', 'training.safetensors');
    await line().saveWeights(path);
    const before = readFileSync(path);
    await expect(fitted(join(folder, 'weights'))).rejects.toThrow(
      /is not the state of a fit. Choose another folder/,
    );
    expect(readFileSync(path)).toEqual(before);
  });
});

test('tensorBoard writes event files with sound records', async () => {
  const logs = join(folder, 'logs');
  await line().fit(x, y, {
    ...quiet,
    epochs: 2,
    validationData: [x, y],
    callbacks: callbacks.tensorBoard(logs),
  });
  for (const part of ['train', 'validation']) {
    const [file] = readdirSync(join(logs, part));
    const records = readRecords(readFileSync(join(logs, part, file!)));
    expect(records).toHaveLength(1 + 2 * 2);
    expect(records[0]!.toString('latin1')).toContain('brain.Event:2');
    expect(records[1]!.toString('latin1')).toContain('epoch_loss');
  }
  expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
});

/** TFRecord: length, its checksum, data, its checksum. */
function readRecords(bytes: Buffer): Buffer[] {
  const records: Buffer[] = [];
  const sound = (data: Buffer, at: number): boolean => {
    const sum = crc32c(data);
    return bytes.readUInt32LE(at) === ((((sum >>> 15) | (sum << 17)) >>> 0) + 0xa282ead8) % 2 ** 32;
  };
  for (let at = 0; at < bytes.length; ) {
    const length = Number(bytes.readBigUInt64LE(at));
    const data = bytes.subarray(at + 12, at + 12 + length);
    expect(sound(bytes.subarray(at, at + 8), at + 8) && sound(data, at + 12 + length)).toBe(true);
    records.push(data);
    at += length + 16;
  }
  return records;
}

test('one’s own callback, from the base class', async () => {
  class Counter extends Callback {
    readonly calls: string[] = [];
    override onTrainBegin(): void {
      this.calls.push(`begin of ${this.params.epochs}`);
    }
    override async onEpochEnd(epoch: number, logs: Logs): Promise<void> {
      await Promise.resolve();
      this.calls.push(`${epoch} ${Object.keys(logs)} ${this.model.name}`);
    }
    override onTrainEnd(): void {
      this.calls.push('end');
    }
  }
  const counter = new Counter();
  const model = line();
  await model.fit(x, y, { ...quiet, epochs: 1, callbacks: [counter] });
  expect(counter.calls).toEqual(['begin of 1', `0 loss,mae ${model.name}`, 'end']);
});

test('tfjs’ own early stopping works too', async () => {
  const stopping = tf.callbacks.earlyStopping({ monitor: 'loss', patience: 0, minDelta: 100 });
  const { epoch } = await line().fit(x, y, { ...quiet, epochs: 9, callbacks: [stopping as never] });
  expect(epoch.length).toBeLessThan(9);
});
