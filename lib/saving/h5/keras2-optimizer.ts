// Which variable of an optimizer each entry of a Keras 2 file belongs to. Keras 2 keeps the learning rate in the
// configuration alone. Since 2.11 an entry is named `Adam/m/dense/kernel:0`, before `Adam/dense/kernel/m:0`, and
// then a slot's entries for all weights come before the next slot's.
import { Nadam } from '../../optimizers/adam.js';
import type { Optimizer } from '../../optimizers/optimizer.js';
import type { tf } from '../../tf.js';
import type { Dataset } from '../hdf5/hdf5.js';

/** A variable and what the file has for it. */
export type Stored = readonly [variable: tf.Variable, dataset: Dataset | undefined];

/** Keras 3 has no `:0` after its names. */
export const isKeras2 = (paths: readonly string[]): boolean => paths[0]?.endsWith(':0') ?? false;

/** The pairs; undefined when the file's slots are not this optimizer's. */
export function keras2Pairs(
  paths: readonly string[],
  datasets: readonly (Dataset | undefined)[],
  optimizer: Optimizer,
  weights: readonly tf.Variable[],
): Stored[] | undefined {
  const entries = paths.map((path, i) => ({ path, dataset: datasets[i] }));
  // Nadam's product of its momentum coefficients belongs to no weight.
  const product = entries.find(({ path }) => path.endsWith('/momentum_cache:0'));
  const bySlot = groupBySlot(
    entries.slice(1).filter((entry) => entry !== product),
    paths[0] === 'iteration:0',
  );
  const slots = weights.map((weight) => Object.values(optimizer.slots(weight)));
  const fits =
    bySlot.length === (slots[0]?.length ?? 0) && bySlot.every((of) => of.length === weights.length);
  if (!fits) return undefined;
  const pairs = bySlot.flatMap((of, slot) => of.map((dataset, i): Stored => [slots[i]![slot]!, dataset]));
  const cache: Stored[] = product && optimizer instanceof Nadam ? [[optimizer.product, product.dataset]] : [];
  return [[optimizer.iterationsVariable, datasets[0]], ...cache, ...pairs];
}

/** In the order in which the slots first come, which is that of our slots. */
function groupBySlot(
  entries: readonly { path: string; dataset: Dataset | undefined }[],
  slotComesFirst: boolean,
): (Dataset | undefined)[][] {
  const groups = new Map<string, (Dataset | undefined)[]>();
  for (const { path, dataset } of entries) {
    const parts = path.split('/');
    const slot = (slotComesFirst ? parts[1] : parts.at(-1)) ?? path;
    groups.set(slot, [...(groups.get(slot) ?? []), dataset]);
  }
  return [...groups.values()];
}
