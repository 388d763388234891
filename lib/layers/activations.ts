// Activation functions by name: tfjs' own, those of Keras that it lacks, and softmax and sigmoid that leave their
// input for the loss.
import { rememberLogits } from '../models/logits.js';
import { received } from '../models/options.js';
import { type KerasName, toCamelCase, unknownName } from '../names.js';
import { tf } from '../tf.js';
import { Activation, register } from './tfjs-bases.js';

type Apply = (x: tf.Tensor, axis?: number) => tf.Tensor;

function define(name: string, call: Apply): void {
  class Defined extends Activation {
    static readonly className = name;
    override apply(x: tf.Tensor, axis?: number): tf.Tensor {
      return call(x, axis);
    }
    override getConfig(): tf.serialization.ConfigDict {
      return {};
    }
  }
  register(Defined);
}

/** All there are. */
const names = [
  'celu',
  'elu',
  'exponential',
  'gelu',
  'hardSigmoid',
  'hardTanh',
  'leakyRelu',
  'linear',
  'logSigmoid',
  'logSoftmax',
  'mish',
  'relu',
  'relu6',
  'selu',
  'sigmoid',
  'silu',
  'softmax',
  'softplus',
  'softsign',
  'swish',
  'tanh',
] as const;

/** An activation's name, in camelCase or as Keras spells it. */
export type ActivationName = KerasName<(typeof names)[number]>;

/** The name under which tfjs knows the activation. */
export function activationName(given: ActivationName): string {
  if (typeof given !== 'string') throw unknownName('activation', received(given), names);
  const name = toCamelCase(given);
  if (!(names as readonly string[]).includes(name)) throw unknownName('activation', given, names);
  return name;
}

define('softmax', (x, axis = -1) => {
  const output = tf.softmax(x, axis);
  if (axis === -1 || axis === x.rank - 1) rememberLogits(output, 'softmax', x);
  return output;
});
define('sigmoid', (x) => {
  const output = tf.sigmoid(x);
  rememberLogits(output, 'sigmoid', x);
  return output;
});
define('silu', (x) => tf.mul(x, tf.sigmoid(x)));
define('swish', (x) => tf.mul(x, tf.sigmoid(x)));
define('exponential', (x) => tf.exp(x));
define('leakyRelu', (x) => tf.leakyRelu(x, 0.2));
define('hardSigmoid', (x) => tf.div(tf.relu6(tf.add(x, 3)), 6));
define('hardTanh', (x) => tf.clipByValue(x, -1, 1));
define('logSigmoid', (x) => tf.neg(tf.softplus(tf.neg(x))));
define('logSoftmax', (x) => tf.logSoftmax(x));
define('celu', (x) => tf.elu(x));
