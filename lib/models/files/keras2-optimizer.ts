// Which variable of an optimizer each entry of a Keras 2 file belongs to. Keras 2 keeps the learning rate in the
// configuration alone. Since 2.11 an entry is named `Adam/m/dense/kernel:0`, before `Adam/dense/kernel/m:0`, and
// then a slot's entries for all weights come before the next slot's.
import type { Optimizer } from '../../optimizers/optimizer.js';
import type { tf } from '../../tf.js';
import type { Dataset } from './hdf5.js';

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
  const bySlot = groupBySlot(paths.slice(1), datasets.slice(1), paths[0] === 'iteration:0');
  const slots = weights.map((weight) => Object.values(optimizer.slots(weight)));
  const fits =
    bySlot.length === (slots[0]?.length ?? 0) && bySlot.every((of) => of.length === weights.length);
  if (!fits) return undefined;
  const pairs = bySlot.flatMap((of, slot) => of.map((dataset, i): Stored => [slots[i]![slot]!, dataset]));
  return [[optimizer.iterationsVariable, datasets[0]], ...pairs];
}

/** In the order in which the slots first come, which is that of our slots. */
function groupBySlot(
  paths: readonly string[],
  datasets: readonly (Dataset | undefined)[],
  slotComesFirst: boolean,
): (Dataset | undefined)[][] {
  const groups = new Map<string, (Dataset | undefined)[]>();
  paths.forEach((path, i) => {
    const parts = path.split('/');
    const slot = (slotComesFirst ? parts[1] : parts.at(-1)) ?? path;
    groups.set(slot, [...(groups.get(slot) ?? []), datasets[i]]);
  });
  return [...groups.values()];
}
