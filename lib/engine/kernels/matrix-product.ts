// Products of plain matrices by MatMul, which TensorFlow fuses with what follows; of batches by BatchMatMulV2.
import type { Tensor, TensorInfo } from '@tensorflow/tfjs';
import { tf } from '../../tf.js';
import type { TensorFlowBackend } from '../backend-types.js';
import { numberOfType } from '../data-types.js';
import { attributeType } from '../op-attributes.js';
import { kernel } from './kernel.js';

type Transposed = { readonly transposeA: boolean; readonly transposeB: boolean };

export const matrixProduct = kernel('BatchMatMul', ({ backend, input, attributes }) => {
  const [a, b] = [input('a'), input('b')];
  const transposed = attributes as Transposed;
  // TensorFlow.js' fused layers put an axis of one around; in a graph taking it away costs nothing.
  const single = backend.binding.recorder !== undefined && isSingle(a) && isSingle(b);
  if (!single) return product(backend, a, b, transposed);
  return tf.tidy(() => tf.expandDims(product(backend, inner(a), inner(b), transposed)));
});

/** A dense layer: product, bias and activation, in a row that TensorFlow makes one op of. */
export const denseProduct = kernel('_FusedMatMul', ({ backend, input, attributes }) => {
  const [a, b] = [input('a'), input('b')];
  const { activation, leakyreluAlpha } = attributes as { activation: string; leakyreluAlpha: number };
  const [bias, weights] = [input('bias') as Tensor | undefined, input('preluActivationWeights')];
  const single = isSingle(a) && isSingle(b) && (bias?.rank ?? 1) <= 1;
  return tf.tidy(() => {
    const [left, right] = single ? [inner(a), inner(b)] : [a, b];
    const multiplied = product(backend, left, right, attributes as Transposed);
    const sum = bias ? tf.add(multiplied, bias) : multiplied;
    const result = backend.applyActivation(sum, activation, weights, leakyreluAlpha);
    return single ? tf.expandDims(result) : result;
  });
});

function product(backend: TensorFlowBackend, a: TensorInfo, b: TensorInfo, how: Transposed): Tensor {
  const plain = a.shape.length === 2 && b.shape.length === 2;
  const [op, nameA, nameB] = plain
    ? ['MatMul', 'transpose_a', 'transpose_b']
    : ['BatchMatMulV2', 'adj_x', 'adj_y'];
  const attributes = [
    { name: 'T', type: attributeType.type, value: numberOfType(a.dtype) },
    { name: nameA!, type: attributeType.bool, value: how.transposeA },
    { name: nameB!, type: attributeType.bool, value: how.transposeB },
  ];
  return backend.executeSingleOutput(op!, attributes, [a, b]);
}

function isSingle({ shape }: TensorInfo): boolean {
  return shape.length === 3 && shape[0] === 1;
}

function inner(tensor: TensorInfo): Tensor {
  return tf.reshape(tensor as Tensor, tensor.shape.slice(1));
}
