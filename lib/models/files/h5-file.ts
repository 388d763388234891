// `.h5` files as Keras 2 made them and Keras 3 still reads and writes them.
import type { tf } from '../../tf.js';
import { compiledState, isCompiled } from '../compile.js';
import { buildModel, compileAsStored } from './build-model.js';
import { compileToKeras } from './compile-out.js';
import { modelToKeras } from './config-out.js';
import { emptyGroup, type Group, readHdf5, writeHdf5 } from './hdf5.js';
import type { JsonObject } from './keras-object.js';
import { legacyWeightsFromTree, legacyWeightsToTree } from './legacy-weights.js';
import { optimizerFromLegacyTree, optimizerToLegacyTree } from './optimizer-state.js';
import { toPythonJson } from './python-json.js';
import { KERAS_VERSION } from './version.js';

export async function toH5File(model: tf.LayersModel): Promise<Uint8Array> {
  const root = emptyGroup();
  const { class_name, config } = modelToKeras(model);
  root.attributes.set('backend', 'tensorflow');
  root.attributes.set('keras_version', KERAS_VERSION);
  root.attributes.set(
    'model_config',
    toPythonJson({ class_name, config: withoutModules(config as JsonObject) }),
  );
  root.groups.set('model_weights', legacyWeightsToTree(model));
  const compiled = isCompiled(model) ? compileToKeras(compiledState(model, 'save')) : undefined;
  if (compiled) {
    const { optimizer, ...rest } = compiled;
    const { class_name, config } = optimizer as JsonObject;
    root.attributes.set(
      'training_config',
      toPythonJson({ ...rest, optimizer_config: { class_name, config } }),
    );
    optimizerToLegacyTree(model, root);
  }
  return writeHdf5(root);
}

/** A model's layers in this format go by class name alone; what is inside them keeps its module. */
function withoutModules(config: JsonObject): JsonObject {
  const layers = config.layers as JsonObject[];
  return {
    ...config,
    layers: layers.map(({ module: _module, registered_name: _name, ...layer }) => {
      const inner = layer.config as JsonObject;
      return 'layers' in inner ? { ...layer, config: withoutModules(inner) } : layer;
    }),
  };
}

export async function fromH5File(
  bytes: Uint8Array,
  path: string,
  compiling: boolean,
): Promise<tf.LayersModel> {
  const root = await readHdf5(bytes, path);
  const config = root.attributes.get('model_config');
  if (typeof config !== 'string') {
    throw new Error('it holds weights only, no model: build the model first, then model.loadWeights(path)');
  }
  const model = await buildModel(JSON.parse(config) as JsonObject);
  legacyWeightsFromTree(model, root.groups.get('model_weights') ?? emptyGroup());
  if (compiling && compileAsStored(model, trainingConfig(root), path)) optimizerFromLegacyTree(model, root);
  return model;
}

function trainingConfig(root: Group): unknown {
  const text = root.attributes.get('training_config');
  return typeof text === 'string' ? JSON.parse(text) : undefined;
}
