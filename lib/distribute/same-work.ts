// Before processes compute together they compare what each is about to do: sums of different models or data would mean
// nothing, and no one would notice.
import type { Network } from '../core/network.js';
import { textNumber } from '../engine/cluster/text-number.js';
import { tf } from '../tf.js';
import type { SharedWork } from '../training/distribution.js';
import type { Rows } from '../training/steps/trainer.js';
import type { Group } from './group.js';

/** How far sums of the same data may lie apart on different machines, as a part of them. */
const tolerance = 1e-4;

/** Fails in every process where one of them is about to do something else than the first. */
export async function checkSameWork(group: Group, work: SharedWork, rows: readonly Rows[]): Promise<void> {
  await checkSame(group, work.where, 'what is to be done', factsOf(work, rows));
}

async function checkSame(
  group: Group,
  where: string,
  label: string,
  facts: Readonly<Record<string, number>>,
): Promise<void> {
  const own = Float64Array.from(Object.values(facts));
  const first = await group.fromFirst(label, own);
  const names = Object.keys(facts);
  const ownDiffers = Float64Array.from(own, (value, i) => Number(differs(names[i]!, value, first[i]!)));
  const differing = await group.sum(`${label}: what differs`, ownDiffers);
  const different = names.filter((_, i) => differing[i]! > 0);
  if (different.length === 0) return;
  throw new Error(
    `${where}: expected the same in all ${group.size} processes. Received: different ${different.join(' and ')}. Every ` +
      'process runs the same script on the whole data, and takes its own part: draw random data after random.setSeed.',
  );
}

/** The same for the first batch of a generator, which every process draws by itself. */
export async function checkSameBatch(group: Group, where: string, batch: Rows): Promise<void> {
  const facts = {
    'rows of the first batch': batch.count,
    inputs: sumOf(batch.inputs),
    targets: sumOf(batch.targets),
    'sample weights': sumOf(batch.weights),
  };
  await checkSame(group, where, 'first batch', facts);
}

/** Later ones are held to their number of rows alone. */
export async function checkSameRows(group: Group, where: string, { count }: Rows): Promise<void> {
  const [all] = await group.sum('rows of a batch', Int32Array.of(count));
  if (all === count * group.size) return;
  throw new Error(
    `${where}: expected as many rows of a generator's batch in all ${group.size} processes. Received: ${count} here, ${all} ` +
      'in all. Every process draws the same batches, and takes its own part of each.',
  );
}

/** Always as many, whatever is to be done, so that processes that differ can say so. */
function factsOf({ where, model, state, settings, sources }: SharedWork, rows: readonly Rows[]) {
  const all = (pick: (one: Rows) => readonly tf.Tensor[]) => rows.flatMap(pick);
  return {
    calls: where === 'fit' ? 1 : 0,
    generators: sources.length - rows.length,
    settings: textNumber(JSON.stringify(settings)),
    models: textNumber(describeWeights(model)),
    // A fit begins with the first process's.
    weights: where === 'fit' ? 0 : sumOf(model.weights.map((weight) => weight.read())),
    'losses and metrics': textNumber(
      JSON.stringify([state.losses.map((loss) => loss?.name), state.metrics.map(({ key }) => key)]),
    ),
    optimizers: textNumber(
      `${state.optimizer.getClassName()} ${JSON.stringify(state.optimizer.getConfig())}`,
    ),
    'shapes of data': textNumber(JSON.stringify(all((one) => tensorsOf(one)).map(({ shape }) => shape))),
    inputs: sumOf(all(({ inputs }) => inputs)),
    targets: sumOf(all(({ targets }) => targets)),
    'sample weights': sumOf(all(({ weights }) => weights)),
  };
}

const tensorsOf = ({ inputs, targets, weights }: Rows): tf.Tensor[] => [...inputs, ...targets, ...weights];

export const describeWeights = (model: Network): string =>
  JSON.stringify(model.weights.map(({ shape, dtype, trainable }) => [shape, dtype, trainable]));

/** A number by which data is told apart: numbers weighed by their place. */
export function sumOf(tensors: readonly tf.Tensor[]): number {
  return tensors.reduce((sum, tensor, i) => sum + (i + 1) * tf.tidy(() => weighedSum(tensor)), 0);
}

function weighedSum(tensor: tf.Tensor): number {
  if (tensor.size === 0) return 0;
  const rows = tf.reshape(tf.cast(tensor, 'float32'), [tensor.shape[0] ?? 1, -1]);
  const places = tf.linspace(1, 2, rows.shape[0]!);
  const sums = tf.dot(places, tf.abs(rows)) as tf.Tensor1D;
  return tf.dot(sums, tf.linspace(1, 2, sums.size)).dataSync()[0]!;
}

const summed: readonly string[] = ['inputs', 'targets', 'sample weights', 'weights'];

/** Whether facts of that name tell two processes' work apart. */
export const differs = (name: string, a: number, b: number): boolean =>
  summed.includes(name) ? !isClose(a, b) : a !== b;

const isClose = (a: number, b: number): boolean =>
  Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b)) || (Number.isNaN(a) && Number.isNaN(b));
