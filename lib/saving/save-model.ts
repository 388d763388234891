// model.save and model.saveWeights: the file's ending says the format.
import { join } from 'node:path';
import { received } from '../core/messages.js';
import type { Network } from '../core/network.js';
import { writeBeside } from '../core/write-beside.js';
import { toSafetensorsFile } from './safetensors/named-weights.js';
import { saveModelJson } from './tfjs/write-model-json.js';

/** Saves form, weights, compile's arguments and the optimizer's state. */
export async function saveModel(model: Network, path: string): Promise<void> {
  checkPath('save', path);
  void model.graph; // says so in words where the model is not built
  if (/\.weights\.h5$|\.safetensors$/.test(path)) return saveWeights(model, path);
  if (path.endsWith('.keras')) {
    const { toKerasFile } = await import('./keras3/keras-file.js');
    return writeBeside(path, await toKerasFile(model));
  }
  if (/\.(h5|hdf5)$/.test(path)) {
    const { toH5File } = await import('./h5/h5-file.js');
    return writeBeside(path, await toH5File(model));
  }
  return saveModelJson(model, path.endsWith('.json') ? path : join(path, 'model.json'));
}

/** Throws unless the path's ending names a format. */
export function checkPath(where: string, path: string): void {
  if (typeof path !== 'string') {
    throw new Error(`${where}: expected a path, such as 'model.keras'. Received: ${received(path)}.`);
  }
  if (/\.(keras|h5|hdf5|json|safetensors)$/.test(path) || !/\.\w+$/.test(path)) return;
  throw new Error(
    `${where}: the ending of '${path}' is not a known format. Expected .keras (Keras 3), .h5 (Keras 2 and 3), ` +
      `model.json (TensorFlow.js), .weights.h5 or .safetensors (weights only).`,
  );
}

/** Saves the weights alone; in `.weights.h5`, as in Keras, the optimizer's state stands beside them. */
export async function saveWeights(model: Network, path: string): Promise<void> {
  void model.graph;
  if (path.endsWith('.safetensors')) return writeBeside(path, toSafetensorsFile(model));
  if (path.endsWith('.h5')) {
    const { stateToTree } = await import('./keras3/keras-file.js');
    const { writeHdf5 } = await import('./hdf5/hdf5.js');
    return writeBeside(path, await writeHdf5(stateToTree(model)));
  }
  throw new Error(
    `saveWeights: expected a path that ends in .weights.h5 or .safetensors. Received: '${path}'.`,
  );
}
