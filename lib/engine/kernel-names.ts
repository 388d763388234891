// The names of all ops, as types: a table over them that lacks one does not compile.
import type * as tfjs from '@tensorflow/tfjs';

type Exports = typeof tfjs;

/** TensorFlow.js' ops: it exports a constant for each, whose value is its name. */
export type TfjsKernel = {
  [Name in keyof Exports]: Exports[Name] extends Name ? Name : never;
}[keyof Exports];

/** The ops that we add, most of them gradients that TensorFlow computes in one op. */
export type OwnKernel =
  | 'BiasAddGrad'
  | 'BlockLSTMGradV2'
  | 'BlockLSTMV2'
  | 'FusedBatchNormGradV2'
  | 'FusedBatchNormV2'
  | 'MaxPoolGradGrad'
  | 'MaxPool3DGradGrad'
  | 'ReluGrad'
  | 'ResizeBilinearCentresGrad'
  | 'ResizeNearestNeighborCentresGrad'
  | 'RsqrtGrad'
  | 'SigmoidGrad'
  | 'SoftmaxCrossEntropyWithLogits'
  | 'SoftmaxCrossEntropyWithLogitsGrad'
  | 'SoftplusGrad'
  | 'SparseSoftmaxCrossEntropyWithLogits'
  | 'SparseSoftmaxCrossEntropyWithLogitsGrad'
  | 'SqrtGrad'
  | 'TanhGrad'
  | 'ToPrecision';

export type KernelName = TfjsKernel | OwnKernel;
