// Policies: which layers they reach, and what becomes of tensors of 16 bits beside others.
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  compile,
  config,
  dtypePolicies,
  layers,
  metrics,
  ops,
  optimizers,
  sequential,
  tf,
} from '../../lib/index.js';
import { precisionOf, toPrecision } from '../../lib/precision.js';

beforeAll(() => tf.ready());
afterEach(() => config.setDtypePolicy('float32'));

const applied = (layer: { apply(x: tf.Tensor): tf.Tensor }, x: tf.Tensor) => layer.apply(x);
/** Too exact for bfloat16, whose next number after 1 is 1.0078. */
const fine = 1.001;

describe('a policy', () => {
  test('names what layers compute in, and what their weights are', () => {
    const policy = new dtypePolicies.DTypePolicy('mixed_bfloat16');
    expect([policy.name, policy.computeDtype, policy.variableDtype, policy.quantizationMode]).toEqual([
      'mixed_bfloat16',
      'bfloat16',
      'float32',
      null,
    ]);
    expect(dtypePolicies.DTypePolicy.fromConfig(policy.getConfig()).name).toBe('mixed_bfloat16');
  });

  test('is the one that is set, where a layer has none of its own', () => {
    config.setDtypePolicy('mixed_float16');
    expect(config.dtypePolicy().name).toBe('mixed_float16');
    expect(new dtypePolicies.DTypePolicy().name).toBe('mixed_float16');
    expect(layers.dense({ units: 1 }).getConfig().dtype).toBe('mixed_float16');
    expect(layers.dense({ units: 1, dtype: 'float32' }).getConfig().dtype).toBe('float32');
    config.setDtypePolicy(new dtypePolicies.DTypePolicy('float32'));
    expect(layers.dense({ units: 1 }).getConfig().dtype).toBe('float32');
  });

  test.each([
    ['float16', /weights of 16 bits are not available here.*Use 'mixed_float16'/],
    ['mixed_float8', /Unknown DTypePolicy 'mixed_float8'.*Did you mean/],
    [3, /name must be one of 'float32', 'mixed_bfloat16', 'mixed_float16'. Received: 3/],
  ])('is refused that is %s', (name, message) => {
    expect(() => config.setDtypePolicy(name as 'float32')).toThrow(message);
    expect(config.dtypePolicy().name).toBe('float32');
  });

  test.each([
    [
      'a recurrent layer',
      () => layers.lstm({ units: 2 }),
      /LSTM 'lstm.*': such a layer is not computed in 16 bits/,
    ],
    ['a layer within it', () => layers.attention(), /Attention .*Give it dtype: 'float32'/],
  ])('refuses %s', (_, make, message) => {
    config.setDtypePolicy('mixed_bfloat16');
    expect(make).toThrow(message);
  });

  test('does not reach layers that give no floats, nor inputs', () => {
    config.setDtypePolicy('mixed_bfloat16');
    expect(layers.stringLookup({ vocabulary: ['a'] }).apply(tf.tensor(['a'])).dtype).toBe('int32');
    expect(layers.input({ shape: [2] }).dtype).toBe('float32');
  });
});

