// Models, losses and metrics that classes of one's own describe, trained as real Keras trains them
// (golden/make_own_models.py).
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import * as layers from '../../lib/layers/layers.js';
import * as losses from '../../lib/losses/losses.js';
import * as metrics from '../../lib/metrics/metrics.js';
import { Model, type UserModel } from '../../lib/models/user-model.js';
import * as optimizers from '../../lib/optimizers/optimizers.js';
import { tf } from '../../lib/tf.js';
import type { CompileArgs } from '../../lib/training/steps/compile.js';
import { difference } from '../golden/keras-numbers.js';

interface Case {
  history: Record<string, number[]>;
  evaluated: Record<string, number>;
  weights: unknown[];
}
const file = join(import.meta.dirname, 'golden/own-models.json');
const cases: Record<string, Case> = JSON.parse(readFileSync(file, 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'own-'));

const wave = (f: (x: number) => number, step: number, shape: number[], scale = 1): tf.Tensor => {
  const count = shape.reduce((n, size) => n * size, 1);
  return tf.tensor(
    Array.from({ length: count }, (_, i) => f(i * step) * scale),
    shape,
  );
};
const x = (): tf.Tensor => wave(Math.sin, 0.7, [20, 4]);
const y = (): tf.Tensor =>
  tf.tidy(() => tf.sub(tf.mul(tf.slice(x(), [0, 0], [20, 1]), 0.5), tf.slice(x(), [0, 1], [20, 1])));

class Two extends Model {
  first = layers.dense({ units: 5, activation: 'tanh' });
  drop = layers.dropout({ rate: 0 });
  second = layers.dense({ units: 1 });
  override call(inputs: tf.Tensor): tf.Tensor {
    return this.second.apply(this.drop.apply(this.first.apply(inputs)));
  }
}

class OwnLossModel extends Two {
  override computeLoss({ y, yPred }: { y: tf.Tensor; yPred: tf.Tensor }): tf.Tensor {
    return tf.add(tf.mean(tf.abs(tf.sub(y, yPred))), tf.mul(tf.mean(tf.square(yPred)), 0.1));
  }
}

class Added extends Two {
  override call(inputs: tf.Tensor): tf.Tensor {
    const outputs = super.call(inputs);
    this.addLoss(tf.mean(tf.square(tf.sub(outputs, 1))));
    return outputs;
  }
}

class Step extends Two {
  seen = metrics.mean({ name: 'seen' });
  override trainStep([x, y]: readonly [tf.Tensor, tf.Tensor, unknown]) {
    const loss = () => tf.mean(tf.square(tf.sub(y, this.apply(x, { training: true })))) as tf.Scalar;
    const { value, grads } = tf.variableGrads(loss, this.trainableVariables);
    this.optimizer.applyGradients(grads);
    this.seen.updateState(value);
    return { loss: this.seen.result() };
  }
  override testStep([x, y]: readonly [tf.Tensor, tf.Tensor, unknown]) {
    this.seen.updateState(tf.mean(tf.abs(tf.sub(y, this.apply(x)))));
    return { loss: this.seen.result() };
  }
}

class Stepping extends Model {
  override trainStep([x, y]: readonly [tf.Tensor, tf.Tensor, unknown]) {
    const loss = () => this.computeLoss({ x, y, yPred: this.apply(x, { training: true }) }) as tf.Scalar;
    const { value, grads } = tf.variableGrads(loss, this.trainableVariables);
    this.optimizer.applyGradients(grads);
    for (const metric of this.metrics) {
      if (metric.name === 'loss') metric.updateState(value);
      else metric.updateState(y, this.apply(x));
    }
    return Object.fromEntries(this.metrics.map((metric) => [metric.name, metric.result()]));
  }
}

const between = (): Stepping => {
  const inputs = layers.input({ shape: [4] });
  const first = layers.dense({ units: 5, activation: 'tanh' }).apply(inputs);
  const outputs = layers.dense({ units: 1 }).apply(layers.dropout({ rate: 0 }).apply(first));
  return new Stepping({ inputs, outputs });
};

class Cubed extends losses.Loss {
  override call(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
    return tf.mean(tf.pow(tf.abs(tf.sub(yTrue, yPred)), 3), -1);
  }
}

