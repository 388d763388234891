// An optimizer's state in `.h5` files: by name, with the names in order.
import type { Network } from '../../core/network.js';
import { datasetAt, type Group, groupAt } from '../hdf5/hdf5.js';
import {
  assignOptimizer,
  inOrder,
  optimizerDataset,
  optimizerOf,
  optimizerVariables,
  trainedVariables,
} from '../keras3/optimizer-state.js';
import { isKeras2, keras2Pairs } from './keras2-optimizer.js';
import { names } from './legacy-weights.js';

export function optimizerToLegacyTree(model: Network, root: Group): void {
  const variables = optimizerVariables(model);
  if (!variables) return;
  const paths = variables.map((_, i) => (i === 0 ? 'optimizer/iteration' : `optimizer/variable_${i}`));
  const group = groupAt(root, 'optimizer_weights');
  group.attributes.set('weight_names', paths);
  variables.forEach((variable, i) => {
    groupAt(group, 'optimizer').datasets.set(paths[i]!.split('/')[1]!, optimizerDataset(variable));
  });
}

export function optimizerFromLegacyTree(model: Network, root: Group): void {
  const group = root.groups.get('optimizer_weights');
  const optimizer = optimizerOf(model);
  if (!group || !optimizer) return;
  const paths = names(group, 'weight_names');
  // Compiled but never fitted: there is nothing to remember yet.
  if (paths.length === 0) return;
  const stored = paths.map((path) => datasetAt(group, path));
  const values = isKeras2(paths)
    ? keras2Pairs(paths, stored, optimizer, trainedVariables(model))?.map(([variable, dataset]) => ({
        variable,
        dataset,
        what: 'the optimizer’s state',
      }))
    : inOrder(model, stored);
  assignOptimizer(model, values, 'loadModel');
}
