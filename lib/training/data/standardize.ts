// Brings inputs and targets into the form that a model wants, or says what does not fit.
import { fits, type Network, withRank } from '../../core/network.js';
import { toTensor } from '../../data/to-tensor.js';
import type { Loss } from '../../losses/loss.js';
import { tf } from '../../tf.js';
import type { CompiledState } from '../steps/compile.js';
import { hasOwnStep, ownMethod } from '../steps/own-steps.js';
import { checkTargets } from './check-targets.js';
import type { Data, Samples } from './types.js';

type Shape = (number | null)[];

/** Tensors for the model's inputs, which the caller owns. */
export function standardizeInputs(model: Network, x: Data, where: string): tf.Tensor[] {
  const { inputNames, inputs } = model;
  const types = inputs.map(({ dtype }) => dtype);
  if (hasOwnStep(model)) return asGiven(x, inputNames, types, `${where}: x`);
  const parts = perName(
    x,
    inputNames,
    inputs.map(({ shape }) => shape),
    `${where}: x`,
  );
  return parts.map((part, i) => {
    const what = inputNames.length > 1 ? `${where}: x, input '${inputNames[i]}'` : `${where}: x`;
    const tensor = toTensor(part, inputs[i]!.dtype, what);
    return fitShape(tensor, model.shapeTaken(tensor.shape, i), what, 'the model takes');
  });
}

/** Tensors for the model's targets beside these inputs, which the caller owns. */
export function standardizeTargets(
  model: Network,
  state: CompiledState,
  y: Data,
  inputs: readonly tf.Tensor[],
  where: string,
): tf.Tensor[] {
  const { outputNames } = model;
  // What a step or a loss of the model's own makes of them is its own affair.
  if (hasOwnStep(model) || ownMethod(model, 'computeLoss')) return asGiven(y, outputNames, [], `${where}: y`);
  const outputs = model.outputShapes(inputs.map(({ shape }) => shape));
  const shapes = outputs.map((shape, i) => targetShape(shape, state.losses[i] ?? null));
  const isJudged = outputNames.map((_, i) => state.losses[i] !== null || hasMetrics(state, i));
  const parts = perName(forAll(y, isJudged), outputNames, shapes, `${where}: y`);
  return parts.map((part, i) => {
    if (!isJudged[i]) return toTensor(part, 'float32', where);
    const what = outputNames.length > 1 ? `${where}: y, output '${outputNames[i]}'` : `${where}: y`;
    const tensor = toTensor(part, 'float32', what);
    checkTargets(tensor, outputs[i]!, state.losses[i] ?? null, what);
    return fitShape(tensor, shapes[i]!, what, 'the model puts out');
  });
}

const hasMetrics = ({ metrics }: CompiledState, output: number): boolean =>
  metrics.some((one) => one.output === output);

/** Outputs without a loss and metrics need no targets: zeros stand for them where only the others were given. */
function forAll(y: Data, isJudged: readonly boolean[]): Data {
  const judged = isJudged.filter(Boolean).length;
  if (isByName(y) || judged === isJudged.length || judged === 0) return y;
  const isSamples = y instanceof tf.Tensor || ArrayBuffer.isView(y) || judged === 1;
  const given = (isSamples ? [y] : y) as Samples[];
  if (given.length !== judged || (Array.isArray(y) && y.length === isJudged.length)) return y;
  const [first] = given;
  const count = first instanceof tf.Tensor ? first.shape[0]! : (first as ArrayLike<unknown>).length;
  let next = 0;
  return isJudged.map((is): Samples => (is ? given[next++]! : new Float32Array(count)));
}

/** Tensors of any shape: a list only where there are as many inputs or outputs. */
function asGiven(
  data: Data,
  names: readonly string[],
  types: readonly tf.DataType[],
  what: string,
): tf.Tensor[] {
  const made = (part: Samples, i: number): tf.Tensor => toTensor(part, types[i] ?? 'float32', what);
  if (isByName(data)) return names.map((name, i) => made(byName(data, name, [...names], what), i));
  const isList = Array.isArray(data) && names.length > 1 && data.length === names.length;
  const parts = isList ? (data as Samples[]) : [unwrap(data as Samples | Samples[], [])];
  return parts.map(made);
}

