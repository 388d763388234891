// model.save and model.saveWeights: the file's ending says the format.
import { join } from 'node:path';
import type { tf } from '../../tf.js';
import { ensureBuilt } from '../internals.js';
import type { Model } from '../model.js';
import { received } from '../options.js';
import { writeHdf5 } from './hdf5.js';
import { weightsToTree } from './layer-weights.js';
import { saveModelJson } from './model-json.js';
import { weightsByName } from './named-weights.js';
import { toSafetensors } from './safetensors.js';
import { writeBeside } from './write-beside.js';

/** Saves form, weights, compile's arguments and the optimizer's state. */
export async function saveModel(model: Model, path: string): Promise<void> {
  const layersModel = model as unknown as tf.LayersModel;
  checkPath('save', path);
  ensureBuilt(layersModel);
  if (/\.weights\.h5$|\.safetensors$/.test(path)) return saveWeights(model, path);
  if (path.endsWith('.keras')) {
    const { toKerasFile } = await import('./keras-file.js');
    return writeBeside(path, await toKerasFile(layersModel));
  }
  if (/\.(h5|hdf5)$/.test(path)) {
    const { toH5File } = await import('./h5-file.js');
    return writeBeside(path, await toH5File(layersModel));
  }
  if (path.endsWith('.json')) return saveModelJson(layersModel, path);
  return saveModelJson(layersModel, join(path, 'model.json'));
}

/** Throws unless the path's ending names a format. */
export function checkPath(where: string, path: string): void {
  if (typeof path !== 'string') {
    throw new Error(`${where}: expected a path, such as 'model.keras'. Received: ${received(path)}.`);
  }
  if (/\.(keras|h5|hdf5|json|safetensors)$/.test(path) || !/\.\w+$/.test(path)) return;
  throw new Error(
    `${where}: the ending of '${path}' is no known format. Expected .keras (Keras 3), .h5 (Keras 2 and 3), ` +
      `model.json (TensorFlow.js), .weights.h5 or .safetensors (weights only).`,
  );
}

/** Saves the weights alone. */
export async function saveWeights(model: Model, path: string): Promise<void> {
  const layersModel = model as unknown as tf.LayersModel;
  ensureBuilt(layersModel);
  if (path.endsWith('.safetensors')) return writeBeside(path, toSafetensors(weightsByName(layersModel)));
  if (path.endsWith('.h5')) return writeBeside(path, await writeHdf5(weightsToTree(layersModel)));
  throw new Error(
    `saveWeights: expected a path that ends in .weights.h5 or .safetensors. Received: '${path}'.`,
  );
}
