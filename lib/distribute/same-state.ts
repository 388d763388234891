// What all processes begin a fit with: the first one's weights and optimizer.
import type { Network } from '../core/network.js';
import { stepRandomState } from '../random/state.js';
import { optimizerVariables } from '../saving/keras3/optimizer-state.js';
import { tf } from '../tf.js';
import type { Group } from './group.js';

/** Gives every process the first one's numbers for all that training changes. */
export async function takeFirstState(group: Group, model: Network): Promise<void> {
  const variables = [...model.weights.map((weight) => weight.read()), ...(optimizerVariables(model) ?? [])];
  const ofType = (type: tf.DataType) => variables.filter(({ dtype }) => dtype === type);
  const other = variables.find(({ dtype }) => dtype !== 'float32' && dtype !== 'int32');
  if (other) throw new Error(`fit: several processes do not share weights of the type ${other.dtype}.`);
  await take(group, 'weights', ofType('float32'), Float32Array);
  await take(group, 'whole numbers', [...ofType('int32'), stepRandomState()], Int32Array);
}

async function take<T extends Float32Array | Int32Array>(
  group: Group,
  label: string,
  variables: readonly tf.Variable[],
  Numbers: new (length: number) => T,
): Promise<void> {
  const size = variables.reduce((sum, variable) => sum + variable.size, 0);
  if (size === 0) return;
  const own = new Numbers(size);
  forEachPlaced(variables, (variable, start) => own.set(variable.dataSync() as T, start));
  const first = await group.fromFirst(label, own);
  if (group.index === 0) return;
  forEachPlaced(variables, (variable, start) => {
    const values = first.slice(start, start + variable.size);
    tf.tidy(() => variable.assign(tf.tensor(values, variable.shape, variable.dtype as 'float32' | 'int32')));
  });
}

function forEachPlaced(
  variables: readonly tf.Variable[],
  visit: (variable: tf.Variable, start: number) => void,
): void {
  let start = 0;
  for (const variable of variables) {
    visit(variable, start);
    start += variable.size;
  }
}

/**
 * Lets each process's steps draw numbers of their own (dropout, noise): the rows are others, and so must the numbers be.
 * What it gives takes that back.
 */
export function drawApart({ index }: Group): () => void {
  const shift = (by: number) =>
    tf.tidy(() => {
      const state = stepRandomState();
      state.assign(tf.add(state, tf.tensor1d([by, 0], 'int32')));
    });
  // The golden ratio's bits: seeds of neighbours lie far apart. Whole numbers wrap around, there and back.
  const by = Math.imul(index, 0x9e3779b9);
  if (index > 0) shift(by);
  return () => {
    if (index > 0) shift(-by | 0);
  };
}
