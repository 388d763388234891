// The gradients of all ops: TensorFlow.js' and our own. An op that lacks an entry is a compile error.

import { asTfjs, type Entry, flat, refused } from '../gradient-rule.js';
import type { KernelName } from '../kernel-names.js';
import { activationGradients } from '../kernels/activation-gradients.js';
import { addGradients } from '../kernels/add.js';
import { batchNormalizationGradients } from '../kernels/batch-normalization.js';
import { blockLstmGradients } from '../kernels/block-lstm.js';
import { maxPoolSecondGradients } from '../kernels/max-pool-second.js';
import { softmaxCrossEntropyGradients } from '../kernels/softmax-cross-entropy.js';
import { toPrecisionGradients } from '../kernels/to-precision.js';
import { arithmeticGradients } from './arithmetic-gradients.js';
import { averagePoolGradients } from './average-pool-gradients.js';
import { complexGradients } from './complex-gradients.js';
import { convolutionGradients } from './convolution-gradients.js';
import { dilationGradients } from './dilation-gradients.js';
import { edgeGradients } from './edge-gradients.js';
import { einsumGradient } from './einsum-gradient.js';
import { extremeGradients } from './extreme-gradients.js';
import { localResponseGradients } from './local-response-gradient.js';
import { maxPoolGradients } from './max-pool-gradient.js';
import { rearrangingGradients } from './rearranging-gradients.js';
import { reductionGradients } from './reduction-gradients.js';
import { resizeGradients } from './resize-gradients.js';
import { secondGradients } from './second-gradients.js';
import { selectionGradients } from './selection-gradients.js';
import { softmaxGradient } from './softmax-gradient.js';

const ofTwo = flat('a', 'b');
const ofOne = flat('x');
const takesNoTensors = refused('It takes numbers, not tensors.');
const ofStrings = refused('Text has no slopes.');
const ofRagged = refused('Use tensors padded to one length, and tf.gather.');
const fused = refused('Use the layer, or the single ops: the product, tf.add, the activation.');

export const gradients = {
  ...arithmeticGradients,
  ...averagePoolGradients,
  ...complexGradients,
  ...convolutionGradients,
  ...dilationGradients,
  ...edgeGradients,
  ...einsumGradient,
  ...extremeGradients,
  ...localResponseGradients,
  ...maxPoolGradients,
  ...rearrangingGradients,
  ...reductionGradients,
  ...resizeGradients,
  ...secondGradients,
  ...selectionGradients,
  ...softmaxGradient,

  // TensorFlow's ops in the place of several.
  ...activationGradients,
  ...addGradients,
  ...batchNormalizationGradients,
  ...blockLstmGradients,
  ...maxPoolSecondGradients,
  ...softmaxCrossEntropyGradients,
  ...toPrecisionGradients,

  Acos: asTfjs,
  Acosh: asTfjs,
  AddN: asTfjs,
  Asin: asTfjs,
  Asinh: asTfjs,
  Atan: asTfjs,
  Atanh: asTfjs,
  BatchToSpaceND: asTfjs,
  BroadcastTo: asTfjs,
  ClipByValue: asTfjs,
  Concat: asTfjs,
  Cos: asTfjs,
  Cosh: asTfjs,
  Dilation2D: asTfjs,
  Elu: asTfjs,
  Erf: asTfjs,
  Exp: asTfjs,
  ExpandDims: asTfjs,
  Expm1: asTfjs,
  FusedBatchNorm: asTfjs,
  LRN: asTfjs,
  LeakyRelu: asTfjs,
  Log: asTfjs,
  Log1p: asTfjs,
  LogSoftmax: asTfjs,
  MaxPool: asTfjs,
  MaxPool3D: asTfjs,
  Mean: asTfjs,
  Pack: asTfjs,
  PadV2: asTfjs,
  Reciprocal: asTfjs,
  Reshape: asTfjs,
  Reverse: asTfjs,
  Sin: asTfjs,
  Sinh: asTfjs,
  Slice: asTfjs,
  SpaceToBatchND: asTfjs,
  Square: asTfjs,
  Sum: asTfjs,
  Tan: asTfjs,
  Transpose: asTfjs,

  All: ofOne,
  Any: ofOne,
  ArgMax: ofOne,
  ArgMin: ofOne,
  BitwiseAnd: ofTwo,
  BroadcastArgs: flat('s0', 's1'),
  Ceil: ofOne,
  Equal: ofTwo,
  Floor: ofOne,
  Greater: ofTwo,
  GreaterEqual: ofTwo,
  IsFinite: ofOne,
  IsInf: ofOne,
  IsNan: ofOne,
  Less: ofTwo,
  LessEqual: ofTwo,
  LogicalAnd: ofTwo,
  LogicalNot: ofOne,
  LogicalOr: ofTwo,
  LogicalXor: ofTwo,
  LowerBound: flat('sortedSequence', 'values'),
  Multinomial: flat('logits'),
  NonMaxSuppressionV3: flat('boxes', 'scores'),
  NonMaxSuppressionV4: flat('boxes', 'scores'),
  NonMaxSuppressionV5: flat('boxes', 'scores'),
  NotEqual: ofTwo,
  OneHot: flat('indices'),
  OnesLike: ofOne,
  Round: ofOne,
  SearchSorted: flat('sortedSequence', 'values'),
  Sign: ofOne,
  Step: ofOne,
  UpperBound: flat('sortedSequence', 'values'),
  ZerosLike: ofOne,

  Bincount: refused('Use tf.unsortedSegmentSum(weights, values, size).'),
  CropAndResize: refused('Use tf.slice and tf.image.resizeBilinear.'),
  DenseBincount: refused('Use tf.unsortedSegmentSum(weights, values, size).'),
  Draw: refused('It draws on a canvas, and gives no tensor.'),
  Fill: takesNoTensors,
  FromPixels: refused('It reads an image. Differentiate from its result on.'),
  FusedConv2D: fused,
  FusedDepthwiseConv2D: fused,
  LinSpace: takesNoTensors,
  MatrixBandPart: refused('Use tf.linalg.bandPart.'),
  Pool: refused('Use tf.maxPool or tf.avgPool.'),
  RaggedGather: ofRagged,
  RaggedRange: ofRagged,
  RaggedTensorToTensor: ofRagged,
  Range: takesNoTensors,
  RotateWithOffset: refused('Use the layer randomRotation outside of what is differentiated.'),
  SparseReshape: refused('It moves places, not values. Differentiate in the values.'),
  StaticRegexReplace: ofStrings,
  StringNGrams: ofStrings,
  StringSplit: ofStrings,
  StringToHashBucketFast: ofStrings,
  Transform: refused('Transform images outside of what is differentiated.'),
  Unique: refused('Use tf.gather with the places, which tf.unique gives as indices.'),
  _FusedMatMul: fused,
} satisfies { readonly [Name in KernelName]: Entry };

type Table = typeof gradients;

/** Ops that have a derivative. */
export type Differentiable = {
  [Name in keyof Table]: Table[Name] extends { readonly kind: 'flat' | 'refused' } ? never : Name;
}[keyof Table];

/** Ops whose derivative is 0. */
export type FlatOp = {
  [Name in keyof Table]: Table[Name] extends { readonly kind: 'flat' } ? Name : never;
}[keyof Table];
