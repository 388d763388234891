// All that a fit needs to go on: the weights and the optimizer's variables, and where the random numbers had come to.
import { readFile } from 'node:fs/promises';
import type { Network } from '../core/network.js';
import { writeBeside } from '../core/write-beside.js';
import { stepRandomState } from '../random/state.js';
import { tf } from '../tf.js';
import { optimizerVariables } from './keras3/optimizer-state.js';
import { fromSafetensors, toSafetensors } from './safetensors/safetensors.js';

/** The variables by keys that hold in another process. */
function variablesOf(model: Network): Map<string, tf.Variable> {
  const weights = model.weights.map((weight, i) => [`weight/${i}`, weight.read()] as const);
  const slots = (optimizerVariables(model) ?? []).map((variable, i) => [`optimizer/${i}`, variable] as const);
  return new Map([...weights, ...slots, ['random', stepRandomState()] as const]);
}

export async function saveTrainingState(model: Network, path: string): Promise<void> {
  await writeBeside(path, toSafetensors(variablesOf(model)));
}

/** Takes all of it over, or, where anything does not fit, nothing. */
export async function loadTrainingState(model: Network, path: string): Promise<void> {
  const stored = fromSafetensors(await readFile(path));
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
