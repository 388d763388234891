// All that a fit needs to go on: the weights and the optimizer's variables, and where the random numbers had come to.
import type { Network } from '../core/network.js';
import { writeBeside } from '../core/write-beside.js';
import { stepRandomState } from '../random/state.js';
import { tf } from '../tf.js';
import { optimizerVariables } from './keras3/optimizer-state.js';
import { readBytes } from './read-bytes.js';
import { fromSafetensors, metadataIn, toSafetensors } from './safetensors/safetensors.js';

/** The variables by keys that hold in another process. */
function variablesOf(model: Network): Map<string, tf.Variable> {
  const weights = model.weights.map((weight, i) => [`weight/${i}`, weight.read()] as const);
  const slots = (optimizerVariables(model) ?? []).map((variable, i) => [`optimizer/${i}`, variable] as const);
  return new Map([...weights, ...slots, ['random', stepRandomState()] as const]);
}

const kind = 'state of a fit';

/** @param epoch the last whole one, in the same file, so that the two cannot come apart */
export async function saveTrainingState(model: Network, path: string, epoch: number): Promise<void> {
  await writeBeside(path, toSafetensors(variablesOf(model), { kind, epoch: String(epoch) }));
}

/** Takes all of it over, or, where anything does not fit, nothing. Gives the last whole epoch. */
export async function loadTrainingState(model: Network, path: string): Promise<number> {
  const bytes = await readBytes(path);
  const epoch = epochIn(bytes, path);
  takeOver(model, bytes, path);
  return epoch;
}

function epochIn(bytes: Uint8Array, path: string): number {
  const { kind: found, epoch } = metadataIn(bytes);
  if (found === kind && /^\d+$/.test(epoch ?? '')) return Number(epoch);
  throw new Error(`${path} is not the state of a fit. Choose another folder, or remove the file.`);
}

function takeOver(model: Network, bytes: Uint8Array, path: string): void {
  const stored = fromSafetensors(bytes);
  try {
    const variables = variablesOf(model);
    for (const [name, variable] of variables) {
      if (stored.get(name)?.shape.join() !== variable.shape.join())
        throw new Error(`${path} is of another model: '${name}' does not fit. Remove it to begin anew.`);
    }
    for (const [name, variable] of variables) variable.assign(stored.get(name)!);
  } finally {
    tf.dispose([...stored.values()]);
  }
}
