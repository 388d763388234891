// TensorFlow.js' `divNoNan` is our own, whose gradients are numbers too.
import { createRequire } from 'node:module';
import { divideNoNan } from '../engine/gradients/no-nan-division.js';
import { tf } from '../tf.js';

type Operand = tf.Tensor | tf.TensorLike;
type Divides = (a: Operand, b: Operand) => tf.Tensor;

/** Puts it in TensorFlow.js' place, as a function and as a method of tensors. */
export function installDivision(): void {
  // The module by whose names `tf` finds it.
  const core = createRequire(import.meta.url)('@tensorflow/tfjs-core') as { divNoNan: Divides };
  const divNoNan: Divides = (a, b) => tf.tidy(() => divideNoNan(toTensor(a), toTensor(b)));
  core.divNoNan = divNoNan;
  Object.assign(tf.Tensor.prototype, {
    divNoNan(this: tf.Tensor, b: Operand) {
      return divNoNan(this, b);
    },
  });
}

const toTensor = (values: Operand): tf.Tensor => (values instanceof tf.Tensor ? values : tf.tensor(values));
