// TensorFlow.js' random functions draw from `random`'s one stream where they are not given a seed: `random.setSeed`
// fixes them, and in a compiled function they are TensorFlow's own random ops, drawn anew at each call. With a seed
// they are as TensorFlow.js has them: the same numbers at each call, compiled or not.
import { createRequire } from 'node:module';
import { drop } from '../layers/regularization/drop.js';
import * as random from '../random/random.js';
import { drawNext } from '../random/state.js';
import { tf } from '../tf.js';

type Functions = Pick<
  typeof tf,
  | 'randomUniform'
  | 'randomUniformInt'
  | 'randomNormal'
  | 'randomStandardNormal'
  | 'truncatedNormal'
  | 'multinomial'
  | 'dropout'
>;
type Type = keyof tf.DataTypeMap;

// The module by whose names `tf` and TensorFlow.js' layers find these functions.
const core = createRequire(import.meta.url)('@tensorflow/tfjs-core') as Functions;
const original: Functions = { ...core };

const ours: Functions = {
  randomUniform(shape, low = 0, high = 1, type = 'float32', seed) {
    const known = type === 'float32' || type === 'int32' || type === 'bool';
    if (seed || !known) return original.randomUniform(shape, low, high, type, seed);
    tf.util.assertNonNegativeIntegerDimensions(shape);
    if (type === 'float32') return shaped(random.uniform(shape, low, high));
    return shaped(tf.tidy(() => tf.cast(wholeNumbers(shape, low, high), type)));
  },
  randomUniformInt: (shape, low, high, seed) => core.randomUniform(shape, low, high, 'int32', seed),
  randomNormal(shape, mean = 0, deviation = 1, type = 'float32', seed) {
    if (seed || !isNumber(type)) return original.randomNormal(shape, mean, deviation, type, seed);
    tf.util.assertNonNegativeIntegerDimensions(shape);
    return shaped(rounded(type, () => random.normal(shape, mean, deviation)));
  },
  randomStandardNormal: (shape, type, seed) => core.randomNormal(shape, 0, 1, type, seed),
  truncatedNormal(shape, mean = 0, deviation = 1, type = 'float32', seed) {
    if (seed || !isNumber(type)) return original.truncatedNormal(shape, mean, deviation, type, seed);
    tf.util.assertNonNegativeIntegerDimensions(shape);
    const draw = (): tf.Tensor =>
      tf.add(tf.mul(drawNext('StatelessTruncatedNormal', shape), deviation), mean);
    return shaped(rounded(type, draw));
  },
  multinomial(logits, count, seed, normalized = false) {
    return tf.tidy(() => {
      const given = toTensor(logits);
      // Also for what is wrong: it says so.
      if (seed || given.size < 2 || given.rank > 2)
        return original.multinomial(logits, count, seed, normalized);
      const rows = given.as2D(given.rank === 1 ? 1 : given.shape[0]!, given.shape.at(-1)!);
      const drawn = choose(normalized ? rows : tf.softmax(rows), count);
      return (given.rank === 1 ? drawn.as1D() : drawn) as tf.Tensor2D;
    });
  },
  dropout(x, rate, noiseShape, seed) {
    return tf.tidy(() => {
      const given = toTensor(x);
      const fits = given.dtype === 'float32' && rate > 0 && rate < 1;
      if (seed || !fits) return original.dropout(x, rate, noiseShape, seed);
      return drop(given, rate, noiseShape?.map((size, axis) => size ?? given.shape[axis]!) ?? given.shape);
    });
  },
};

/** Puts them in TensorFlow.js' place. */
export function installRandomFunctions(): void {
  Object.assign(core, ours);
}

/** Counted as the declarations do, where a shape's type tells the rank. */
const shaped = <R extends tf.Rank>(tensor: tf.Tensor): tf.Tensor<R> => tensor as tf.Tensor<R>;

const toTensor = (values: tf.Tensor | tf.TensorLike): tf.Tensor =>
  values instanceof tf.Tensor ? values : tf.tensor(values);

const isNumber = (type: Type): boolean => type === 'float32' || type === 'int32';

const rounded = (type: Type, draw: () => tf.Tensor): tf.Tensor =>
  tf.tidy(() => (type === 'int32' ? tf.cast(tf.round(draw()), 'int32') : draw()));

/** From `low` up to, not including, `high`. Between limits that are not whole, the fraction is cut off. */
function wholeNumbers(shape: number[], low: number, high: number): tf.Tensor {
  const isRange = Number.isInteger(low) && Number.isInteger(high) && low < high && high - low < 2 ** 32;
  if (isRange) return drawNext('StatelessRandomUniformInt', shape, [low, high]);
  return tf.cast(random.uniform(shape, low, high), 'int32');
}

/** For each row, `count` places, each as often as its share says. */
function choose(shares: tf.Tensor2D, count: number): tf.Tensor2D {
  const [rows, classes] = shares.shape;
  const limits = tf.cumsum(shares, 1);
  // Of the sum as it came out: rounding leaves it near 1.
  const whole = tf.slice(limits, [0, classes - 1], [rows, 1]);
  const drawn = tf.upperBound(limits, tf.mul(random.uniform([rows, count]), whole));
  return tf.minimum(drawn, tf.scalar(classes - 1, 'int32')) as tf.Tensor2D;
}
