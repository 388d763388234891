// An optimizer's variables in files: its counter, its rate, and what it remembers of each weight.
import { Optimizer } from '../../optimizers/optimizer.js';
import { tf } from '../../tf.js';
import { compiledState, isCompiled } from '../compile.js';
import { trainableVariables } from '../internals.js';
import { type Dataset, datasetAt, emptyGroup, type Group, groupAt } from './hdf5.js';
import { isKeras2, keras2Pairs, type Stored } from './keras2-optimizer.js';
import { datasetOf, tensorOf } from './layer-weights.js';
import { names } from './legacy-weights.js';

/** The variables in Keras' order; undefined when there is no optimizer of ours. */
export function optimizerVariables(model: tf.LayersModel): tf.Variable[] | undefined {
  return optimizerOf(model)?.variablesFor(weightsOf(model));
}

function optimizerOf(model: tf.LayersModel): Optimizer | undefined {
  if (!isCompiled(model)) return undefined;
  const { optimizer } = compiledState(model, 'save');
  return optimizer instanceof Optimizer ? optimizer : undefined;
}

const weightsOf = (model: tf.LayersModel): tf.Variable[] =>
  trainableVariables(model).map((weight) => weight.read());

/** `.keras`: numbered below `optimizer/vars`. */
export function optimizerToTree(model: tf.LayersModel, root: Group): void {
  const variables = optimizerVariables(model);
  if (!variables) return;
  const group = groupAt(root, 'optimizer/vars');
  variables.forEach((variable, i) => {
    group.datasets.set(String(i), optimizerDataset(variable));
  });
}

/** `.h5`: by name, with the names in order. */
export function optimizerToLegacyTree(model: tf.LayersModel, root: Group): void {
  const variables = optimizerVariables(model);
  if (!variables) return;
  const paths = variables.map((_, i) => (i === 0 ? 'optimizer/iteration' : `optimizer/variable_${i}`));
  const group = groupAt(root, 'optimizer_weights');
  group.attributes.set('weight_names', paths);
  variables.forEach((variable, i) => {
    groupAt(group, 'optimizer').datasets.set(paths[i]!.split('/')[1]!, optimizerDataset(variable));
  });
}

function optimizerDataset(variable: tf.Variable): Dataset {
  if (variable.dtype !== 'int32') return datasetOf(variable);
  return { shape: variable.shape, values: BigInt64Array.from(variable.dataSync<'int32'>(), BigInt) };
}

export function optimizerFromTree(model: tf.LayersModel, root: Group): void {
  const { datasets } = root.groups.get('optimizer')?.groups.get('vars') ?? emptyGroup();
  if (datasets.size === 0) return;
  const stored = Array.from({ length: datasets.size }, (_, i) => datasets.get(String(i)));
  assignAll(model, inOrder(model, stored));
}

export function optimizerFromLegacyTree(model: tf.LayersModel, root: Group): void {
  const group = root.groups.get('optimizer_weights');
  const optimizer = optimizerOf(model);
  if (!group || !optimizer) return;
  const paths = names(group, 'weight_names');
  const stored = paths.map((path) => datasetAt(group, path));
  const pairs = isKeras2(paths)
    ? keras2Pairs(paths, stored, optimizer, weightsOf(model))
    : inOrder(model, stored);
  assignAll(model, pairs);
}

function inOrder(model: tf.LayersModel, stored: (Dataset | undefined)[]): Stored[] | undefined {
  const variables = optimizerVariables(model);
  if (variables?.length !== stored.length) return undefined;
  return variables.map((variable, i): Stored => [variable, stored[i]]);
}

/** All or nothing: a state that does not fit leaves the optimizer fresh. */
function assignAll(model: tf.LayersModel, pairs: Stored[] | undefined): void {
  if (!optimizerOf(model)) return;
  if (!pairs?.every(([variable, dataset]) => dataset?.shape.join() === variable.shape.join())) {
    console.warn(
      'loadModel: the optimizer’s state in the file does not fit; training goes on with a fresh optimizer.',
    );
    return;
  }
  tf.tidy(() => {
    for (const [variable, dataset] of pairs) variable.assign(tf.cast(tensorOf(dataset!), variable.dtype));
  });
  noteRate(model);
}

/** The rate lies on the device and, for reading, in JavaScript. */
function noteRate(model: tf.LayersModel): void {
  const optimizer = optimizerOf(model);
  if (optimizer && !optimizer.schedule) {
    optimizer.learningRate = optimizer.learningRateVariable.dataSync()[0]!;
  }
}
