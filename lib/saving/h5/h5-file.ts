// `.h5` files as Keras 2 made them and Keras 3 still reads and writes them.
import type { Network } from '../../core/network.js';
import { parseJson } from '../../core/parse-json.js';
import { withWeightLimit } from '../../core/weight-limit.js';
import { compiledState, isCompiled } from '../../training/steps/compile.js';
import { emptyGroup, type Group, numbersIn, readHdf5, writeHdf5 } from '../hdf5/hdf5.js';
import { buildModel } from '../keras3/build-model.js';
import { compileAsStored } from '../keras3/deserialize-compile.js';
import { type JsonObject, kerasVersion } from '../keras3/keras-object.js';
import { toPythonJson } from '../keras3/python-json.js';
import { compileToKeras } from '../keras3/serialize-compile.js';
import { modelToKeras } from '../keras3/write-model.js';
import { assignAll } from '../stored-values.js';
import { optimizerFromLegacyTree, optimizerToLegacyTree } from './legacy-optimizer.js';
import { legacyWeightsFromTree, legacyWeightsToTree, sharedInGroups } from './legacy-weights.js';

export async function toH5File(model: Network): Promise<Uint8Array> {
  const root = emptyGroup();
  const { class_name, config } = modelToKeras(model);
  root.attributes.set('backend', 'tensorflow');
  root.attributes.set('keras_version', kerasVersion);
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
      return { ...layer, config: 'layers' in inner ? withoutModules(inner) : withoutMistakable(inner) };
    }),
  };
}

/** Keras takes the text 'dot' for its function of that name here, and then cannot read its own files. */
function withoutMistakable({ score_mode, ...config }: JsonObject): JsonObject {
  return score_mode === undefined || score_mode === 'dot' ? config : { ...config, score_mode };
}

export async function fromH5File(bytes: Uint8Array, path: string, compiling: boolean): Promise<Network> {
  const root = await readHdf5(bytes, path);
  const config = root.attributes.get('model_config');
  if (typeof config !== 'string')
    throw new Error('it holds weights only, no model: build the model first, then model.loadWeights(path)');
  const weights = root.groups.get('model_weights') ?? emptyGroup();
  const described = parseJson(config, 'its model_config');
  const model = withWeightLimit(numbersIn(root), () => buildModel(described, sharedInGroups(weights)));
  assignAll(legacyWeightsFromTree(model, weights));
  if (compiling && compileAsStored(model, trainingConfig(root), path)) optimizerFromLegacyTree(model, root);
  return model;
}

function trainingConfig(root: Group): unknown {
  const text = root.attributes.get('training_config');
  return typeof text === 'string' ? parseJson(text, 'its training_config') : undefined;
}
