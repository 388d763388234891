// TensorFlow.js' `norm` with squares for lengths, as TensorFlow: by way of |x|, which is flat at 0, second derivatives
// there came out as 0.
import { createRequire } from 'node:module';
import { tf } from '../tf.js';

type Norm = typeof tf.norm;
type Functions = { norm: Norm; euclideanNorm: typeof tf.euclideanNorm };

/** Puts it in TensorFlow.js' place, as functions and as methods of tensors. */
export function installNorms(): void {
  // The module by whose names `tf` finds them.
  const core = createRequire(import.meta.url)('@tensorflow/tfjs-core') as Functions;
  const { norm: original } = core;
  const norm: Norm = (given, order = 'euclidean', axis, keepDims = false) => {
    const x = given instanceof tf.Tensor ? given : tf.tensor(given);
    const isLength = order === 'euclidean' || order === 2;
    const isVector = axis == null || x.rank === 1 || [axis].flat().length === 1;
    if (!isLength || !isVector) return original(x, order, axis ?? undefined, keepDims);
    return tf.tidy('norm', () => tf.sqrt(tf.sum(tf.square(real(x)), axis ?? undefined, keepDims)));
  };
  const euclideanNorm: Functions['euclideanNorm'] = (x, axis, keepDims) =>
    norm(x, 'euclidean', axis, keepDims);
  Object.assign(core, { norm, euclideanNorm });
  Object.assign(tf.Tensor.prototype, {
    norm(
      this: tf.Tensor,
      ...rest: [order?: Parameters<Norm>[1], axis?: number | number[], keepDims?: boolean]
    ) {
      return norm(this, ...rest);
    },
    euclideanNorm(this: tf.Tensor, axis?: number | number[], keepDims?: boolean) {
      return euclideanNorm(this, axis, keepDims);
    },
  });
}

const real = (x: tf.Tensor): tf.Tensor => (x.dtype === 'complex64' ? tf.abs(x) : tf.cast(x, 'float32'));
