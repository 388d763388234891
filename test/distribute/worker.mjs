// A program that several processes, or one alone, run: it trains and prints what came of it as JSON.
// `node worker.mjs CASE`, with or without a cluster in the environment.
import { createHash } from 'node:crypto';
import { layers, losses, model, optimizers, random, sequential, tf } from '../../dist/lib/index.js';

random.setSeed(7);
const rows = 101;
const x = tf.tidy(() => random.uniform([rows, 6], -1, 1));
const classes = tf.tidy(() => tf.argMax(x.slice([0, 0], [rows, 3]), 1).toFloat());
const y = tf.tidy(() => tf.sum(tf.square(x), 1, true));
const images = tf.tidy(() => random.uniform([50, 10, 10, 1], 0, 1));
const ofImages = tf.tidy(() => tf.greater(tf.mean(images, [1, 2, 3]), 0.5).toFloat());

/** @param {import('../../dist/lib/index.js').AnyModel} net */
const digest = (net) => {
  const hash = createHash('sha1');
  for (const weight of net.getWeights()) hash.update(Buffer.from(weight.dataSync().buffer));
  return hash.digest('hex');
};

const dnn = () =>
  sequential([
    layers.dense({ units: 16, activation: 'relu', inputShape: [6] }),
    layers.dense({ units: 3, activation: 'softmax' }),
  ]);

/** Counts the batches that it sees, where no graph is made of them. */
class Counting extends layers.Layer {
  batches = 0;
  /** @override @param {any} input */
  call(input) {
    this.batches += 1;
    return tf.add(input, 1);
  }
}

/** 0 of what is small, unless TensorFlow makes log1p(x) of log(1 + x). */
class Logarithm extends layers.Layer {
  /** @override @param {any} input */
  call(input) {
    return tf.mul(tf.log(tf.add(input, tf.scalar(1))), 1e10);
  }
}

/** Draws while it predicts. */
class Noisy extends layers.Layer {
  /** @override @param {any} input */
  call(input) {
    return tf.add(input, random.uniform(input.shape));
  }
}

/** @returns {Generator<[import('../../dist/lib/index.js').tf.Tensor, import('../../dist/lib/index.js').tf.Tensor]>} */
function* batches() {
  for (let row = 0; row < rows; row += 20) {
    const count = Math.min(20, rows - row);
    yield [x.slice([row, 0], [count, 6]), classes.slice([row], [count])];
  }
}

