// Classes that extend the library's own layers, against the same classes in Keras (golden/make_extended.py).
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { layers, loadModel, model, random, sequential, tf, utils } from '../../lib/index.js';

const golden = JSON.parse(readFileSync(join(import.meta.dirname, 'golden/extended.json'), 'utf8'));

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const wave = (shape: readonly number[], seed: number): tf.Tensor => {
  const size = shape.reduce((n, one) => n * one, 1);
  return tf.tensor(
    Array.from({ length: size }, (_, i) => Math.sin(1 + 0.7 * i + 1.3 * seed)),
    [...shape],
  );
};

const standardized = (kernel: tf.Tensor): tf.Tensor => {
  const { mean, variance } = tf.moments(kernel, [0, 1, 2], true);
  return tf.div(tf.sub(kernel, mean), tf.sqrt(tf.add(variance, 1e-10)));
};

class Overriding extends layers.Conv2D {
  override convolutionOp(x: tf.Tensor, kernel: tf.Tensor): tf.Tensor {
    return super.convolutionOp(x, standardized(kernel));
  }
}

class Calling extends layers.Conv2D {
  override call(x: tf.Tensor): tf.Tensor {
    const result = this.convolutionOp(x, standardized(this.kernel));
    return this.useBias ? tf.add(result, this.bias!) : result;
  }
}

class Doubled extends layers.Conv1D {
  override call(x: tf.Tensor): tf.Tensor {
    return super.call(tf.mul(x, 2));
  }
}

class Scaled extends layers.Dense {
  readonly by: number;
  constructor(units: number, by: number, args: Partial<ConstructorParameters<typeof layers.Dense>[0]> = {}) {
    super({ units, ...args });
    this.by = by;
  }
  override call(x: tf.Tensor): tf.Tensor {
    return tf.div(super.call(x), this.by);
  }
  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), by: this.by };
  }
}

class Always extends layers.Dropout {
  override call(x: tf.Tensor): tf.Tensor {
    return super.call(x, { training: true });
  }
}

const cases: readonly [string, () => layers.ExtendableLayer, number[]][] = [
  [
    'overriding',
    () => new Overriding({ filters: 3, kernelSize: 3, activation: 'tanh', strides: 2 }),
    [2, 6, 5, 2],
  ],
  [
    'calling',
    () => new Calling({ filters: 3, kernelSize: [2, 3], activation: 'relu', padding: 'same' }),
    [2, 5, 4, 2],
  ],
  [
    'doubled',
    () => new Doubled({ filters: 4, kernelSize: 3, activation: 'tanh', padding: 'causal' }),
    [2, 6, 3],
  ],
  ['scaled', () => new Scaled(3, 3, { activation: 'sigmoid' }), [2, 4]],
];

test.each(cases)('%s gives Keras’ outputs and gradients', (name, make, shape) => {
  const layer = make();
  layer.build(shape);
  layer.setWeights(layer.weights.map((weight, i) => wave(weight.shape as number[], i + 1)));
  const variables = layer.weights.map((weight) => weight.read() as tf.Variable);
  const x = wave(shape, 0);
  const output = layer.apply(x);
  expect(output.shape).toEqual(golden[name].shape);
  const { grads } = tf.variableGrads(() => {
    const y = layer.apply(x);
    return tf.sum(tf.mul(y, tf.reshape(tf.cos(tf.range(0, y.size)), y.shape)));
  }, variables);
  const near = (found: tf.Tensor, wanted: number[]) => {
    expect(found.size).toBe(wanted.length);
    found.dataSync().forEach((one, i) => {
      expect(one).toBeCloseTo(wanted[i]!, 3);
    });
  };
  near(output, golden[name].output);
  variables.forEach((variable, i) => {
    near(grads[variable.name]!, golden[name].gradients[i]);
  });
});

