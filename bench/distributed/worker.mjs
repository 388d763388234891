// One process of a measurement; the first prints what came of it as JSON.
// `node worker.mjs train MODEL BATCH STEPS` or `node worker.mjs reduce`
import { setTimeout as sleep } from 'node:timers/promises';
import { clusterHere, collectivesHere } from '../../build/lib/engine/cluster/cluster-here.js';
import { tf } from '../../build/lib/index.js';
import { summed } from '../../build/lib/training/steps/summed.js';
import { median } from '../training/report.mjs';
import { prepared } from './models.mjs';

/** Numbers of a reduction, from a small net's to a large one's. */
const lengths = [1_000, 10_000, 100_000, 1_000_000, 5_000_000, 25_000_000];

const [what, ...rest] = process.argv.slice(2);
const cluster = clusterHere();
const result = await (what === 'train' ? train(rest[0] ?? '', Number(rest[1]), Number(rest[2])) : reduce());
if (!cluster || cluster.index === 0) console.log(JSON.stringify(result));
// The others take the last exchange's answer from this one.
await sleep(3000);
process.exit(0);

/**
 * Seconds of a step: the median of five epochs after one that makes the graphs.
 * @param {string} name @param {number} batchSize @param {number} steps
 */
async function train(name, batchSize, steps) {
  const { net, x, y } = prepared(name, batchSize * steps);
  const weights = net.countParams();
  /** @type {number[]} */
  const seconds = [];
  let start = 0;
  await net.fit(x, y, {
    ...{ epochs: 6, batchSize, shuffle: false, verbose: 0 },
    callbacks: {
      onEpochBegin: () => {
        start = performance.now();
      },
      onEpochEnd: () => {
        seconds.push((performance.now() - start) / 1000 / steps);
      },
    },
  });
  return { weights, secondsPerStep: median(seconds.slice(1)) };
}

/** Seconds of one reduction of so many numbers, in the pieces in which a step adds up its gradients: the median of some. */
async function reduce() {
  if (!cluster) throw new Error('A reduction needs other processes.');
  const collectives = collectivesHere(cluster, 120);
  await collectives.sum('all are there', Float32Array.of(1));
  const points = [];
  for (const length of lengths) {
    const tensor = tf.ones([length]);
    const seconds = [];
    for (let turn = 0; turn < (length > 1e6 ? 5 : 30); turn++) {
      const start = performance.now();
      const [sum] = tf.tidy(() =>
        summed([tensor], (piece, label) => /** @type {tf.Tensor1D} */ (collectives.sumOf(label, piece))),
      );
      sum?.dataSync();
      seconds.push((performance.now() - start) / 1000);
      sum?.dispose();
    }
    points.push({ bytes: length * 4, seconds: median(seconds) });
    tensor.dispose();
  }
  return points;
}
