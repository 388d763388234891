// An optimizer's variables in files: its counter, its rate, and what it remembers of each weight.
import type { Network } from '../../core/network.js';
import { LossScaleOptimizer } from '../../optimizers/loss-scale-optimizer.js';
import { Optimizer } from '../../optimizers/optimizer.js';
import type { tf } from '../../tf.js';
import { compiledState, isCompiled } from '../../training/steps/compile.js';
import { type Dataset, emptyGroup, type Group, groupAt } from '../hdf5/hdf5.js';
import { assignAll, datasetOf, type StoredValue } from '../stored-values.js';

/** The variables in Keras' order; undefined when there is no optimizer of ours. */
export function optimizerVariables(model: Network): tf.Variable[] | undefined {
  return optimizerOf(model)?.variablesFor(trainedVariables(model));
}

export function optimizerOf(model: Network): Optimizer | undefined {
  if (!isCompiled(model)) return undefined;
  const { optimizer } = compiledState(model, 'save');
  return optimizer instanceof Optimizer ? optimizer : undefined;
}

/** What an optimizer changes. */
export const trainedVariables = (model: Network): tf.Variable[] =>
  model.trainableWeights.map((weight) => weight.read());

/** `.keras` and `.weights.h5`: numbered below `optimizer/vars`. */
export function optimizerToTree(model: Network, root: Group): void {
  const variables = optimizerVariables(model);
  if (!variables) return;
  writeNumbered(groupAt(root, 'optimizer/vars'), variables);
  const optimizer = optimizerOf(model);
  // Keras writes what is within once more, and reads it there.
  if (optimizer instanceof LossScaleOptimizer)
    writeNumbered(
      groupAt(root, 'optimizer/inner_optimizer/vars'),
      optimizer.innerOptimizer.variablesFor(trainedVariables(model)),
    );
}

function writeNumbered(group: Group, variables: readonly tf.Variable[]): void {
  variables.forEach((variable, i) => {
    group.datasets.set(String(i), optimizerDataset(variable));
  });
}

/** Keras keeps whole numbers as int64. */
export function optimizerDataset(variable: tf.Variable): Dataset {
  if (variable.dtype !== 'int32') return datasetOf(variable);
  return { shape: [...variable.shape], values: BigInt64Array.from(variable.dataSync<'int32'>(), BigInt) };
}

export function optimizerFromTree(model: Network, root: Group, method: string): void {
  const { datasets } = root.groups.get('optimizer')?.groups.get('vars') ?? emptyGroup();
  if (datasets.size === 0) return;
  const stored = Array.from({ length: datasets.size }, (_, i) => datasets.get(String(i)));
  assignOptimizer(model, inOrder(model, stored), method);
}

/** Places of the variables that an optimizer has before it is used: of one that scales losses, and of the one within. */
const unused = [0, 1];
const unusedScaling = [0, 1, 4, 5];

/** A file's values for the optimizer's variables in order; undefined where their number is another. */
export function inOrder(model: Network, stored: readonly (Dataset | undefined)[]): StoredValue[] | undefined {
  const variables = optimizerVariables(model);
  // Compiled but never fitted: a counter and a rate are all that there is.
  const firstOnes = optimizerOf(model) instanceof LossScaleOptimizer ? unusedScaling : unused;
  const isUnused =
    stored.length <= firstOnes.length && stored.every((dataset) => dataset?.shape.length === 0);
  if (!variables || (variables.length !== stored.length && !isUnused)) return undefined;
  const placeOf = (i: number): number => (variables.length === stored.length ? i : firstOnes[i]!);
  return stored.map((dataset, i) => ({
    variable: variables[placeOf(i)]!,
    dataset,
    what: 'the optimizer’s state',
  }));
}

/** All or nothing: a state that does not fit leaves the optimizer as it is. */
export function assignOptimizer(model: Network, values: StoredValue[] | undefined, method: string): void {
  const optimizer = optimizerOf(model);
  if (!optimizer) return;
  const fits = values?.every(({ variable, dataset }) => dataset?.shape.join() === variable.shape.join());
  if (!values || !fits) {
    console.warn(
      `${method}: the optimizer’s state in the file does not fit; training goes on with a fresh optimizer.`,
    );
    return;
  }
  assignAll(values);
  // The rate lies on the device and, for reading, in JavaScript.
  if (!optimizer.schedule) optimizer.learningRate = optimizer.learningRateVariable.dataSync()[0]!;
}
