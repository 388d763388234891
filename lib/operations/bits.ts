// Operations on the bits of whole numbers, by arithmetic where TensorFlow.js has none.
import { tf } from '../tf.js';
import { onOne, onTwo } from './make.js';
import type { Recipes } from './recipe.js';

const whole = (x: tf.Tensor): tf.Tensor => tf.cast(x, 'int32');
const and = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => {
  const shape = tf.backend_util.assertAndGetBroadcastShape(a.shape, b.shape);
  return tf.bitwiseAnd(tf.broadcastTo(whole(a), shape), tf.broadcastTo(whole(b), shape));
};
const not = (x: tf.Tensor): tf.Tensor =>
  x.dtype === 'bool' ? tf.logicalNot(x) : tf.sub(tf.scalar(-1, 'int32'), whole(x));
const or = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => tf.sub(tf.add(whole(a), whole(b)), and(a, b));
const xor = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => tf.sub(or(a, b), and(a, b));
const scale = (places: tf.Tensor): tf.Tensor => whole(tf.pow(tf.scalar(2, 'int32'), whole(places)));
const left = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => tf.mul(whole(a), scale(b));
const right = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => tf.floorDiv(whole(a), scale(b));

const pair = (run: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor) => onTwo(run, ['x', 'y']);

/** Operations on the bits of whole numbers. */
export const bits: Recipes = {
  BitwiseAnd: pair(and),
  BitwiseInvert: onOne('numpy', not),
  BitwiseLeftShift: pair(left),
  BitwiseNot: onOne('numpy', not),
  BitwiseOr: pair(or),
  BitwiseRightShift: pair(right),
  BitwiseXor: pair(xor),
  LeftShift: pair(left),
  RightShift: pair(right),
};