test('is named, counted, trained and loaded as any class of one’s own', async () => {
  random.setSeed(1);
  const made = sequential([
    layers.input({ shape: [8, 8, 1] }),
    new Calling({ filters: 2, kernelSize: 3, activation: 'relu', name: 'first' }),
    new Overriding({ filters: 2, kernelSize: 3, activation: 'relu' }),
    layers.flatten(),
    new Scaled(2, 4, { activation: 'softmax' }),
  ]);
  expect(made.layers.map((layer) => layer.getClassName())).toEqual([
    'Calling',
    'Overriding',
    'Flatten',
    'Scaled',
  ]);
  expect(made.layers[0]!.getConfig()).toMatchObject({ filters: 2, kernelSize: [3, 3], activation: 'relu' });
  const [x, y] = [wave([6, 8, 8, 1], 3), tf.oneHot(tf.tensor1d([0, 1, 0, 1, 0, 1], 'int32'), 2)];
  made.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy' });
  const { history } = await made.fit(x, y, { epochs: 3, verbose: 0 });
  expect(history.loss!.at(-1)).toBeLessThan(history.loss![0]!);
  const folder = mkdtempSync(join(tmpdir(), 'extended-'));
  await made.save(join(folder, 'own.keras'));
  const again = await loadModel(join(folder, 'own.keras'));
  rmSync(folder, { recursive: true });
  expect(again.layers.at(-1)).toBeInstanceOf(Scaled);
  expect((again.layers.at(-1) as unknown as Scaled).by).toBe(4);
  expect(Array.from(again.predict(x).dataSync())).toEqual(Array.from(made.predict(x).dataSync()));
});

test('by itself it is the built-in layer', () => {
  const plain = new layers.Dense({ units: 2 });
  expect(plain.getClassName()).toBe('Dense');
  expect(sequential([layers.input({ shape: [3] }), plain]).countParams()).toBe(8);
  expect(() => new layers.Dense({ unit: 2 } as never)).toThrow("option of dense 'unit'");
});

test('a dropout of one’s own goes on in prediction', () => {
  const dropped = new Always({ rate: 0.5 }).apply(tf.ones([1, 1000])).dataSync();
  expect(dropped.filter((one) => one === 0).length).toBeGreaterThan(300);
});

test('masks are those that Keras leaves on outputs', () => {
  const ids = tf.tensor2d(
    [
      [5, 3, 0, 0],
      [1, 2, 4, 0],
    ],
    [2, 4],
    'int32',
  );
  const embedding = layers.embedding({ inputDim: 10, outputDim: 2, maskZero: true });
  const embedded = embedding.apply(ids);
  const bools = (mask: layers.Masks) =>
    mask instanceof tf.Tensor ? (mask.arraySync() as number[][]).map((row) => row.map(Boolean)) : mask;
  const tiled = tf.cast(tf.tile(tf.expandDims(ids, -1), [1, 1, 2]), 'float32');
  const lstm = layers.lstm({ units: 2, returnSequences: true });
  expect({
    embedding: bools(utils.getKerasMask(embedded)),
    masking: bools(utils.getKerasMask(layers.masking({ maskValue: 3 }).apply(tiled))),
    computed: bools(embedding.computeMask(ids)),
    lstm: bools(utils.getKerasMask(lstm.apply(embedded))),
    dense: bools(utils.getKerasMask(layers.dense({ units: 2 }).apply(embedded))),
    none: bools(utils.getKerasMask(layers.lstm({ units: 2 }).apply(embedded))),
  }).toEqual(golden.masks);
  expect(embedding.computeMask(ids)).toBeInstanceOf(tf.Tensor);
  expect(layers.dense({ units: 1 }).computeMask(embedded)).toBeNull();
  expect(() => utils.getKerasMask([] as never)).toThrow('expected a tensor');
});

test('the mask of a symbolic tensor is symbolic, and is computed with the model', () => {
  const inputs = layers.input({ shape: [null], dtype: 'int32' });
  const x = layers.embedding({ inputDim: 10, outputDim: 2, maskZero: true }).apply(inputs);
  const mask = utils.getKerasMask(layers.dense({ units: 3 }).apply(x))!;
  expect([mask.shape, mask.dtype]).toEqual([[null, null], 'bool']);
  const ids = tf.tensor2d([[4, 0, 2]], [1, 3], 'int32');
  const found = model({ inputs, outputs: mask }).apply(ids) as tf.Tensor;
  expect(Array.from(found.dataSync()).map(Boolean)).toEqual([true, false, true]);
  expect(utils.getKerasMask(layers.lstm({ units: 2 }).apply(x))).toBeNull();
  expect(utils.getKerasMask(inputs)).toBeNull();
});
