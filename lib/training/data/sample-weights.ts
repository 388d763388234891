// Turns sampleWeight and classWeight into weights for each output's loss: one for each sample, or for each of its steps.
import { received } from '../../core/messages.js';
import { isPlainObject } from '../../core/structure.js';
import { toTensor } from '../../data/to-tensor.js';
import { besideValues } from '../../losses/weighing.js';
import { tf } from '../../tf.js';
import { checkFinite } from './check-finite.js';
import type { ClassWeight, Data, Samples } from './types.js';

/** What is to be weighed. */
export interface Weighed {
  readonly targets: tf.Tensor[];
  readonly outputNames: string[];
  readonly where: string;
}

/** One tensor for each output, or none at all; the caller owns them. */
export function sampleWeights(weighed: Weighed, given: Data | undefined): tf.Tensor[] {
  if (given === undefined || given === null) return [];
  const { targets, where } = weighed;
  return targets.map((target, output) => {
    const own = ofOutput(weighed, given, output);
    return own == null ? tf.ones([target.shape[0]!]) : weightsOf(own, target, `${where}: sampleWeight`);
  });
}

/** The part of an output. One list for several outputs counts for all of them. */
function ofOutput({ outputNames, where }: Weighed, given: Data, output: number): Samples | undefined {
  if (isPlainObject(given)) return byName(given, outputNames, output, where);
  if (!Array.isArray(given)) return given as Samples;
  const isList = given.some((one) => typeof one === 'object');
  if (outputNames.length === 1)
    return given.length === 1 && given[0] instanceof tf.Tensor ? given[0] : (given as Samples);
  if (!isList) return given as Samples;
  if (given.length === outputNames.length) return given[output] as Samples;
  throw new Error(
    `${where}: sampleWeight must be one list of numbers, or a list for each output ` +
      `(${outputNames.length}: ${outputNames.join(', ')}). Received: ${given.length} lists.`,
  );
}

function byName(
  given: Record<string, unknown>,
  outputNames: string[],
  output: number,
  where: string,
): Samples | undefined {
  const unknown = Object.keys(given).find((name) => !outputNames.includes(name));
  if (unknown === undefined) return given[outputNames[output]!] as Samples | undefined;
  throw new Error(
    `${where}: sampleWeight has weights for '${unknown}', which is not an output. Expected: ${outputNames.join(', ')}.`,
  );
}

function weightsOf(given: Samples, target: tf.Tensor, what: string): tf.Tensor {
  const tensor = toTensor(given, 'float32', what);
  checkFinite([tensor], what);
  const positions = positionsOf(target);
  const shape = [...tensor.shape];
  if (shape.length > 1 && shape.at(-1) === 1 && positions[shape.length - 1] !== 1) shape.pop();
  const fits =
    shape.length <= positions.length &&
    shape.every((size, axis) => size === positions[axis] || (axis > 0 && size === 1));
  if (fits) return tensor.reshape(shape);
  const steps = positions.length > 1 ? `, or for each of their steps: [${positions}]` : '';
  throw new Error(
    `${what} must have one number for each of the ${positions[0]} samples${steps}. Received: shape [${tensor.shape}].`,
  );
}

/** What has a loss of its own: the targets without the axis of their columns or classes. */
const positionsOf = ({ shape }: tf.Tensor): number[] => (shape.length > 1 ? shape.slice(0, -1) : shape);

/** The samples' weights times those of their classes. Where each step has a class, each step is weighed by its own. */
export function classWeights(weighed: Weighed, weights: tf.Tensor[], given: ClassWeight): tf.Tensor[] {
  const byClass = asNumbers(given);
  const { targets, outputNames, where } = weighed;
  if (targets.length > 1) {
    throw new Error(
      `${where}: classWeight works for a model with one output, this one has ${targets.length} ` +
        `(${outputNames.join(', ')}). Give each output the weights of its samples: sampleWeight: { ${outputNames[0]}: … }.`,
    );
  }
  const [target] = targets as [tf.Tensor];
  checkClassWeight(target, byClass, where);
  return [
    tf.tidy(() => {
      const ofClasses = weightsOfClasses(target, byClass);
      const [ofSamples] = weights;
      return ofSamples ? tf.mul(ofClasses, besideValues(ofSamples, ofClasses, where)) : ofClasses;
    }),
  ];
}

/** By class number, whether it was an object or a map, of numbers or of tensors of one. */
function asNumbers(given: ClassWeight): Readonly<Record<number, number>> {
  if (typeof given !== 'object' || given === null) return given;
  const entries: [unknown, number | tf.Tensor][] = given instanceof Map ? [...given] : Object.entries(given);
  const numbers = entries.map(([label, weight]) => [
    label,
    weight instanceof tf.Tensor ? weight.dataSync()[0] : weight,
  ]);
  return Object.fromEntries(numbers);
}

function checkClassWeight(target: tf.Tensor, given: object, where: string): void {
  if (typeof given !== 'object' || given === null) {
    throw new Error(
      `${where}: classWeight must say how much each class counts, such as { 0: 1, 1: 2 }. Received: ${received(given)}.`,
    );
  }
  const columns = target.shape.at(-1)!;
  for (const [label, weight] of Object.entries(given)) {
    if (!Number.isFinite(weight) || weight < 0)
      throw new Error(
        `${where}: classWeight of class ${label} must be a number from 0. Received: ${received(weight)}.`,
      );
    const known = target.rank === 1 || columns === 1 || Number(label) < columns;
    if (Number.isInteger(Number(label)) && Number(label) >= 0 && known) continue;
    throw new Error(
      `${where}: classWeight has a weight for class '${label}', which there is not. Expected: 0 to ${columns - 1}.`,
    );
  }
}

/** Classes that are not named count as they are, as in Keras. */
function weightsOfClasses(target: tf.Tensor, weights: Readonly<Record<number, number>>): tf.Tensor {
  const oneHot = target.rank > 1 && target.shape.at(-1)! > 1;
  const classes = oneHot ? tf.argMax(target, -1) : target;
  const values = Float32Array.from(classes.dataSync(), (label) => weights[Math.round(label)] ?? 1);
  return tf.tensor(values, positionsOf(target));
}
