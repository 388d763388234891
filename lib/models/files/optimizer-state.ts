// An optimizer's variables in files: its counter, its rate, and what it remembers of each weight.
import { Optimizer } from '../../optimizers/optimizer.js';
import { tf } from '../../tf.js';
import { compiledState, isCompiled } from '../compile.js';
import { trainableVariables } from '../internals.js';
import { type Dataset, emptyGroup, type Group, groupAt } from './hdf5.js';
import { datasetOf, tensorOf } from './layer-weights.js';
import { names } from './legacy-weights.js';

/** The variables in Keras' order; undefined when there is no optimizer of ours. */
export function optimizerVariables(model: tf.LayersModel): tf.Variable[] | undefined {
  if (!isCompiled(model)) return undefined;
  const { optimizer } = compiledState(model, 'save');
  if (!(optimizer instanceof Optimizer)) return undefined;
  return optimizer.variablesFor(trainableVariables(model).map((weight) => weight.read()));
}

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
  assignAll(
    model,
    Array.from({ length: datasets.size }, (_, i) => datasets.get(String(i))),
  );
}

export function optimizerFromLegacyTree(model: tf.LayersModel, root: Group): void {
  const group = root.groups.get('optimizer_weights');
  if (!group) return;
  const stored = names(group, 'weight_names').map((path) => {
    const place = path.split('/');
    const last = place.pop()!;
    return place.reduce<Group>((at, name) => at.groups.get(name) ?? emptyGroup(), group).datasets.get(last);
  });
  assignAll(model, stored);
}

/** All or nothing: a state that does not fit (as Keras 2 orders it otherwise) leaves the optimizer fresh. */
function assignAll(model: tf.LayersModel, stored: (Dataset | undefined)[]): void {
  const variables = optimizerVariables(model);
  if (!variables) return;
  const fits =
    stored.length === variables.length &&
    variables.every((variable, i) => stored[i]?.shape.join() === variable.shape.join());
  if (!fits) {
    console.warn(
      'loadModel: the optimizer’s state in the file does not fit; training goes on with a fresh optimizer.',
    );
    return;
  }
  tf.tidy(() => {
    variables.forEach((variable, i) => {
      variable.assign(tf.cast(tensorOf(stored[i]!), variable.dtype));
    });
  });
  noteRate(model);
}

/** The rate lies on the device and, for reading, in JavaScript. */
function noteRate(model: tf.LayersModel): void {
  const { optimizer } = compiledState(model, 'loadModel');
  if (optimizer instanceof Optimizer && !optimizer.schedule) {
    optimizer.learningRate = optimizer.learningRateVariable.dataSync()[0]!;
  }
}