/** @type {Record<string, () => Promise<unknown>>} */
const cases = {
  // 101 rows in batches of 16: the last has 5, of which 4 processes take 1, 1, 1 and 2.
  async dnn() {
    const net = dnn();
    net.compile({
      optimizer: optimizers.adam({ learningRate: 0.01, clipnorm: 1 }),
      loss: 'sparseCategoricalCrossentropy',
      metrics: ['accuracy'],
    });
    const options = { epochs: 6, batchSize: 16, validationSplit: 0.2, verbose: /** @type {const} */ (0) };
    const { history } = await net.fit(x, classes, options);
    const evaluated = await net.evaluate(x, classes, { batchSize: 10 });
    return { history, evaluated: { ...evaluated }, digest: digest(net) };
  },
  // Large enough for updates in place.
  async wide() {
    const net = sequential([
      layers.dense({ units: 256, activation: 'relu', inputShape: [6], kernelRegularizer: 'l2' }),
      layers.dense({ units: 256, activation: 'relu' }),
      layers.dense({ units: 1 }),
    ]);
    net.compile({ optimizer: 'adam', loss: 'meanSquaredError', metrics: ['meanAbsoluteError'] });
    const { history } = await net.fit(x, y, { epochs: 4, batchSize: 32, shuffle: false, verbose: 0 });
    return { history, digest: digest(net) };
  },
  // Large enough that its graph is optimized.
  async optimized() {
    const net = sequential([
      layers.inputLayer({ inputShape: [6] }),
      new Logarithm({ name: 'logarithm' }),
      layers.dense({ units: 256 }),
      layers.dense({ units: 256 }),
      layers.dense({ units: 1 }),
    ]);
    net.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    const { history } = await net.fit(tf.fill([32, 6], 1e-10), tf.ones([32, 1]), {
      ...{ epochs: 2, batchSize: 16, verbose: 0 },
    });
    return { history, digest: digest(net) };
  },
  async cnn() {
    const net = sequential([
      layers.conv2d({ filters: 4, kernelSize: 3, activation: 'relu', inputShape: [10, 10, 1] }),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.flatten(),
      layers.dense({ units: 1, activation: 'sigmoid' }),
    ]);
    net.compile({
      optimizer: optimizers.sgd({ learningRate: 0.1, momentum: 0.9 }),
      loss: 'binaryCrossentropy',
      metrics: ['accuracy', 'auc'],
    });
    const { history } = await net.fit(images, ofImages, { epochs: 4, batchSize: 12, verbose: 0 });
    return { history, digest: digest(net) };
  },
  // Two outputs, weights of samples, steps counted.
  async outputs() {
    const input = layers.input({ shape: [6] });
    const hidden = layers.dense({ units: 8, activation: 'tanh' }).apply(input);
    const first = layers.dense({ units: 1, name: 'first' }).apply(hidden);
    const second = layers.dense({ units: 1, name: 'second' }).apply(hidden);
    const net = model({ inputs: input, outputs: [first, second] });
    net.compile({
      optimizer: 'rmsprop',
      loss: 'meanSquaredError',
      lossWeights: [1, 0.5],
      weightedMetrics: ['mae'],
    });
    const sampleWeight = tf.tidy(() => tf.add(tf.abs(x.slice([0, 0], [rows, 1])), 0.5).flatten());
    const { history } = await net.fit(x, [y, y], {
      ...{ epochs: 3, batchSize: 8, stepsPerEpoch: 9, sampleWeight, verbose: 0 },
    });
    return { history, digest: digest(net) };
  },
  // Normalized by each process's rows: equal everywhere, close to one process, not equal to it.
  async normalization() {
    const net = sequential([
      layers.dense({ units: 8, inputShape: [6] }),
      layers.batchNormalization(),
      layers.dense({ units: 1 }),
    ]);
    net.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
    const { history } = await net.fit(x, y, { epochs: 3, batchSize: 32, verbose: 0 });
    const [mean] = net.layers[1]?.getWeights().slice(2) ?? [];
    return { history, digest: digest(net), mean: Array.from(mean?.dataSync() ?? []) };
  },
  // Normalized by the rows of all: the 101 in batches of 16 leave 5, the images 2 for 4 processes. A bias before it would
  // have no gradient but what rounding leaves, of which Adam makes whole steps.
  async synchronized() {
    const net = sequential([
      layers.dense({ units: 8, useBias: false, inputShape: [6] }),
      layers.batchNormalization({ synchronized: true }),
      layers.activation('tanh'),
      layers.batchNormalization({ synchronized: true, renorm: true }),
      layers.dense({ units: 1 }),
    ]);
    net.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
    const { history } = await net.fit(x, y, { epochs: 4, batchSize: 16, validationSplit: 0.2, verbose: 0 });
    const cnn = sequential([
      layers.conv2d({ filters: 3, kernelSize: 3, inputShape: [10, 10, 1] }),
      layers.batchNormalization({ synchronized: true }),
      layers.activation('relu'),
      layers.globalAveragePooling2d(),
      layers.dense({ units: 1, activation: 'sigmoid' }),
    ]);
    cnn.compile({ optimizer: 'sgd', loss: 'binaryCrossentropy' });
    const images3 = await cnn.fit(images, ofImages, { epochs: 3, batchSize: 16, verbose: 0 });
    const all = { ...history, images: images3.history.loss };
    return { history: all, digest: digest(net) + digest(cnn) };
  },
  // Batches of 20, 20, 20, 20, 20 and 1 row: the last is one process's, or none's but the first's.
  async generator() {
    const net = dnn();
    net.compile({ optimizer: 'adam', loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] });
    const { history } = await net.fit(batches, { epochs: 3, validationData: batches, verbose: 0 });
    const evaluated = await net.evaluate(batches, { verbose: 0 });
    return { history, evaluated: { ...evaluated }, digest: digest(net) };
  },
  async differing() {
    const net = dnn();
    net.compile({ optimizer: 'adam', loss: 'sparseCategoricalCrossentropy' });
    const own = function* () {
      for (;;) yield [tf.fill([8, 6], Math.random()), tf.zeros([8])];
    };
    return net.fit(/** @type {any} */ (own), { epochs: 1, stepsPerEpoch: 2, verbose: 0 }).then(
      () => 'nothing was refused',
      (error) => error.message,
    );
  },
  // Bits of what is predicted, and how many of 11 batches this process computed.
  async predictions() {
    const net = dnn();
    const input = layers.input({ shape: [6] });
    const two = model({
      inputs: input,
      outputs: [
        layers.dense({ units: 4, activation: 'tanh' }).apply(input),
        layers.reshape({ targetShape: [3, 2] }).apply(layers.dense({ units: 6 }).apply(input)),
      ],
    });
    const drawing = sequential([layers.dense({ units: 2, inputShape: [6] }), new Noisy({ name: 'noisy' })]);
    /** @param {any} outputs */
    const bits = (outputs) =>
      [outputs]
        .flat()
        .map((output) => [
          output.shape,
          createHash('sha1').update(Buffer.from(output.dataSync().buffer)).digest('hex'),
        ]);
    /** @type {number[]} */
    const told = [];
    const callbacks = { onPredictBatchEnd: (/** @type {number} */ batch) => void told.push(batch) };
    const results = {
      rows: bits(net.predict(x, { batchSize: 16 })),
      whole: bits(net.predict(x, { batchSize: 1000 })),
      // 3 batches: of 4 processes one has none.
      few: bits(net.predict(x.slice([0, 0], [3, 6]), { batchSize: 1 })),
      eager: bits(net.predict(x, { batchSize: 10, eager: true })),
      outputs: bits(two.predictAll(x, { batchSize: 7 })),
      // A minus before a zero, and what is no number.
      strange: bits(net.predict(tf.mul(x, Number.NaN))),
      zeros: bits(
        sequential([layers.reshape({ targetShape: [6], inputShape: [6] })]).predict(
          tf.mul(tf.zeros([64, 6]), -1),
        ),
      ),
      drawn: bits(drawing.predict(x, { batchSize: 16 })),
      again: bits(drawing.predict(x, { batchSize: 16 })),
      telling: bits(net.predict(x, { batchSize: 16, callbacks })),
      stream: bits(await net.predict(batches)),
      streamOfTwo: bits(await two.predict(batches, { steps: 3 })),
      oneBatch: bits(await net.predict(batches, { steps: 1 })),
      drawnStream: bits(await drawing.predict(batches)),
    };
    const counting = new Counting({ name: 'counting' });
    const counted = sequential([layers.dense({ units: 2, inputShape: [6] }), counting]);
    counting.batches = 0;
    counted.predict(x, { batchSize: 10, eager: true });
    const onEpochEnd = () => void told.push(net.predict(x, { batchSize: 16 }).shape[0]);
    net.compile({ optimizer: 'sgd', loss: 'sparseCategoricalCrossentropy' });
    await net.fit(x, classes, { epochs: 1, verbose: 0, callbacks: { onEpochEnd } });
    return { results, told, batches: counting.batches };
  },
  // Weights that nobody seeded: the processes' models are not one.
  async differingModels() {
    random.setSeed(Number(process.pid));
    const said = [];
    try {
      dnn().predict(x, { batchSize: 16 });
    } catch (error) {
      said.push(error instanceof Error ? error.message : error);
    }
    await dnn()
      .predict(batches)
      .catch((error) => said.push(error.message));
    return said;
  },
  // Waits where JavaScript stands still, for a process that is gone.
  async gone() {
    const net = dnn();
    net.predict(x, { batchSize: 16 });
    const { index } = JSON.parse(process.env.TENSORCELL_CLUSTER ?? '{}').task;
    if (index === 1) process.kill(process.pid, 'SIGKILL');
    net.predict(x, { batchSize: 16 });
  },
  // 3 rows a batch: with 4 processes one has none.
  async few() {
    const net = dnn();
    net.compile({ optimizer: 'sgd', loss: losses.sparseCategoricalCrossentropy(), metrics: ['accuracy'] });
    const { history } = await net.fit(x.slice([0, 0], [9, 6]), classes.slice([0], [9]), {
      ...{ epochs: 3, batchSize: 3, verbose: 0 },
    });
    return { history, digest: digest(net) };
  },
};

const result = await cases[process.argv[2] ?? '']?.();
process.stdout.write(`${JSON.stringify(result)}\n`);
