// A model's weights as the tree that Keras 3's weights files hold.
import type { Network } from '../../core/network.js';
import { type Dataset, emptyGroup, type Group, groupAt } from '../h5/hdf5.js';
import { areEqual, datasetOf, type StoredValue } from '../stored-values.js';
import type { IsShared } from './build-model.js';
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

/** Two places are one layer's where they hold the same weights, or the second holds none that the first has. */
export function sharedInTree(root: Group): IsShared {
  return (first, second) => {
    const [stored, again] = [first, second].map(({ path }) => datasetsBelow(groupUnder(root, path)));
    return stored!.length > 0 && (again!.length === 0 || areEqual(stored!, again!));
  };
}

/** The group at a path; an empty one where there is none. */
function groupUnder(root: Group, path: string): Group {
  return path
    .split('/')
    .filter((name) => name !== '')
    .reduce<Group>((group, name) => group.groups.get(name) ?? emptyGroup(), root);
}

function datasetsBelow(group: Group): Dataset[] {
  const own = [...group.datasets.values()];
  return [...own, ...[...group.groups.values()].flatMap(datasetsBelow)];
}