describe('a layer of 16 bits', () => {
  test('rounds inputs and weights, keeps its weights, and gives 16 bits', () => {
    const layer = layers.dense({ units: 1, useBias: false, dtype: 'mixed_bfloat16' });
    layer.build([null, 1]);
    layer.setWeights([tf.tensor([[fine]])]);
    const y = applied(layer, tf.tensor([[1.003]]));
    expect([...y.dataSync()]).toEqual([1]);
    expect([y.dtype, precisionOf(y)]).toEqual(['float32', 'bfloat16']);
    expect(layer.getWeights()[0]!.dataSync()[0]).toBeCloseTo(fine, 6);
    expect(precisionOf(layer.getWeights()[0]!)).toBe('float32');
  });

  test('is followed by one of float32, which takes its numbers as they are', () => {
    const half = layers.activation({ activation: 'linear', dtype: 'mixed_float16' });
    const wide = layers.activation({ activation: 'linear', dtype: 'float32' });
    const y = applied(wide, applied(half, tf.tensor([[1 / 3]])));
    expect(precisionOf(y)).toBe('float32');
    expect(y.dataSync()[0]).toBe(0.333251953125);
  });

  test('gives its weights gradients of float32, rounded on the way', () => {
    const layer = layers.dense({ units: 1, useBias: false, dtype: 'mixed_bfloat16' });
    layer.build([null, 2]);
    const { grads } = tf.variableGrads(() => tf.sum(applied(layer, tf.tensor([[1.003, 2.05]]))) as tf.Scalar);
    const [gradient] = Object.values(grads);
    expect(precisionOf(gradient!)).toBe('float32');
    expect([...gradient!.dataSync()]).toEqual([1, 2.046875]);
  });

  test('of one’s own may give what it likes', () => {
    class Scaled extends layers.Layer {
      factor!: tf.Variable;
      override build(): void {
        this.factor = this.addWeight({ name: 'factor', shape: [1], initializer: () => tf.tensor([fine]) });
      }
      override call(x: tf.Tensor | tf.Tensor[]): tf.Tensor {
        return tf.mul(x as tf.Tensor, this.factor);
      }
    }
    config.setDtypePolicy('mixed_bfloat16');
    const y = new Scaled().apply(tf.tensor([[3]])) as tf.Tensor;
    expect([precisionOf(y), y.dataSync()[0]]).toEqual(['bfloat16', 3]);
  });

  test('keeps masks', () => {
    const model = sequential([
      layers.embedding({
        inputDim: 4,
        outputDim: 2,
        maskZero: true,
        inputShape: [3],
        dtype: 'mixed_bfloat16',
      }),
      layers.globalAveragePooling1d({ dtype: 'float32' }),
    ]);
    const y = model.predict(tf.tensor([[1, 0, 0]], [1, 3], 'int32')) as tf.Tensor;
    const row = model.layers[0]!.getWeights()[0]!;
    const rounded = toPrecision(tf.slice(row, [1, 0], [1, 2]), 'bfloat16');
    expect([...y.dataSync()]).toEqual([...rounded.dataSync()]);
  });
});

describe('tensors of 16 bits', () => {
  const brain = (values: number[]) => ops.cast(values, 'bfloat16') as tf.Tensor;
  const half = (values: number[]) => ops.cast(values, 'float16') as tf.Tensor;

  test('stay so beside numbers, whole numbers and truth values, and not beside float32', () => {
    const x = brain([1, 2]);
    expect(precisionOf(tf.mul(x, 0.1))).toBe('bfloat16');
    expect(precisionOf(tf.add(x, tf.tensor([1, 2], [2], 'int32')))).toBe('bfloat16');
    expect(precisionOf(tf.mul(x, tf.cast(tf.greater(x, 1), 'float32')))).toBe('bfloat16');
    expect(precisionOf(tf.mul(x, tf.tensor([0.1, 0.1])))).toBe('float32');
    expect(precisionOf(tf.add(x, half([1, 2])))).toBe('float32');
    expect(precisionOf(ops.add(x, ops.cast([1, 2], 'float32')) as tf.Tensor)).toBe('float32');
    expect(precisionOf(ops.cast(x, 'float32') as tf.Tensor)).toBe('float32');
  });

  test('are those numbers in a graph as well, as arguments, as what it captures, and as results', () => {
    const x = half([0.1, 0.2, 0.3]);
    const outside = half([3, 4, 5]);
    const f = (given: tf.Tensor) => tf.exp(tf.mul(tf.div(given, outside), 1.7));
    const traced = compile(f);
    traced(x);
    const [found, expected] = [traced(x), f(x)];
    expect(traced.reason).toBeUndefined();
    expect(precisionOf(found)).toBe('float16');
    expect([...found.dataSync()]).toEqual([...expected.dataSync()]);
    const wide = traced(tf.tensor([0.1, 0.2, 0.3]));
    expect(precisionOf(wide)).toBe('float32');
    expect([...wide.dataSync()]).not.toEqual([...found.dataSync()]);
  });

  test('are computed in float32 and rounded where TensorFlow has no op for them', () => {
    const x = brain([0.3, 0.7]);
    const y = tf.erf(x);
    expect(precisionOf(y)).toBe('bfloat16');
  });

  test('are refused by operations that are not held against Keras', () => {
    expect(() => ops.logsumexp(brain([1, 2]))).toThrow(
      "The operation Logsumexp is not computed in bfloat16 here. Give it float32: ops.cast(x, 'float32').",
    );
  });

  test('leave no tensors behind', () => {
    const { numTensors } = tf.memory();
    tf.engine().startScope();
    const { binding } = tf.backend() as unknown as { binding: { getNumOfTensors(): number } };
    const before = binding.getNumOfTensors();
    for (let i = 0; i < 5; i++) tf.exp(tf.mul(brain([1, 2]), 3));
    tf.engine().endScope();
    expect(tf.memory().numTensors).toBe(numTensors);
    expect(binding.getNumOfTensors()).toBe(before);
  });
});

