// Where weights lie in an `.h5` file: a group a layer, and in it the names of its weights in order.
import { tf } from '../../tf.js';
import { datasetAt, emptyGroup, type Group, groupAt } from './hdf5.js';
import { datasetOf, setWeights } from './layer-weights.js';
import { KERAS_VERSION } from './version.js';

/** The group `model_weights`. */
export function legacyWeightsToTree(model: tf.LayersModel): Group {
  const root = emptyGroup();
  root.attributes.set('backend', 'tensorflow');
  root.attributes.set('keras_version', KERAS_VERSION);
  const { layers } = model;
  setNames(
    root,
    'layer_names',
    layers.map(({ name }) => name),
  );
  for (const layer of layers) writeLayer(groupAt(root, layer.name), layer);
  setNames(groupAt(root, 'top_level_model_weights'), 'weight_names', []);
  return root;
}

function writeLayer(group: Group, layer: tf.layers.Layer): void {
  // Layers within a model keep their own names below the model's: each has a kernel.
  const isModel = layer instanceof tf.LayersModel;
  const names = layer.weights.map(({ originalName }, i) =>
    isModel ? `${layer.name}/${originalName}` : uniqueName(originalName, layer.name, i),
  );
  setNames(group, 'weight_names', names);
  layer.weights.forEach((weight, i) => {
    const path = names[i]!.split('/');
    const last = path.pop()!;
    groupAt(group, path.join('/')).datasets.set(last, datasetOf(weight.read()));
  });
}

/** `dense/kernel` as Keras names it; a number where two weights would share a name. */
function uniqueName(original: string, layer: string, index: number): string {
  const stem = original.split('/').slice(1).join('/') || original;
  return `${layer}/${stem.replace(/:\d+$/, '')}${/^(kernel|bias|gamma|beta|moving_)/.test(stem) ? '' : `_${index}`}`;
}

/** By order, as Keras does: layers with weights in the file to layers with weights here. */
export function legacyWeightsFromTree(model: tf.LayersModel, root: Group): void {
  const stored = names(root, 'layer_names')
    .map((name) => ({ name, group: root.groups.get(name) ?? emptyGroup() }))
    .filter(({ group }) => names(group, 'weight_names').length > 0);
  const layers = model.layers.filter((layer) => layer.weights.length > 0);
  if (stored.length !== layers.length) {
    throw new Error(
      `it holds weights for ${stored.length} layers, but the model has ${layers.length} with weights`,
    );
  }
  layers.forEach((layer, i) => {
    const { name, group } = stored[i]!;
    const datasets = names(group, 'weight_names').map((path) => datasetAt(group, path));
    // A nested model's weights: those that are trained first, as Keras writes them.
    setWeights(layer, layer.weights as unknown as { read(): tf.Tensor }[], datasets, `group '${name}'`);
  });
}

/** HDF5 keeps attributes below 64 KiB: long lists come in numbered parts, as in Keras. */
const LARGEST = 64000;

function setNames(group: Group, name: string, list: string[]): void {
  const size = Math.max(1, ...list.map((item) => Buffer.byteLength(item))) * list.length;
  if (size <= LARGEST) {
    group.attributes.set(name, list);
    return;
  }
  const parts = Math.ceil(size / LARGEST) + 1;
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
