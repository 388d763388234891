// Turns sampleWeight and classWeight into one weight for each sample.
import { tf } from '../../tf.js';
import { received } from '../options.js';
import { checkFinite } from './check-finite.js';
import { toTensor } from './to-tensor.js';
import type { Samples } from './types.js';

/** One `[samples]` tensor for each output, or none at all; the caller owns them. */
export function sampleWeights(
  targets: tf.Tensor[],
  given: Samples | Samples[] | undefined,
  where: string,
): tf.Tensor1D[] {
  if (given === undefined) return [];
  return targets.map((target, output) => {
    const own = perOutput(given, output, targets.length);
    return own === undefined ? tf.ones([target.shape[0]!]) : vector(own, target.shape[0]!, where);
  });
}

/** The samples' weights times those of their classes. */
export function classWeights(
  targets: tf.Tensor[],
  weights: tf.Tensor1D[],
  byClass: { [classNumber: number]: number },
  where: string,
): tf.Tensor1D[] {
  checkClassWeight(targets, byClass, where);
  return targets.map((target, output) =>
    tf.tidy(() => {
      const ofClasses = weightsOfClasses(target, byClass, where);
      return weights[output] ? tf.mul(weights[output], ofClasses) : ofClasses;
    }),
  );
}

function checkClassWeight(targets: tf.Tensor[], given: object, where: string): void {
  if (typeof given !== 'object' || given === null) {
    throw new Error(
      `${where}: classWeight must say how much each class counts, such as { 0: 1, 1: 2 }. Received: ${received(given)}.`,
    );
  }
  const columns = targets.map((target) => target.shape.at(-1)!);
  for (const [label, weight] of Object.entries(given)) {
    if (!Number.isFinite(weight) || weight < 0)
      throw new Error(
        `${where}: classWeight of class ${label} must be a number from 0. Received: ${received(weight)}.`,
      );
    const known = columns.some((count) => count === 1 || Number(label) < count);
    if (Number.isInteger(Number(label)) && Number(label) >= 0 && known) continue;
    throw new Error(
      `${where}: classWeight has a weight for class '${label}', which there is not. Expected: 0 to ${Math.max(...columns) - 1}.`,
    );
  }
}

function perOutput(
  weight: Samples | Samples[] | undefined,
  output: number,
  outputs: number,
): Samples | undefined {
  if (outputs === 1 || weight === undefined || !Array.isArray(weight)) return weight as Samples | undefined;
  return typeof weight[0] === 'number' ? (weight as Samples) : (weight[output] as Samples);
}

function vector(weight: Samples, count: number, where: string): tf.Tensor1D {
  const tensor = toTensor(weight, 'float32', `${where}: sampleWeight`);
  checkFinite([tensor], `${where}: sampleWeight`);
  if (tensor.size === count) return tensor.reshape([count]);
  throw new Error(
    `${where}: sampleWeight must have one number for each of the ${count} samples. Received: shape [${tensor.shape}].`,
  );
}

function weightsOfClasses(
  target: tf.Tensor,
  weights: { [classNumber: number]: number },
  where: string,
): tf.Tensor1D {
  const oneHot = target.rank > 1 && target.shape.at(-1)! > 1;
  const classes = (oneHot ? tf.argMax(target, -1) : tf.reshape(target, [-1])).dataSync();
  return tf.tensor1d(
    Float32Array.from(classes, (label) => {
      const weight = weights[label];
      if (weight !== undefined) return weight;
      throw new Error(
        `${where}: classWeight has no weight for class ${label}. Received: ${JSON.stringify(weights)}.`,
      );
    }),
  );
}
