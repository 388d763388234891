// Vocabularies in Keras' files: those that were adapted lie beside the configuration, as text files, and the weights of
// their terms in the tree of weights. They are put into the configuration, where a layer that is given one has it.
import { strFromU8 } from 'fflate';
import type { Layer } from '../../core/layer.js';
import { containerNames } from '../../core/layer-names.js';
import { isWithVocabulary } from '../../layers/preprocessing/lookup/lookup-layer.js';
import { datasetAt, type Group, groupAt } from '../hdf5/hdf5.js';
import { isKerasObject, type Json, type JsonObject, type KerasObject } from './keras-object.js';

const place = /^assets\/layers\/.*vocabulary\.txt$/;
const weightsName = 'idf_weights';

/** Whether an entry of the archive is a vocabulary. */
export const isVocabulary = (name: string): boolean => place.test(name);

/** The configuration with the vocabularies of the archive. */
export function withVocabularies(
  config: JsonObject,
  files: ReadonlyMap<string, Uint8Array>,
  tree: Group,
): JsonObject {
  return [...files.keys()].some(isVocabulary) ? (within(config, '', files, tree) as JsonObject) : config;
}

function within(
  entry: JsonObject,
  path: string,
  files: ReadonlyMap<string, Uint8Array>,
  tree: Group,
): JsonObject {
  const { config } = entry as JsonObject & KerasObject;
  const { layers } = config ?? {};
  if (!Array.isArray(layers)) return entry;
  const objects = layers.filter((one): one is JsonObject & KerasObject => isKerasObject(one));
  const names = containerNames(objects.map(({ class_name }) => ({ getClassName: () => class_name })));
  const given = objects.map((layer, i) => {
    const at = `${path}layers/${names[i]}/`;
    const file = files.get(`assets/${at}vocabulary.txt`);
    return file && layer.config.vocabulary == null
      ? { ...layer, config: { ...layer.config, ...vocabularyIn(strFromU8(file), layer, tree, at) } }
      : within(layer, at, files, tree);
  });
  return { ...entry, config: { ...config, layers: given as Json[] } };
}

function vocabularyIn(text: string, layer: KerasObject, tree: Group, path: string): JsonObject {
  const lines = text.split('\n');
  while (lines.at(-1) === '') lines.pop();
  const terms = layer.class_name === 'IntegerLookup' ? lines.map(Number) : lines;
  const weights = datasetAt(tree, `${path}vars/${weightsName}`);
  if (!weights) return { vocabulary: terms };
  return { vocabulary: terms, idf_weights: Array.from(weights.values, Number).slice(0, terms.length) };
}

/** Keras reads the weights of terms from here, whatever the configuration says. @param path of the layer's own group */
export function addTermWeights(layer: Layer, root: Group, path: string): void {
  const weights = isWithVocabulary(layer) ? layer.table.weights : undefined;
  if (weights === undefined) return;
  const inner =
    layer.getClassName() === 'TextVectorization' ? [path.replace(/vars$/, '_lookup_layer/vars')] : [];
  for (const one of [path, ...inner])
    groupAt(root, one).datasets.set(weightsName, { shape: [weights.length], values: weights });
}