class Largest extends metrics.Metric {
  most = this.addVariable([]);
  override updateState(yTrue: tf.Tensor, yPred: tf.Tensor): void {
    this.most.assign(tf.maximum(this.most, tf.max(tf.abs(tf.sub(yTrue, yPred)))));
  }
  override result(): tf.Tensor {
    return this.most;
  }
}

const made: Record<
  string,
  () => [model: UserModel, compiled: Omit<CompileArgs, 'optimizer'>, hasTargets: boolean]
> = {
  plain: () => [new Two(), { loss: 'meanSquaredError', metrics: ['mae'] }, true],
  computeLoss: () => [new OwnLossModel(), {}, true],
  addLoss: () => [new Added(), {}, false],
  'addLoss beside a loss': () => [new Added(), { loss: 'meanSquaredError' }, true],
  trainStep: () => [new Step(), {}, true],
  'inputs and outputs': () => [between(), { loss: 'meanSquaredError', metrics: ['mae'] }, true],
  'own loss': () => [new Two(), { loss: new Cubed() }, true],
  'own metric': () => [new Two(), { loss: 'meanSquaredError', metrics: [new Largest()] }, true],
};

/** For any engine. */
export function testOwnModels(): void {
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(Object.entries(cases))('%s trains as in Keras', async (name, wanted) => {
    const [model, compiled, hasTargets] = made[name]!();
    model.compile({ optimizer: optimizers.sgd({ learningRate: 0.1, momentum: 0.5 }), ...compiled });
    model.build([null, 4]);
    const weights = [
      wave(Math.cos, 1.3, [4, 5], 0.4),
      tf.zeros([5]),
      wave(Math.cos, 0.9, [5, 1], 0.4),
      tf.zeros([1]),
    ];
    model.setWeights(weights);
    const options = { epochs: 3, batchSize: 8, shuffle: false, verbose: 0 as const };
    const { history } = hasTargets
      ? await model.fit(x(), y(), { ...options, validationSplit: 0.2 })
      : await model.fit(x(), options);
    expect(Object.keys(history).sort()).toEqual(Object.keys(wanted.history).sort());
    for (const [key, values] of Object.entries(wanted.history))
      expect(difference(history[key], values)).toBeLessThan(1e-4);
    const evaluated = hasTargets
      ? await model.evaluate(x(), y())
      : await model.evaluate(x(), undefined as never);
    for (const [key, value] of Object.entries(wanted.evaluated))
      expect(difference(evaluated[key], value)).toBeLessThan(1e-4);
    const ours = model.getWeights().map((one) => one.arraySync());
    ours.forEach((one, i) => {
      expect(difference(one, wanted.weights[i])).toBeLessThan(1e-4);
    });
  });

  test('a model builds at its first fit, and its weights go to a file and back', async () => {
    const [model, again] = [new Two(), new Two()];
    model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
    expect(model.optimizer.learningRate).toBe(0.001);
    await model.fit(x(), y(), { epochs: 1, verbose: 0 });
    expect(model.countParams()).toBe(31);
    expect(model.layers.length).toBe(3);
    const path = join(folder, 'two.weights.h5');
    await model.saveWeights(path);
    again.build([null, 4]);
    await again.loadWeights(path);
    expect(difference(again.predict(x()).arraySync(), model.predict(x()).arraySync())).toBeLessThan(1e-6);
  });

  test('a model with inputs and outputs has no call of its own, and any other has one', () => {
    const inputs = layers.input({ shape: [4] });
    const outputs = layers.dense({ units: 1 }).apply(inputs);
    class Both extends Model {
      constructor() {
        super({ inputs, outputs });
      }
      override call(x: tf.Tensor): tf.Tensor {
        return x;
      }
    }
    expect(() => new Both()).toThrow('Received: both');
    const none = new (class None extends Model {})();
    expect(() => none.apply(tf.ones([1, 4]))).toThrow("None: this model has no method 'call'");
    const model = new Stepping({ inputs, outputs });
    expect([model.layers.length, model.countParams(), model.outputs[0]!.shape]).toEqual([2, 5, [null, 1]]);
  });

  test('a step of one’s own gets inputs and targets of any shape, with or without a call', async () => {
    class Free extends Model {
      seen: string[] = [];
      factor = this.addWeight({ name: 'factor', shape: [], initializer: 'ones' });
      override trainStep([x, y]: readonly [tf.Tensor, tf.Tensor, unknown]) {
        this.seen.push(`${x.shape} ${y?.shape}`);
        return { loss: tf.mean(tf.mul(x, this.factor)) };
      }
    }
    const model = new Free();
    model.compile({ optimizer: 'adam' });
    const options = { batchSize: 4, epochs: 1, verbose: 0 } as const;
    const { history } = await model.fit(tf.ones([8, 2, 3]), tf.ones([8, 5]), options);
    await model.fit(tf.ones([4, 2, 3]), options);
    expect([history.loss, model.seen]).toEqual([[1], ['4,2,3 4,5', '4,2,3 4,5', '4,2,3 undefined']]);
    expect(model.trainableVariables.length).toBe(1);
  });

  test('a model of several inputs takes them by name', async () => {
    class Sum extends Model<{ a: tf.Tensor; b: tf.Tensor }> {
      dense = layers.dense({ units: 1 });
      override call({ a, b }: { a: tf.Tensor; b: tf.Tensor }): tf.Tensor {
        return this.dense.apply(tf.concat([a, b], 1));
      }
    }
    const sum = new Sum();
    sum.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    const data = { a: tf.ones([6, 2]), b: tf.zeros([6, 3]) };
    const { history } = await sum.fit(data, tf.ones([6, 1]), { epochs: 2, verbose: 0 });
    expect(history.loss![1]).toBeLessThan(history.loss![0]!);
    expect(sum.predict(data).shape).toEqual([6, 1]);
    expect(sum.inputNames).toEqual(['a', 'b']);
    const called = new Sum();
    expect((called.apply(data as unknown as tf.Tensor) as tf.Tensor).shape).toEqual([6, 1]);
    expect([called.inputNames, called.weights.length]).toEqual([['a', 'b'], 2]);
    expect(called.predict(data).shape).toEqual([6, 1]);
  });

  test('a model of one’s own is part of another, and trains with it', async () => {
    const input = layers.input({ shape: [4] });
    const { model: functional } = await import('../../lib/models/factories.js');
    const inner = new Two();
    const whole = functional({
      inputs: input,
      outputs: layers.dense({ units: 1 }).apply(inner.apply(input)),
    });
    whole.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    const before = inner.getWeights()[0]!.arraySync();
    await whole.fit(x(), y(), { epochs: 1, verbose: 0 });
    expect(difference(inner.getWeights()[0]!.arraySync(), before)).toBeGreaterThan(0);
  });

  test('a loss of one’s own is called as it is, and has a name', () => {
    const cubed = new Cubed();
    expect(cubed.name).toBe('cubed');
    expect(cubed(tf.tensor2d([[0], [1]]), tf.tensor2d([[1], [1]])).dataSync()[0]).toBe(0.5);
    expect(
      new Cubed({ reduction: 'sum' })(tf.tensor2d([[0], [1]]), tf.tensor2d([[1], [3]])).dataSync()[0],
    ).toBe(9);
    expect(() => new Cubed({ reduction: 'most' as 'sum' })).toThrow(/Unknown reduction/);
  });

  test('what is not built says how to build it', async () => {
    const model = new Two();
    expect(() => model.summary()).toThrow('not built yet');
    await expect(model.fit(x(), y())).rejects.toThrow('not compiled yet');
  });

  test('callbacks follow a test, batch by batch', async () => {
    const model = new Two();
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError', runEagerly: true, stepsPerExecution: 2 });
    const seen: string[] = [];
    const callbacks = {
      onTestBegin: () => void seen.push('begin'),
      onTestBatchBegin: (batch: number) => void seen.push(`${batch}`),
      onTestBatchEnd: (batch: number, logs: Record<string, number>) =>
        void seen.push(`${batch} ${'loss' in logs}`),
      onTestEnd: () => void seen.push('end'),
    };
    await model.evaluate(x(), y(), { batchSize: 10, callbacks });
    expect(seen).toEqual(['begin', '0', '0 true', '1', '1 true', 'end']);
    expect(() => model.compile({ optimizer: 'sgd', stepsPerExecution: 0 })).toThrow(
      /stepsPerExecution.*at least 1/,
    );
  });
}
