// Where weights lie in an `.h5` file: a group a layer, and in it the names of its weights in order.
import type { Layer } from '../../core/layer.js';
import type { Network } from '../../core/network.js';
import type { LayerVariable } from '../../core/variable.js';
import { type Dataset, datasetAt, emptyGroup, type Group, groupAt } from '../hdf5/hdf5.js';
import type { IsShared, LayerPlace } from '../keras3/build-model.js';
import { kerasVersion } from '../keras3/keras-object.js';
import { areEqual, datasetOf, type StoredValue } from '../stored-values.js';

/** The group `model_weights`. */
export function legacyWeightsToTree(model: Network): Group {
  const root = emptyGroup();
  root.attributes.set('backend', 'tensorflow');
  root.attributes.set('keras_version', kerasVersion);
  setNames(
    root,
    'layer_names',
    model.layers.map(({ name }) => name),
  );
  for (const layer of model.layers) writeWeights(groupAt(root, layer.name), storedOrder(layer));
  writeWeights(groupAt(root, 'top_level_model_weights'), model.ownWeights);
  return root;
}

/** Those that are trained come first, also within a nested model. */
const storedOrder = (layer: Layer): LayerVariable[] => [
  ...layer.trainableWeights,
  ...layer.nonTrainableWeights,
];

function writeWeights(group: Group, weights: readonly LayerVariable[]): void {
  const names = uniqueNames(weights);
  setNames(group, 'weight_names', names);
  weights.forEach((weight, i) => {
    const path = names[i]!.split('/');
    const last = path.pop()!;
    const place = path.length === 0 ? group : groupAt(group, path.join('/'));
    place.datasets.set(last, datasetOf(weight.read(), weight.fileType));
  });
}

/** `dense/kernel`; a number where two weights would share a name. */
function uniqueNames(weights: readonly LayerVariable[]): string[] {
  const used = new Set<string>();
  return weights.map(({ originalName }, i) => {
    const name = used.has(originalName) ? `${originalName}_${i}` : originalName;
    used.add(name);
    return name;
  });
}

/** By order, as Keras does: layers with weights in the file to layers with weights here. */
export function legacyWeightsFromTree(model: Network, root: Group): StoredValue[] {
  const stored = names(root, 'layer_names')
    .map((name) => ({ name, group: root.groups.get(name) ?? emptyGroup() }))
    .filter(({ group }) => names(group, 'weight_names').length > 0);
  const layers = model.layers.filter((layer) => layer.weights.length > 0);
  if (stored.length !== layers.length)
    throw new Error(
      `it holds weights for ${stored.length} layers, but the model has ${layers.length} with weights`,
    );
  const inLayers = layers.flatMap((layer, i) =>
    valuesFor(storedOrder(layer), stored[i]!.group, layer.name, stored[i]!.name),
  );
  const own = root.groups.get('top_level_model_weights') ?? emptyGroup();
  return [...inLayers, ...valuesFor(model.ownWeights, own, model.name, 'top_level_model_weights')];
}

function valuesFor(
  weights: readonly LayerVariable[],
  group: Group,
  layer: string,
  groupName: string,
): StoredValue[] {
  const paths = names(group, 'weight_names');
  if (paths.length > weights.length)
    throw new Error(
      `group '${groupName}' holds ${paths.length} weights, but layer '${layer}' has ${weights.length}`,
    );
  return weights.map((weight, i) => ({
    variable: weight.read(),
    fileType: weight.fileType,
    dataset: paths[i] === undefined ? undefined : datasetAt(group, paths[i]),
    what: `weight ${i} of layer '${layer}' (group '${groupName}')`,
  }));
}

/**
 * Keras' files do not say which layers are shared. One of a model and of a model within it, with the same settings and
 * the same weights, is taken for one.
 */
export function sharedInGroups(root: Group): IsShared {
  return (first, second, isMarked) => {
    if (isMarked || !isWithin(first, second)) return isMarked;
    const [stored, again] = [first, second].map((place) => datasetsOf(root, place));
    return stored!.length > 0 && areEqual(stored!, again!);
  };
}

/** Whether the model of one place holds the model of the other. */
function isWithin(first: LayerPlace, second: LayerPlace): boolean {
  const [short, long] = [first, second]
    .map(({ names: path }) => path.slice(0, -1))
    .sort((a, b) => a.length - b.length);
  return short!.length < long!.length && short!.every((name, i) => name === long![i]);
}

/** A layer's weights within the group of the layer that it is part of. */
function datasetsOf(root: Group, { names: path }: LayerPlace): Dataset[] {
  const group = root.groups.get(path[0] ?? '') ?? emptyGroup();
  const own = names(group, 'weight_names').filter(
    (name) => path.length === 1 || name.split('/').slice(0, -1).includes(path.at(-1)!),
  );
  return own.map((name) => datasetAt(group, name)!);
}

/** HDF5 keeps attributes below 64 KiB: long lists come in numbered parts, as in Keras. */
const largest = 64000;

function setNames(group: Group, name: string, list: string[]): void {
  const size = Math.max(1, ...list.map((item) => Buffer.byteLength(item))) * list.length;
  if (size <= largest) {
    group.attributes.set(name, list);
    return;
  }
  const parts = Math.ceil(size / largest) + 1;
  const length = Math.ceil(list.length / parts);
  for (let i = 0; i < parts; i++)
    group.attributes.set(`${name}${i}`, list.slice(i * length, (i + 1) * length));
}

export function names(group: Group, name: string): string[] {
  const whole = group.attributes.get(name);
  if (whole !== undefined) return [whole].flat().map(String);
  const parts: string[] = [];
  for (let i = 0; ; i++) {
    const part = group.attributes.get(`${name}${i}`);
    if (part === undefined) return parts;
    parts.push(...[part].flat().map(String));
  }
}
