// A program that has its fits taken by other processes, and prints what came of it as JSON. `node leader.mjs CASE [COUNT]`
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import {
  Callback,
  callbacks,
  distribute,
  layers,
  losses,
  metrics,
  optimizers,
  random,
  sequential,
  tf,
} from '../../../dist/lib/index.js';
import { countListening } from '../listening-ports.mjs';

const [name = '', count = '2'] = process.argv.slice(2);
const rows = 101;
/** Where processes wait for this one; none: of this machine, so many. */
const addresses = process.env.TEST_ADDRESSES?.split(' ');
/** @param {number} processes */
const distributed = (processes) => distribute(addresses ? { addresses, seconds: 20 } : { processes });
const isLinux = process.platform === 'linux';

random.setSeed(5);
const x = tf.tidy(() => random.uniform([rows, 6], -1, 1));
const y = tf.tidy(() => tf.sum(tf.square(x), 1, true));

const made = () => {
  const net = sequential([
    layers.dense({ units: 16, activation: 'relu', inputShape: [6] }),
    layers.dense({ units: 1 }),
  ]);
  net.compile({ optimizer: 'adam', loss: 'meanSquaredError', metrics: ['meanAbsoluteError'] });
  return net;
};

/** @param {import('../../../dist/lib/index.js').AnyModel} net */
const digest = (net) => {
  const hash = createHash('sha1');
  for (const weight of net.getWeights()) hash.update(Buffer.from(weight.dataSync().buffer));
  return hash.digest('hex');
};

/** @param {() => Promise<unknown>} act */
const said = (act) =>
  act().then(
    () => 'nothing was refused',
    (error) => error.message,
  );

