// Before processes share a prediction they compare what each is about to compute: parts of different models' outputs would
// make a whole that nobody notices.
import type { Network } from '../core/network.js';
import { textNumber } from '../engine/cluster/text-number.js';
import type { tf } from '../tf.js';
import type { Exchange } from './gathering.js';
import type { Group } from './group.js';
import { describeWeights, differs, sumOf } from './same-work.js';

export type Facts = Readonly<Record<string, number>>;

/** @param counts whole numbers that must be the same everywhere */
export const factsOfPrediction = (
  model: Network,
  inputs: readonly tf.Tensor[],
  counts: readonly number[] = [],
): Facts => ({
  models: textNumber(describeWeights(model)),
  weights: sumOf(model.weights.map((weight) => weight.read())),
  'shapes of data': textNumber(JSON.stringify([inputs.map(({ shape }) => shape), counts])),
  inputs: sumOf(inputs),
});

/** Fails in every process where one is to predict something else than the first. */
export function* comparing(group: Group, facts: Facts): Generator<Exchange, void, Int32Array | Float64Array> {
  const own = Object.values(facts);
  const numbers = new Float64Array(own.length * group.size);
  numbers.set(own, group.index * own.length);
  const all = yield { label: 'what is to be predicted', numbers };
  const of = (index: number) => Array.from(all.subarray(index * own.length, (index + 1) * own.length));
  const names = Object.keys(facts);
  const different = names.filter((_, i) =>
    Array.from({ length: group.size }, (_, index) => of(index)[i]!).some((value) =>
      differs(names[i]!, value, of(0)[i]!),
    ),
  );
  if (different.length === 0) return;
  throw new Error(
    `predict: expected the same in all ${group.size} processes. Received: different ${different.join(' and ')}. Every ` +
      'process runs the same script on the whole data, and takes its own part: draw random data and weights after random.setSeed.',
  );
}
