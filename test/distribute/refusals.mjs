// Asks for what several processes do not carry out together, and prints what is said. `node refusals.mjs CASE`
import { layers, losses, metrics, sequential, tf } from '../../dist/lib/index.js';

const x = tf.ones([6, 4]);
const y = tf.ones([6, 2]);

class Largest extends metrics.Metric {
  /** @override */
  updateState() {}
  /** @override */
  result() {
    return 0;
  }
}

/** @param {object} [compile] @param {object} [options] */
function train(compile = {}, options = {}, given = [x, y]) {
  const net = sequential([layers.dense({ units: 2, inputShape: [4] })]);
  net.compile({ optimizer: 'sgd', loss: 'meanSquaredError', ...compile });
  return /** @type {any} */ (net).fit(...given, { epochs: 1, verbose: 0, ...options });
}

/** @type {Record<string, () => Promise<unknown>>} */
const refused = {
  eager: () => train({}, { eager: true }),
  jitCompile: () => train({}, { jitCompile: true }),
  sum: () => train({ loss: losses.meanSquaredError({ reduction: 'sum' }) }),
  dice: () => train({ loss: losses.dice() }),
  metric: () => train({ metrics: [new Largest({ name: 'largest' })] }),
  optimizer: () => train({ optimizer: tf.train.sgd(0.1) }),
  frozen: () => {
    const net = sequential([layers.dense({ units: 2, inputShape: [4], trainable: false })]);
    net.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    return net.fit(x, y, { epochs: 1, verbose: 0 });
  },
  stateful: () => {
    const net = sequential([
      layers.input({ batchShape: [6, 2, 2] }),
      layers.lstm({ units: 2, stateful: true }),
    ]);
    net.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    return net.evaluate(tf.ones([6, 2, 2]), y);
  },
  trainOnBatch: () => {
    const net = sequential([layers.dense({ units: 2, inputShape: [4] })]);
    net.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    return net.trainOnBatch(x, y);
  },
};

/** @param {() => Promise<unknown>} act */
const said = (act) =>
  act().then(
    () => 'nothing was refused',
    (error) => error.message,
  );

const everyRefusal = async () => {
  /** @type {Record<string, string>} */
  const messages = {};
  for (const [name, act] of Object.entries(refused)) messages[name] = await said(act);
  return messages;
};
// Not fixed by a seed: other numbers in each process.
const differ = () => said(() => train({}, {}, [tf.randomUniform([6, 4]), y]));

const weightsDiffer = () =>
  said(() => {
    const net = sequential([layers.dense({ units: 2, inputShape: [4] })]);
    net.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    return net.evaluate(x, y);
  });

const cases = { refuse: everyRefusal, differ, weightsDiffer };
const result = await cases[/** @type {keyof typeof cases} */ (process.argv[2])]();
process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0));