describe('a model of 16 bits', () => {
  const made = () =>
    sequential([
      layers.dense({ units: 4, activation: 'relu', inputShape: [3] }),
      layers.dense({ units: 2, activation: 'softmax' }),
    ]);
  const data = () =>
    [tf.randomNormal([8, 3]), tf.cast(tf.oneHot([0, 1, 1, 0, 1, 0, 0, 1], 2), 'float32')] as const;

  test('scales its loss by itself for float16, unless told not to', () => {
    config.setDtypePolicy('mixed_float16');
    const model = made();
    model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
    const { optimizer } = model as unknown as { optimizer: ReturnType<typeof optimizers.lossScaleOptimizer> };
    expect(optimizer.getClassName()).toBe('LossScaleOptimizer');
    expect([optimizer.dynamicScale, optimizer.learningRate.toFixed(4)]).toEqual([32768, '0.0010']);
    model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', autoScaleLoss: false });
    expect((model as unknown as { optimizer: tf.Optimizer }).optimizer.getClassName()).toBe('Adam');
    config.setDtypePolicy('mixed_bfloat16');
    const brain = made();
    brain.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
    expect((brain as unknown as { optimizer: tf.Optimizer }).optimizer.getClassName()).toBe('Adam');
    expect(() => model.compile({ optimizer: tf.train.sgd(0.1), loss: 'categoricalCrossentropy' })).toThrow(
      /expected one of optimizers/,
    );
  });

  test('is not left to XLA, which computes more exactly', async () => {
    config.setDtypePolicy('mixed_bfloat16');
    const model = made();
    model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
    const [x, y] = data();
    await expect(model.fit(x, y, { verbose: 0, jitCompile: true })).rejects.toThrow(
      /XLA computes floats of 16 bits/,
    );
  });

  test('has its metrics where Keras computes them alike, and says which it has not', async () => {
    config.setDtypePolicy('mixed_bfloat16');
    const model = made();
    const [x, y] = data();
    model.compile({
      optimizer: 'adam',
      loss: 'categoricalCrossentropy',
      metrics: ['accuracy', metrics.auc(), metrics.precision()],
    });
    await model.fit(x, y, { verbose: 0 });
    model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['meanSquaredError'] });
    await expect(model.fit(x, y, { verbose: 0 })).rejects.toThrow(
      /metrics: Keras computes 'meanSquaredError' of outputs of bfloat16 in bfloat16/,
    );
  });

  test('trains in a loop of one’s own', () => {
    config.setDtypePolicy('mixed_float16');
    const model = made();
    const optimizer = optimizers.lossScaleOptimizer(optimizers.sgd(0.1), {
      initialScale: 64,
      dynamicGrowthSteps: 2,
    });
    const [x, y] = data();
    const weights = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
    const loss = () =>
      tf.losses.softmaxCrossEntropy(
        y,
        ops.cast(model.apply(x) as tf.Tensor, 'float32') as tf.Tensor,
      ) as tf.Scalar;
    const first = loss().dataSync()[0]!;
    for (let i = 0; i < 3; i++) {
      const { grads } = tf.variableGrads(() => optimizer.scaleLoss(loss()), weights);
      optimizer.applyGradients(grads);
    }
    expect(loss().dataSync()[0]!).toBeLessThan(first);
    expect([optimizer.dynamicScale, optimizer.stepCounter, optimizer.iterations]).toEqual([128, 1, 3]);
    const before = weights.map((weight) => [...weight.dataSync()]);
    const broken = Object.fromEntries(
      weights.map((weight) => [weight.name, tf.fill(weight.shape, Number.NaN)]),
    );
    optimizer.applyGradients(broken);
    expect(weights.map((weight) => [...weight.dataSync()])).toEqual(before);
    expect([optimizer.dynamicScale, optimizer.stepCounter, optimizer.iterations]).toEqual([64, 0, 3]);
  });

  test('minimize takes the loss as it is', () => {
    const weight = tf.variable(tf.tensor([2]));
    const optimizer = optimizers.lossScaleOptimizer(optimizers.sgd(0.25));
    const cost = optimizer.minimize(() => tf.sum(tf.square(weight)) as tf.Scalar, true)!;
    expect([cost.dataSync()[0], weight.dataSync()[0]]).toEqual([4, 1]);
  });
});