const isThere = (/** @type {number} */ pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** @type {Record<string, () => Promise<unknown>>} */
const cases = {
  /** Two fits, the second of which goes on; what callbacks see and change. */
  async curve() {
    if (count !== '1') await distributed(Number(count));
    const net = made();
    /** @type {string[]} */
    const seen = [];
    const options = {
      batchSize: 16,
      validationSplit: 0.2,
      verbose: /** @type {const} */ (0),
      callbacks: [
        callbacks.lambda({ onEpochEnd: () => void seen.push(digest(net)) }),
        callbacks.learningRateScheduler((epoch) => 0.01 / (epoch + 1)),
      ],
    };
    const first = await net.fit(x, y, { ...options, epochs: 3 });
    const second = await net.fit(x, y, { ...options, epochs: 6, initialEpoch: 3 });
    const evaluated = await net.evaluate(x, y, { verbose: 0 });
    return {
      histories: [first.history, second.history],
      evaluated: { ...evaluated },
      distinct: new Set(seen).size,
      isLast: seen.at(-1) === digest(net),
      iterations: net.optimizer.iterations,
      processes: distribute.info().processes,
    };
  },

  async batches() {
    await distribute({ processes: 2 });
    const net = made();
    const seen = new Set();
    const onTrainBatchEnd = () => void seen.add(digest(net));
    await net.fit(x, y, { epochs: 1, batchSize: 25, verbose: 0, callbacks: { onTrainBatchEnd } });
    return seen.size;
  },

  async refusals() {
    await distribute({ processes: 2 });
    class Doubled extends layers.Layer {
      /** @override @param {any} input */
      call(input) {
        return tf.mul(input, 2);
      }
    }
    const train = (/** @type {any} */ compile = {}, net = made(), /** @type {any} */ options = {}) => {
      net.compile({ optimizer: 'sgd', loss: 'meanSquaredError', ...compile });
      return net.fit(x, y, { epochs: 1, verbose: 0, ...options });
    };
    const withLayer = sequential([
      layers.dense({ units: 1, inputShape: [6] }),
      new Doubled({ name: 'twice' }),
    ]);
    const squares = (/** @type {any} */ a, /** @type {any} */ b) => tf.squaredDifference(a, b);
    return {
      layer: await said(() => train({}, withLayer)),
      loss: await said(() => train({ loss: squares })),
      metric: await said(() => train({ metrics: [squares] })),
      specificity: await said(() => train({ metrics: [metrics.specificity()] })),
      sum: await said(() => train({ loss: losses.meanSquaredError({ reduction: 'sum' }) })),
      eager: await said(() => train({}, made(), { eager: true })),
      optimizer: await said(() => train({ optimizer: tf.train.sgd(0.1) })),
      generator: await said(() => {
        const net = made();
        return net.fit(() => [[x, y]][Symbol.iterator](), { epochs: 1, verbose: 0 });
      }),
      // And then they train what they can.
      afterwards: await said(() => train({ optimizer: optimizers.sgd({ momentum: 0.9 }) })),
    };
  },

  /** A process is killed in mid-fit: the fit says so, the next one starts all anew. */
  async killed() {
    await distributed(2);
    const victim = distribute.info().members[1]?.pid ?? 0;
    const others = distribute.info().members.map(({ pid }) => pid);
    const net = made();
    let seen = '';
    const onEpochEnd = (/** @type {number} */ epoch) => {
      seen = digest(net);
      if (epoch === 1) process.kill(victim, 'SIGKILL');
    };
    const message = await said(() =>
      net.fit(x, y, { epochs: 100_000, verbose: 0, callbacks: { onEpochEnd } }),
    );
    const kept = digest(net) === seen;
    const left = others.filter(isThere).length;
    const next = net.fit(x, y, { epochs: 2, verbose: 0 });
    const beside = await said(() => made().fit(x, y, { epochs: 1, verbose: 0 }));
    const { history } = await next;
    return { message, kept, left, beside, epochs: history.loss?.length, again: distribute.info().processes };
  },

  /** The process of this number is killed in mid-fit. */
  async endless() {
    await distributed(2);
    const onEpochEnd = (/** @type {number} */ epoch) => {
      if (epoch === 1) process.kill(Number(count), 'SIGKILL');
    };
    return said(() => made().fit(x, y, { epochs: 100_000, verbose: 0, callbacks: { onEpochEnd } }));
  },

  /** Addresses that do not train for this process. */
  async refused() {
    return said(() => distribute({ addresses: addresses ?? [], seconds: 2 }));
  },

  async stopTraining() {
    await distribute({ processes: 2 });
    const net = made();
    class Enough extends Callback {
      /** @override @param {number} epoch */
      onEpochEnd(epoch) {
        if (epoch === 2) this.model.stopTraining = true;
      }
    }
    const { history } = await net.fit(x, y, { epochs: 50, verbose: 0, callbacks: [new Enough()] });
    return history.loss?.length;
  },

  /** Twenty starts and stops; then nothing of them is there. */
  async starts() {
    const before = readdirSync(tmpdir()).filter((one) => one.startsWith('tensorcell-fit-')).length;
    const pids = [];
    const ports = [];
    let listened = 0;
    const net = made();
    for (let i = 0; i < 20; i++) {
      const { members } = await distribute({ processes: 2 });
      pids.push(...members.map(({ pid }) => pid));
      const own = members.map(({ address }) => Number(address.split(':')[1]));
      ports.push(...own);
      if (isLinux) listened += countListening(own);
      if (i % 5 === 0) await net.fit(x, y, { epochs: 1, verbose: 0 });
    }
    await distribute({ processes: 1 });
    const after = readdirSync(tmpdir()).filter((one) => one.startsWith('tensorcell-fit-')).length;
    const listening = isLinux ? countListening(ports) : 0;
    return {
      ...{ started: new Set(pids).size, left: pids.filter(isThere).length, folders: after - before },
      ...{ listened, listening },
    };
  },

  /** Ends with processes waiting. */
  async waiting() {
    return (await distribute({ processes: 2 })).members;
  },
};

const result = await cases[name]?.();
process.stdout.write(`${JSON.stringify(result)}\n`);
