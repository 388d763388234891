// Operations on tensors of 16 bits: those that TensorFlow computes by one op in them, as Keras has it. Others are refused.
import { leavesOf } from '../core/structure.js';
import { areHalvesUsed, precisionOf } from '../precision.js';
import { tf } from '../tf.js';

const available = new Set(
  `
  Abs Absolute Add All Amax Amin Any Argmax Argmin Cast Ceil Concatenate Copy Cos Divide Equal Erf Exp ExpandDims Expm1
  Flip Floor GetItem Greater GreaterEqual Isfinite Isinf Isnan Less LessEqual Log Log1p Matmul Max Maximum Mean Min
  Minimum Moveaxis Multiply Negative NotEqual OnesLike Ravel Reciprocal Relu Relu6 Repeat Reshape Rsqrt Sigmoid Sin Slice
  Softmax Softplus Split Sqrt Square Squeeze Stack StopGradient Subtract Sum Swapaxes Tanh Tile Transpose TrueDivide
  Unstack Where ZerosLike
`.match(/\w+/g),
);

/** Throws where an operation is not computed in the precision of what it is given. */
export function checkPrecision(className: string, args: unknown): void {
  if (!areHalvesUsed() || available.has(className)) return;
  for (const leaf of leavesOf(args)) {
    const precision = leaf instanceof tf.Tensor ? precisionOf(leaf) : 'float32';
    if (precision === 'float32') continue;
    throw new Error(
      `The operation ${className} is not computed in ${precision} here. Give it float32: ops.cast(x, 'float32').`,
    );
  }
}
