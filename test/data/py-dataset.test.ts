// Batches by number, of a class of one's own.
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PyDataset } from '../../lib/data/py-dataset.js';
import * as layers from '../../lib/layers/layers.js';
import { sequential } from '../../lib/models/factories.js';
import { setSeed } from '../../lib/random/random.js';
import { tf } from '../../lib/tf.js';
import type { Model } from '../../lib/training/model.js';

beforeAll(() => tf.setBackend('cpu'));

const inputs = tf.tensor2d(Array.from({ length: 10 }, (_, i) => [Math.sin(i), Math.cos(3 * i)]));
const targets = tf.sum(inputs, 1, true);

/** The rows in batches of 4: the last has 2. */
class Rows extends PyDataset<tf.Tensor[]> {
  readonly length = 3;
  // A field of that name says nothing of whose batches they are.
  readonly batchSize = 4;
  readonly heard: string[] = [];
  readonly #batches = [0, 4, 8].map((from) =>
    [inputs, targets].map((one) => tf.slice(one, [from], [Math.min(4, 10 - from)])),
  );

  at(index: number): tf.Tensor[] | Promise<tf.Tensor[]> {
    this.heard.push(String(index));
    return this.#batches[index]!;
  }

  override onEpochBegin(): void {
    this.heard.push('begin');
  }

  override onEpochEnd(): void {
    this.heard.push('end');
  }
}

class Awaited extends Rows {
  override async at(index: number): Promise<tf.Tensor[]> {
    await new Promise((resolve) => setTimeout(resolve));
    return super.at(index);
  }
}

function made(): Model {
  setSeed(3);
  const net = sequential([
    layers.dense({ units: 3, activation: 'tanh', inputShape: [2] }),
    layers.dense({ units: 1 }),
  ]);
  net.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  return net;
}

let rows: Rows;
beforeEach(() => {
  rows = new Rows();
});
const quiet = { verbose: 0, shuffle: false, epochs: 3 } as const;

describe('fit', () => {
  it.each([Rows, Awaited])('trains as on the same rows at once', async (Kind) => {
    const whole = await made().fit(inputs, targets, { ...quiet, batchSize: 4 });
    const { history } = await made().fit(new Kind(), quiet);
    expect(history.loss).toEqual(whole.history.loss);
  });

  it('tells it of the begin and the end of each epoch', async () => {
    await made().fit(rows, { ...quiet, epochs: 2 });
    expect(rows.heard.join(' ')).toBe('begin 0 1 2 end begin 0 1 2 end');
  });

  it('takes each batch once an epoch, in an order of its own', async () => {
    const orders = new Set<string>();
    await made().fit(rows, { verbose: 0, epochs: 12 });
    const epochs = rows.heard.join(' ').split('begin').slice(1);
    expect(epochs).toHaveLength(12);
    for (const epoch of epochs) {
      const [end, ...numbers] = epoch.trim().split(' ').reverse();
      orders.add(numbers.join());
      expect([end, numbers.sort().join()]).toEqual(['end', '0,1,2']);
    }
    expect(orders.size).toBeGreaterThan(1);
  });

  it('draws the order by the seed', async () => {
    const other = new Rows();
    for (const one of [rows, other]) await made().fit(one, { verbose: 0, epochs: 4 });
    expect(other.heard).toEqual(rows.heard);
  });

  it('goes on where an epoch of fewer steps ended', async () => {
    await made().fit(rows, { ...quiet, epochs: 2, stepsPerEpoch: 1 });
    expect(rows.heard.join(' ')).toBe('begin 0 end begin 1 end');
  });

  it('validates in order', async () => {
    const seen = new Rows();
    const { history } = await made().fit(rows, { verbose: 0, epochs: 1, validationData: seen });
    expect(seen.heard.join(' ')).toBe('begin 0 1 2 end');
    expect(history.val_loss).toHaveLength(1);
  });

  it('says what its length must be', async () => {
    const wrong = Object.defineProperty(new Rows(), 'length', { value: 1.5 });
    await expect(made().fit(wrong, quiet)).rejects.toThrow(
      'Rows: length must be the number of batches. Received: 1.5.',
    );
  });
});

it('is evaluated and predicted in order', async () => {
  const net = made();
  const whole = await net.evaluate(inputs, targets, { verbose: 0, batchSize: 4 });
  expect((await net.evaluate(rows, { verbose: 0 })).loss).toBe(whole.loss);
  expect(rows.heard.join(' ')).toBe('begin 0 1 2 end');
  const predicted = await net.predict(rows);
  expect([...predicted.dataSync()]).toEqual([...net.predict(inputs).dataSync()]);
});

it('gives its batches one after the other', async () => {
  const sizes: number[] = [];
  for await (const [x] of rows) sizes.push(x!.shape[0]!);
  expect(sizes).toEqual([4, 4, 2]);
});

it("leaves the batches of a user's own stream alone, whatever its fields are called", async () => {
  const kept = [[inputs, targets]];
  const stream = { batchSize: 10, length: 1, [Symbol.iterator]: () => kept[Symbol.iterator]() };
  await made().fit(stream as unknown as AsyncIterable<unknown>, quiet);
  expect([inputs.isDisposed, targets.isDisposed]).toEqual([false, false]);
});
