// A model's weights as the tree that Keras 3's weights files hold.
import type { Network } from '../../core/network.js';
import { emptyGroup, type Group, groupAt } from '../hdf5/hdf5.js';
import { datasetOf, type StoredValue } from '../stored-values.js';
import type { IsShared } from './build-model.js';
import { addTermWeights } from './vocabularies.js';
import { placesOf } from './weight-places.js';

/** The tree with all weights of `model`. */
export function weightsToTree(model: Network): Group {
  const root = emptyGroup();
  for (const { layer, path, weights } of placesOf(model)) {
    const group = groupAt(root, path);
    group.attributes.set('name', layer.name);
    weights.forEach((weight, i) => {
      group.datasets.set(String(i), datasetOf(weight.read()));
    });
    addTermWeights(layer, root, path);
  }
  return root;
}

/** What the tree has for each of the model's weights; Keras keeps a layer that is used twice in one place only. */
export function weightsFromTree(model: Network, root: Group): StoredValue[] {
  const values = new Map<object, StoredValue>();
  for (const { layer, path, weights } of placesOf(model)) {
    const { datasets } = groupUnder(root, path);
    weights.forEach((weight, i) => {
      const dataset = datasets.get(String(i));
      if (values.get(weight)?.dataset && !dataset) return;
      values.set(weight, {
        variable: weight.read(),
        dataset,
        what: `weight ${i} of layer '${layer.name}' (${path})`,
      });
    });
  }
  return [...values.values()];
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
