// All that a fit needs to go on: the weights and the optimizer's variables, and where chance had come to.
import { readFile } from 'node:fs/promises';
import { stepRandomState } from '../../random-state.js';
import { tf } from '../../tf.js';
import type { Model } from '../model.js';
import { optimizerVariables } from './optimizer-state.js';
import { fromSafetensors, toSafetensors } from './safetensors.js';
import { writeBeside } from './write-beside.js';

/** The variables by keys that hold in another process. */
function variablesOf(model: Model): Map<string, tf.Tensor> {
  const layersModel = model as unknown as tf.LayersModel;
  const weights = layersModel.weights.map((weight, i) => [`weight/${i}`, weight.read()] as const);
  const slots = (optimizerVariables(layersModel) ?? []).map(
    (variable, i) => [`optimizer/${i}`, variable] as const,
  );
  return new Map<string, tf.Tensor>([...weights, ...slots, ['random', stepRandomState()]]);
}

export async function saveTrainingState(model: Model, path: string): Promise<void> {
  await writeBeside(path, toSafetensors(variablesOf(model)));
}

export async function loadTrainingState(model: Model, path: string): Promise<void> {
  const stored = fromSafetensors(await readFile(path));
  for (const [name, variable] of variablesOf(model)) {
    const value = stored.get(name);
    if (!value || value.shape.join() !== variable.shape.join()) {
      throw new Error(`${path} is of another model: '${name}' does not fit. Remove it to begin anew.`);
    }
    (variable as tf.Variable).assign(value);
  }
  tf.dispose([...stored.values()]);
}
