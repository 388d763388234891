// model.loadWeights: weights of a file into a model of the same form.
import type { Network } from '../core/network.js';
import { cannotLoad, findFile } from './find-file.js';
import { legacyWeightsFromTree } from './h5/legacy-weights.js';
import { type Group, readHdf5 } from './hdf5/hdf5.js';
import { optimizerFromTree } from './keras3/optimizer-state.js';
import { weightsFromTree } from './keras3/weights-tree.js';
import { readBytes } from './read-bytes.js';
import { fromSafetensorsFile } from './safetensors/named-weights.js';
import { assignAll } from './stored-values.js';

/** Puts weights from a `.weights.h5`, `.h5`, `.keras` or `.safetensors` file into a model: all, or none. */
export async function loadWeights(model: Network, path: string): Promise<void> {
  void model.graph; // says so in words where the model is not built
  const file = await findFile(path);
  try {
    const bytes = await readBytes(file);
    if (file.endsWith('.safetensors')) fromSafetensorsFile(model, bytes);
    else fromTree(model, await treeIn(bytes, file));
  } catch (error) {
    throw cannotLoad('loadWeights', path, error);
  }
}

/** A `.keras` file is a zip with a weights file in it. */
async function treeIn(bytes: Buffer, file: string): Promise<Group> {
  if (bytes.toString('latin1', 0, 2) !== 'PK') return readHdf5(bytes, file);
  return (await import('./keras3/keras-file.js')).weightsInKerasFile(bytes);
}

function fromTree(model: Network, root: Group): void {
  if (!model.isOwn && !root.groups.has('layers')) {
    assignAll(legacyWeightsFromTree(model, root.groups.get('model_weights') ?? root));
    return;
  }
  assignAll(weightsFromTree(model, root));
  optimizerFromTree(model, root, 'loadWeights');
}
