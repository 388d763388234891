// Layers of one's own: `class Mine extends layers.Layer`.
import { expect, test } from 'vitest';
import { layers, model, sequential, tf } from '../../lib/index.js';
import { Layer } from '../../lib/layers/core/custom-layer.js';

type Shape = (number | null)[];

class Linear extends Layer {
  kernel!: tf.Variable;
  bias!: tf.Variable;

  constructor(
    readonly units: number,
    args: { inputShape?: Shape; name?: string } = {},
  ) {
    super(args);
  }

  override build(inputShape: Shape): void {
    this.kernel = this.addWeight({
      name: 'kernel',
      shape: [inputShape.at(-1), this.units],
      initializer: 'ones',
    });
    this.bias = this.addWeight({ shape: [this.units], initializer: 'zeros' });
  }

  override call(x: tf.Tensor): tf.Tensor {
    return tf.add(tf.matMul(x as tf.Tensor2D, this.kernel as tf.Tensor2D), this.bias);
  }
}

class Block extends Layer {
  readonly first = new Linear(3);
  readonly second = [new Linear(2)];
  readonly counter = this.addWeight({ name: 'counter', shape: [], initializer: 'zeros', trainable: false });

  override call(x: tf.Tensor): tf.Tensor {
    return this.second[0]!.apply(tf.relu(this.first.apply(x)));
  }
}

class Noisy extends Layer {
  override call(x: tf.Tensor, { training = false }: { training?: boolean }): tf.Tensor {
    return training ? tf.zerosLike(x) : tf.add(x, 1);
  }
}

class Both extends Layer {
  override call([a, b]: tf.Tensor[]): tf.Tensor {
    return tf.concat([a!, b!], -1);
  }
}

test('is named, built and counted as any layer', () => {
  const made = sequential([new Linear(4, { inputShape: [2] }), new Linear(1, { name: 'last' })]);
  expect(made.layers.map(({ name }) => name)).toEqual([expect.stringMatching(/^linear/), 'last']);
  expect(made.outputs[0]!.shape).toEqual([null, 1]);
  expect(made.countParams()).toBe(17);
  expect(made.layers[0]!.getClassName()).toBe('Linear');
  expect(made.layers[0]!.weights.map(({ name }) => name.split('/').at(-1))).toEqual(['kernel', 'weight_1']);
  expect(made.predict(tf.ones([1, 2])).dataSync()[0]).toBe(8);
});

test('learns', async () => {
  const made = sequential([new Linear(1, { inputShape: [1] })]);
  made.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  const { history } = await made.fit([[1], [2]], [[3], [6]], { epochs: 20, verbose: 0 });
  expect(history.loss!.at(-1)).toBeLessThan(history.loss![0]! / 10);
});

test('owns the layers in its fields', async () => {
  const block = new Block();
  const made = sequential([layers.inputLayer({ inputShape: [2] }), block]);
  expect(block.trainableWeights).toHaveLength(4);
  expect(block.nonTrainableWeights).toHaveLength(1);
  expect(made.countParams()).toBe(9 + 8 + 1);
  made.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  const before = block.first.kernel.dataSync()[0];
  await made.fit([[1, 2]], [[0, 0]], { verbose: 0 });
  expect(block.first.kernel.dataSync()[0]).not.toBe(before);
  block.trainable = false;
  expect(made.trainableWeights).toHaveLength(0);
  expect(block.nonTrainableWeights).toHaveLength(5);
});

test('knows training from prediction', async () => {
  const made = sequential([
    new Noisy({ inputShape: [1] }),
    layers.dense({ units: 1, kernelInitializer: 'ones' }),
  ]);
  made.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  expect(made.predict(tf.zeros([1, 1])).dataSync()[0]).toBe(1);
  expect((await made.fit([[5]], [[0]], { verbose: 0 })).history.loss).toEqual([0]);
});

test('takes several inputs, and leaves open axes open', () => {
  const [a, b] = [layers.input({ shape: [null, 2] }), layers.input({ shape: [null, 3] })];
  const joined = new Both().apply([a, b]);
  expect(joined.shape).toEqual([null, null, 5]);
  const made = model({ inputs: [a, b], outputs: joined });
  expect(made.predict([tf.ones([1, 4, 2]), tf.ones([1, 4, 3])]).shape).toEqual([1, 4, 5]);
});

