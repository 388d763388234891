// Where a layer's weights lie in Keras 3's weights files: `layers/dense_1/vars/0`, by class and count, not by name.
import { snakeCase } from '../../layers/layer-names.js';
import { tf } from '../../tf.js';
import { type Dataset, emptyGroup, type Group, groupAt } from './hdf5.js';

/** Names by class and count for layers in order. */
export function containerNames(layers: tf.layers.Layer[]): string[] {
  const used = new Map<string, number>();
  return layers.map((layer) => {
    const stem = snakeCase(layer.getClassName());
    const count = used.get(stem);
    used.set(stem, (count ?? -1) + 1);
    return count === undefined ? stem : `${stem}_${count + 1}`;
  });
}

type Inner = {
  forwardLayer?: tf.layers.Layer;
  backwardLayer?: tf.layers.Layer;
  layer?: tf.layers.Layer;
  cell?: unknown;
  /** Layers that are several in Keras: their weights by the attribute that holds each. */
  storedGroups?(): [name: string, weights: Weight[]][];
};
type Weight = { read(): tf.Tensor };

/** Below a layer: the layers within it, by the attribute that holds them. */
function innerLayers(layer: tf.layers.Layer): [string, tf.layers.Layer][] {
  const { forwardLayer, backwardLayer, layer: wrapped } = layer as unknown as Inner;
  if (forwardLayer && backwardLayer)
    return [
      ['forward_layer', forwardLayer],
      ['backward_layer', backwardLayer],
    ];
  return wrapped ? [['layer', wrapped]] : [];
}

const hasCell = (layer: tf.layers.Layer): boolean => (layer as unknown as Inner).cell !== undefined;

/** A visitor is given each group of weights with the layer that owns it. */
type Visit = (group: Group, layer: tf.layers.Layer, path: string, weights: Weight[]) => void;

function walk(
  root: Group,
  model: tf.LayersModel,
  path: string,
  at: (root: Group, path: string) => Group,
  visit: Visit,
): void {
  const names = containerNames(model.layers);
  model.layers.forEach((layer, i) => {
    walkLayer(root, layer, `${path}layers/${names[i]}`, at, visit);
  });
}

function walkLayer(
  root: Group,
  layer: tf.layers.Layer,
  path: string,
  at: (root: Group, path: string) => Group,
  visit: Visit,
): void {
  if (layer instanceof tf.LayersModel) {
    walk(root, layer, `${path}/`, at, visit);
    return;
  }
  const inner = innerLayers(layer);
  if (inner.length > 0) {
    for (const [name, child] of inner) walkLayer(root, child, `${path}/${name}`, at, visit);
    return;
  }
  const own = (layer as unknown as Inner).storedGroups?.();
  if (own) {
    for (const [name, weights] of own) visit(at(root, `${path}/${name}/vars`), layer, path, weights);
    return;
  }
  const place = hasCell(layer) ? `${path}/cell/vars` : `${path}/vars`;
  visit(at(root, place), layer, place, layer.weights as unknown as Weight[]);
}

/** The file's tree with all weights of `model`. */
export function weightsToTree(model: tf.LayersModel): Group {
  const root = emptyGroup();
  groupAt(root, 'vars');
  walk(root, model, '', groupAt, (group, layer, _path, weights) => {
    group.attributes.set('name', layer.name);
    weights.forEach((weight, i) => {
      group.datasets.set(String(i), datasetOf(weight.read()));
    });
  });
  return root;
}

/** Puts the tree's weights into `model`; says which layer does not fit. */
export function weightsFromTree(model: tf.LayersModel, root: Group): void {
  walk(root, model, '', find, (group, layer, path, weights) => {
    const stored = weights.map((_, i) => group.datasets.get(String(i)));
    setWeights(layer, weights, stored, path);
  });
}

const find = (root: Group, path: string): Group =>
  path.split('/').reduce<Group>((group, name) => group.groups.get(name) ?? emptyGroup(), root);

export function setWeights(
  layer: tf.layers.Layer,
  weights: readonly Weight[],
  stored: (Dataset | undefined)[],
  where: string,
): void {
  if (weights.length === 0) return;
  const tensors = weights.map((variable, i) => {
    const weight = variable.read();
    const dataset = stored[i];
    if (!dataset) throw new Error(`weight ${i} of layer '${layer.name}' is missing (${where})`);
    if (dataset.shape.join() === weight.shape.join()) return tensorOf(dataset);
    throw new Error(
      `weight ${i} of layer '${layer.name}' has the shape [${dataset.shape}], but the layer's is [${weight.shape}]`,
    );
  });
  weights.forEach((weight, i) => {
    (weight.read() as tf.Variable).assign(tensors[i]!);
  });
  tf.dispose(tensors);
}

export function datasetOf(weight: tf.Tensor): Dataset {
  const values = weight.dataSync();
  return { shape: weight.shape, values: Float32Array.from(values as Float32Array) };
}

export function tensorOf({ shape, values }: Dataset): tf.Tensor {
  const numbers = values instanceof Float32Array ? values : Float32Array.from(values as Float64Array, Number);
  return tf.tensor(numbers, shape, 'float32');
}
