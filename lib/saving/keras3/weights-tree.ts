// A model's weights as the tree that Keras 3's weights files hold.
import type { Layer } from '../../core/layer.js';
import type { Network } from '../../core/network.js';
import { numbersIn } from '../../core/shape.js';
import type { LayerVariable } from '../../core/variable.js';
import { tf } from '../../tf.js';
import { type Dataset, emptyGroup, type Group, groupAt } from '../hdf5/hdf5.js';
import { datasetOf, type StoredValue } from '../stored-values.js';
import type { IsShared } from './build-model.js';
import { addTermWeights } from './vocabularies.js';
import { placesOf } from './weight-places.js';

/** The tree with all weights of `model`. */
export function weightsToTree(model: Network): Group {
  const root = emptyGroup();
  for (const { layer, path, stored } of placesOf(model)) {
    const group = groupAt(root, path);
    group.attributes.set('name', layer.name);
    stored.forEach((weight, i) => {
      group.datasets.set(String(i), written(layer, weight));
    });
    addTermWeights(layer, root, path);
  }
  return root;
}

function written(layer: Layer, weight: LayerVariable): Dataset {
  const value = tf.tidy(() => layer.storedValue(weight));
  const dataset = datasetOf(value, weight.fileType);
  if (!(value instanceof tf.Variable)) value.dispose();
  return dataset;
}

/** What the tree has for each of the model's weights; Keras keeps a layer that is used twice in one place only. */
export function weightsFromTree(model: Network, root: Group): StoredValue[] {
  const values = new Map<object, StoredValue>();
  for (const { layer, path, stored } of placesOf(model)) {
    const { datasets } = groupUnder(root, path);
    for (const weight of layer.zeroedByLoading) values.set(weight, zeros(weight));
    stored.forEach((weight, i) => {
      const dataset = datasets.get(String(i));
      if (values.get(weight)?.dataset && !dataset) return;
      values.set(weight, {
        variable: weight.read(),
        fileType: weight.fileType,
        dataset,
        what: `weight ${i} of layer '${layer.name}' (${path})`,
      });
    });
  }
  return [...values.values()];
}

function zeros(weight: LayerVariable): StoredValue {
  const shape = weight.shape as number[];
  const values = new Float32Array(numbersIn(shape));
  return { variable: weight.read(), dataset: { shape, values }, what: weight.name };
}

/** Keras keeps the weights of a layer that stands in two places in the first one only. */
export function sharedInTree(root: Group): IsShared {
  return (first, second, isMarked) => {
    const [stored, again] = [first, second].map(({ path }) => hasDatasets(groupUnder(root, path)));
    return isMarked || (stored === true && again === false);
  };
}

/** The group at a path; an empty one where there is none. */
function groupUnder(root: Group, path: string): Group {
  return path
    .split('/')
    .filter((name) => name !== '')
    .reduce<Group>((group, name) => group.groups.get(name) ?? emptyGroup(), root);
}

const hasDatasets = (group: Group): boolean =>
  group.datasets.size > 0 || [...group.groups.values()].some(hasDatasets);