test('is called on tensors by itself', () => {
  expect(new Linear(2).apply(tf.ones([3, 2])).shape).toEqual([3, 2]);
});

class Counting extends Layer {
  readonly pool = layers.maxPooling1d();
  readonly calls = this.addWeight({ name: 'calls', shape: [], initializer: 'zeros', trainable: false });

  override call(x: tf.Tensor): tf.Tensor[] {
    this.calls.assign(tf.add(this.calls, 1));
    this.addLoss(tf.mean(tf.square(x)));
    return [this.pool.apply(x), tf.sum(x, -1)];
  }
}

test('finds the shapes of several outputs, and leaves no trace of having run', () => {
  const layer = new Counting();
  const outputs = layer.apply(layers.input({ shape: [null, 2] })) as unknown as tf.SymbolicTensor[];
  expect(outputs.map(({ shape }) => shape)).toEqual([
    [null, null, 2],
    [null, null],
  ]);
  expect(layer.calls.dataSync()[0]).toBe(0);
  expect(layer.losses).toHaveLength(0);
  layer.apply(tf.fill([1, 4, 2], 3));
  expect(layer.calls.dataSync()[0]).toBe(1);
  expect(layer.losses.map((loss) => loss.dataSync()[0])).toEqual([9]);
});

class Sampled extends Layer {
  override call(x: tf.Tensor): tf.Tensor {
    if (x.shape[1]! < 100) throw new Error('too short');
    return x;
  }
}

test('says when the shape cannot be found', () => {
  expect(() => new Sampled({ name: 'sampled' }).apply(layers.input({ shape: [null, 2] }))).toThrow(
    "Sampled 'sampled': call failed on zeros, by which the output's shape is found: too short. " +
      'Where call cannot run on zeros, override computeOutputShape(inputShape).',
  );
  expect(new Sampled().apply(layers.input({ shape: [100, 2] })).shape).toEqual([null, 100, 2]);
});

class Halved extends Layer {
  override supportsMasking = true;
  override computeOutputShape([samples, size]: Shape): Shape {
    return [samples!, size! / 2];
  }
  override call(x: tf.Tensor, { mask }: { mask?: unknown }): tf.Tensor {
    expect(mask).toBeNull();
    return tf.slice(x, [0, 0], [-1, x.shape[1]! / 2]);
  }
}

test('may tell the shape itself, and is told masks', () => {
  expect(new Halved().apply(layers.input({ shape: [6] })).shape).toEqual([null, 3]);
  expect(new Halved().apply(tf.ones([2, 6])).shape).toEqual([2, 3]);
});

test('keeps tensors that build leaves in fields, and takes a layer that was built by hand as it is', async () => {
  class Masked extends Layer {
    readonly inner = layers.dense({ units: 2, useBias: false });
    mask!: tf.Tensor;
    override build(inputShape: Shape): void {
      this.inner.build(inputShape);
      this.inner.setWeights([tf.ones([3, 2])]);
      this.mask = tf.tensor1d([1, 0]);
    }
    override call(x: tf.Tensor): tf.Tensor {
      return tf.mul(this.inner.apply(x), this.mask);
    }
  }
  const inputs = layers.input({ shape: [3] });
  const network = model({ inputs, outputs: new Masked().apply(inputs) });
  expect(network.predict([[1, 2, 3]]).arraySync()).toEqual([[6, 0]]);
});

test('a model whose outputs have names gives them by name where it is called', () => {
  const inputs = layers.input({ shape: [2] });
  const [a, b] = [1, 3].map((units) =>
    layers.dense({ units, kernelInitializer: 'ones', useBias: false }).apply(inputs),
  );
  const network = model({ inputs, outputs: { wide: b!, narrow: a! } });
  const given = network.apply(tf.tensor2d([[1, 2]])) as unknown as Record<string, tf.Tensor>;
  expect(Object.keys(given).sort()).toEqual(['narrow', 'wide']);
  expect(given.wide!.arraySync()).toEqual([[3, 3, 3]]);
});
