// One of several processes that compute together; it prints what it has. `node worker.mjs <what to do>`, with the
// cluster in the environment.
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { clusterHere, collectivesHere } from '../../../build/lib/engine/cluster/cluster-here.js';
import { engineInfo, registerEngine } from '../../../build/lib/engine/engine.js';
import { compile } from '../../../build/lib/engine/tracing/compile.js';
import { tf } from '../../../build/lib/tf.js';

await registerEngine();
engineInfo();
const cluster = clusterHere();
if (!cluster) throw new Error('The environment names no cluster.');
const { index, addresses } = cluster;
const collectives = collectivesHere(cluster, 60);

/** @type {Record<string, () => Promise<unknown>>} */
const tasks = {
  async sums() {
    const first = await collectives.sum('numbers', Float32Array.of(index + 1, 10));
    const again = await collectives.sum('numbers', Float32Array.of(first[0] ?? 0, index));
    const wide = await collectives.sum('numbers', Float64Array.of(2 ** 40 + index));
    const whole = await collectives.sum('numbers', Int32Array.of(index, 2 ** 20));
    const told = await collectives.fromFirst('told', Float32Array.of(100 + index, Number.NaN, -0));
    const order = await collectives.fromFirst('order', Int32Array.of(7 + index));
    return [first, again, wide, whole, told, order].map((numbers) => Array.from(numbers, String));
  },
  async graph() {
    const total = tf.variable(tf.zeros([3]));
    const step = compile((/** @type {tf.Tensor1D} */ x) => {
      total.assign(tf.add(total, collectives.sumOf('step', x)));
      return total.mul(1);
    });
    const seen = [];
    for (let k = 0; k < 5; k++) seen.push(Array.from(step(tf.tensor1d([index, k, 1])).dataSync()));
    return seen;
  },
  async reach() {
    await collectives.sum('all here', Int32Array.of(1));
    const others = addresses.map((_, i) => i).filter((i) => i !== index);
    await Promise.all(others.map((other) => collectives.reach(other, 5000)));
    return 'all answer';
  },
  async missing() {
    return collectives.reach(1, 1000).catch(({ code }) => code);
  },
  // Whether the server can be reached by this machine's addresses.
  async open() {
    const port = Number(addresses[index]?.split(':')[1]);
    const own = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
    const outer = own
      .filter(({ internal, family }) => !internal && family === 'IPv4')
      .map(({ address }) => address);
    return {
      loopback: await isOpen('127.0.0.1', port),
      outer: await Promise.all(outer.map((one) => isOpen(one, port))),
    };
  },
  // The first waits for what the others never ask for, until it is told to give up.
  async abort() {
    if (index > 0) return setTimeout(1000, 'ended');
    const waiting = collectives.sum('never', Int32Array.of(1)).catch(({ message }) => message);
    await setTimeout(300);
    collectives.abort('process 1 is gone');
    const first = await waiting;
    const later = await collectives.sum('later', Int32Array.of(1)).catch(({ message }) => message);
    return [first, later];
  },
};

const result = await tasks[process.argv[2] ?? '']?.();
process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0));

/**
 * @param {string} host
 * @param {number} port
 */
function isOpen(host, port) {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2000 });
    const end = (/** @type {boolean} */ open) => () => resolve(open) ?? socket.destroy();
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false));
  });
}