/** All parts must have as many samples. */
export function countSamples(inputs: tf.Tensor[], targets: tf.Tensor[], where: string): number {
  const count = inputs[0]!.shape[0]!;
  for (const tensor of [...inputs, ...targets]) {
    if (tensor.shape[0] === count) continue;
    throw new Error(
      `${where}: x and y must have the same number of samples. ` +
        `Received: x with shape [${inputs[0]!.shape}], y with shape [${tensor.shape}].`,
    );
  }
  if (count === 0) throw new Error(`${where}: there are no samples: x has shape [${inputs[0]!.shape}].`);
  return count;
}

function targetShape(output: Shape, loss: Loss | null): Shape {
  if (loss?.targets === 'rows of labels') return [null, null];
  return loss && loss.targets !== 'like outputs' ? [...output.slice(0, -1), 1] : output;
}

function perName(data: Data, names: string[], shapes: Shape[], what: string): Samples[] {
  if (isByName(data)) return names.map((name) => byName(data, name, names, what));
  if (names.length === 1) return [unwrap(data as Samples | Samples[], shapes[0]!)];
  if (Array.isArray(data) && data.length === names.length) return data as Samples[];
  throw new Error(
    `${what}: expected a list of ${names.length} arrays or tensors (${names.join(', ')}), or an object by these names. ` +
      `Received: ${Array.isArray(data) ? `a list of ${data.length}` : 'one'}.`,
  );
}

function isByName(data: Data): data is { [name: string]: Samples } {
  return (
    typeof data === 'object' &&
    data !== null &&
    !Array.isArray(data) &&
    !ArrayBuffer.isView(data) &&
    !(data instanceof tf.Tensor) &&
    Object.getPrototypeOf(data) === Object.prototype
  );
}

function byName(data: { [name: string]: Samples }, name: string, names: string[], what: string): Samples {
  const part = data[name];
  if (part !== undefined) return part;
  throw new Error(
    `${what}: '${name}' is missing. Expected: ${names.join(', ')}. Received: ${Object.keys(data).join(', ')}.`,
  );
}

/** For a model with one input, `[tensor]` is that tensor, and a list of tensors of samples is stacked. */
function unwrap(data: Samples | Samples[], shape: Shape): Samples {
  if (!Array.isArray(data) || !(data[0] instanceof tf.Tensor)) return data as Samples;
  const tensors = data as tf.Tensor[];
  if (tensors.length === 1 && (shape.length === 0 || tensors[0]!.rank === shape.length)) return tensors[0]!;
  return tf.tidy(() => tf.stack(tensors));
}

/** Adds a last axis of 1 or takes it off where that fits, as Keras does; any other difference is an error. */
function fitShape(tensor: tf.Tensor, shape: Shape, what: string, who: string): tf.Tensor {
  const fitted = withRank(tensor, shape);
  if (fitted !== tensor) tensor.dispose();
  if (fits(fitted.shape, shape)) return fitted;
  const received = fitted.shape;
  fitted.dispose();
  if (received[0] === 0) throw new Error(`${what}: there are no samples: the shape is [${received}].`);
  throw new Error(
    `${what} does not fit the model. Expected: ${sample(shape)}, which is what ${who}. Received: [${received.join(', ')}].${hint(received, shape)}${flattenHint(received, shape, who)}`,
  );
}

/** Dense layers over images keep the images' axes. */
function flattenHint(received: number[], expected: Shape, who: string): string {
  if (who !== 'the model puts out' || expected.length < 3 || received.length > 2) return '';
  return (
    ` The model's output still has ${expected.length - 1} axes a sample: before its last dense layers, ` +
    'layers.flatten() seems to be missing.'
  );
}

const sample = (shape: Shape): string =>
  `[samples, ${shape
    .slice(1)
    .map((size) => size ?? 'any')
    .join(', ')}]`;

function hint(received: number[], expected: Shape): string {
  const size = (shape: readonly (number | null)[]): number =>
    shape.reduce<number>((product, n) => product * (n ?? 1), 1);
  const perSample = size(received.slice(1));
  if (expected.slice(1).every((n) => n !== null) && perSample === size(expected.slice(1))) {
    return ` A sample has the right number of values: reshape it, e.g. x.reshape([-1, ${expected.slice(1).join(', ')}]).`;
  }
  if (received.length === expected.length - 1 && size(received) === size(expected.slice(1))) {
    return ' This looks like a single sample: wrap it in an array, e.g. [x].';
  }
  return '';
}
