// Activation functions by name. Softmax and sigmoid leave their input for the loss.
import { rememberLogits } from '../core/logits.js';
import { received } from '../core/messages.js';
import { type KerasName, toCamelCase, unknownName } from '../core/names.js';
import { tf } from '../tf.js';
import { along, softmaxAlong } from './along.js';
import { hardShrink, softShrink, sparsePlus, sparseSigmoid } from './shrinking.js';
import { sparsemax } from './sparsemax.js';

/** An activation function with the name by which files know it. */
export interface Activation {
  readonly name: string;
  /** @param axis for those that look along one: the last by default */
  apply(x: tf.Tensor, axis?: number): tf.Tensor;
}

const functions = {
  celu: (x: tf.Tensor) => tf.elu(x),
  elu: (x: tf.Tensor) => tf.elu(x),
  exponential: (x: tf.Tensor) => tf.exp(x),
  gelu: (x: tf.Tensor) => tf.mul(x, normalShare(x)),
  glu: (x: tf.Tensor, axis?: number) => along(x, axis ?? -1, gated),
  hardShrink,
  hardSigmoid,
  hardSilu: (x: tf.Tensor) => tf.mul(x, hardSigmoid(x)),
  hardSwish: (x: tf.Tensor) => tf.mul(x, hardSigmoid(x)),
  hardTanh: (x: tf.Tensor) => tf.clipByValue(x, -1, 1),
  leakyRelu: (x: tf.Tensor) => tf.leakyRelu(x, 0.2),
  // Keras 2's hard sigmoid, which TensorFlow.js still has: its files mean this one.
  legacyHardSigmoid: (x: tf.Tensor) => tf.clipByValue(tf.add(tf.mul(x, 0.2), 0.5), 0, 1),
  linear: (x: tf.Tensor) => x,
  logSigmoid: (x: tf.Tensor) => tf.neg(tf.softplus(tf.neg(x))),
  logSoftmax: (x: tf.Tensor, axis?: number) => along(x, axis ?? -1, (last) => tf.logSoftmax(last)),
  mish: (x: tf.Tensor) => tf.mul(x, tf.tanh(tf.softplus(x))),
  relu: (x: tf.Tensor) => tf.relu(x),
  relu6: (x: tf.Tensor) => tf.relu6(x),
  selu: (x: tf.Tensor) => tf.selu(x),
  sigmoid,
  silu: (x: tf.Tensor) => tf.mul(x, tf.sigmoid(x)),
  softShrink,
  softmax: (x: tf.Tensor, axis?: number) => softmaxAlong(x, axis),
  softplus: (x: tf.Tensor) => tf.softplus(x),
  softsign: (x: tf.Tensor) => tf.div(x, tf.add(tf.abs(x), 1)),
  sparsePlus,
  sparseSigmoid,
  sparsemax: (x: tf.Tensor, axis?: number) => along(x, axis ?? -1, sparsemax),
  squareplus: (x: tf.Tensor) => tf.mul(tf.add(x, tf.sqrt(tf.add(tf.square(x), 4))), 0.5),
  swish: (x: tf.Tensor) => tf.mul(x, tf.sigmoid(x)),
  tanh: (x: tf.Tensor) => tf.tanh(x),
  tanhShrink: (x: tf.Tensor) => tf.sub(x, tf.tanh(x)),
} satisfies Record<string, (x: tf.Tensor, axis?: number) => tf.Tensor>;

/** An activation's name, in camelCase or as Keras spells it. */
export type ActivationName = KerasName<keyof typeof functions>;

/** A function of a tensor, as an activation of one's own is. */
export type ActivationFunction = (x: tf.Tensor) => tf.Tensor;

const namesOfFunctions = new Map<unknown, string>();

/** Says by which name files know a function, so that one given in its place is the same. */
export const nameActivation = (name: string, made: unknown): void => {
  namesOfFunctions.set(made, name);
};

/** The activation of a name ({@link ActivationName}), or the one given. */
export function toActivation(given: unknown): Activation {
  if (typeof given === 'function') {
    const known = namesOfFunctions.get(given);
    return known ? toActivation(known) : { name: given.name, apply: (x) => (given as ActivationFunction)(x) };
  }
  if (isActivation(given)) return given;
  if (typeof given !== 'string') throw unknownName('activation', received(given), Object.keys(functions));
  const name = toCamelCase(given) as keyof typeof functions;
  const apply: Activation['apply'] | undefined = functions[name];
  if (!apply) throw unknownName('activation', given, Object.keys(functions));
  return { name, apply };
}

function isActivation(given: unknown): given is Activation {
  return typeof given === 'object' && given !== null && 'apply' in given && 'name' in given;
}

function sigmoid(x: tf.Tensor): tf.Tensor {
  const output = tf.sigmoid(x);
  rememberLogits(output, 'sigmoid', x);
  return output;
}

function hardSigmoid(x: tf.Tensor): tf.Tensor {
  return tf.div(tf.relu6(tf.add(x, 3)), 6);
}

/** The first half, each as much as the second half's sigmoid says. */
function gated(x: tf.Tensor): tf.Tensor {
  const size = x.shape.at(-1)!;
  if (size % 2 !== 0)
    throw new Error(`glu: the axis must have an even size: two halves. Received: a size of ${size}.`);
  const [values, gates] = tf.split(x, 2, -1) as [tf.Tensor, tf.Tensor];
  return tf.mul(values, tf.sigmoid(gates));
}

/** The share of the normal distribution below x. */
const normalShare = (x: tf.Tensor): tf.Tensor => tf.mul(tf.add(tf.erf(tf.div(x, Math.SQRT2)), 1), 0.5);
