// Microseconds of processor time for small ops of TensorFlow.js on one backend: `node worker.mjs tensorflow|wasm|cpu`.
import { engineInfo, tf } from '../../dist/lib/index.js';

const CALLS = 50_000;
const WARM_UP = 3000;
const backend = process.argv[2] ?? 'tensorflow';
if (backend === 'wasm') await import('@tensorflow/tfjs-backend-wasm');
await tf.setBackend(backend);

const scalar = tf.scalar(1);
const vector = tf.ones([10]);
const matrix = /** @type {import('@tensorflow/tfjs').Tensor2D} */ (tf.ones([2, 2]));
/** @type {Record<string, () => import('@tensorflow/tfjs').Tensor>} */
const ops = {
  add: () => tf.add(scalar, scalar),
  relu: () => tf.relu(vector),
  sum: () => tf.sum(vector),
  matMul: () => tf.matMul(matrix, matrix),
  reshape: () => tf.reshape(matrix, [4]),
};
const times = Object.fromEntries(Object.entries(ops).map(([name, op]) => [name, measure(op)]));
const library = backend === 'tensorflow' ? engineInfo().library : undefined;
console.log(JSON.stringify({ times, library, version: backend === 'tensorflow' && engineInfo().version }));
process.exit(0);

/** @param {() => import('@tensorflow/tfjs').Tensor} op */
function measure(op) {
  for (let i = 0; i < WARM_UP; i++) op().dispose();
  const start = process.cpuUsage();
  for (let i = 0; i < CALLS; i++) op().dispose();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / CALLS;
}
