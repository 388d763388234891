// How each op that has a derivative is called in TensorFlow.js, with the arguments that calls.py draws. An op of the
// table that lacks a call is a compile error.
import type { Differentiable } from '../../../lib/engine/gradients/table.js';
import type { OwnKernel } from '../../../lib/engine/kernel-names.js';
import { tf } from '../../../lib/tf.js';

/** A call's settings, as calls.py names them. */
export interface Settings {
  readonly alpha: number;
  readonly alignCorners: boolean;
  readonly axes: number[] | null;
  readonly axis: number;
  readonly batchDims: number;
  readonly begin: number[];
  readonly beta: number;
  readonly bias: number;
  readonly block: number;
  readonly blocks: number[];
  readonly count: number;
  readonly crops: number[][];
  readonly dilations: Two;
  readonly dtype: tf.DataType;
  readonly end: number[];
  readonly equation: string;
  readonly exclusive: boolean;
  readonly halfPixelCenters: boolean;
  readonly high: number;
  readonly k: number;
  readonly keepDims: boolean;
  readonly low: number;
  readonly lower: number;
  readonly masks: number[];
  readonly mode: 'reflect' | 'symmetric';
  readonly order: number | 'euclidean';
  readonly pad: 'same' | 'valid';
  readonly paddings: [number, number][];
  readonly perm: number[];
  readonly radius: number;
  readonly reps: number[];
  readonly reverse: boolean;
  readonly shape: number[];
  readonly size: number[];
  readonly sizes: number[];
  readonly strides: number[];
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly upper: number;
  readonly value: number;
}

export type Call = (inputs: Inputs, settings: Settings) => tf.Tensor;
type Inputs = [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
type Two = [number, number];
type Three = [number, number, number];
type Image = tf.Tensor4D;
type Volume = tf.Tensor5D;

const run = (name: string, inputs: tf.NamedTensorMap, settings: object = {}): tf.Tensor =>
  [tf.engine().runKernel(name, inputs, settings as tf.NamedAttrMap)].flat()[0] as tf.Tensor;

const unary =
  (op: (x: tf.Tensor) => tf.Tensor): Call =>
  ([x]) =>
    op(x);
const binary =
  (op: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor): Call =>
  ([a, b]) =>
    op(a, b);
const ofComplex =
  (op: (x: tf.Tensor) => tf.Tensor): Call =>
  ([a, b]) =>
    op(tf.complex(tf.mul(a, a), tf.mul(a, b)));
const activationGradient =
  (name: string): Call =>
  ([dy, value]) =>
    run(name, { dy, value });
const reduced =
  (op: (x: tf.Tensor, axes?: number[], keepDims?: boolean) => tf.Tensor): Call =>
  ([x], { axes, keepDims }) =>
    op(x, axes ?? undefined, keepDims);
const pooled =
  (op: (x: Image, size: Two, strides: Two, pad: 'same' | 'valid') => tf.Tensor): Call =>
  ([x], { size, strides, pad }) =>
    op(x as Image, size as Two, strides as Two, pad);
const pooledVolume =
  (op: (x: Volume, size: Three, strides: Three, pad: 'same' | 'valid') => tf.Tensor): Call =>
  ([x], { size, strides, pad }) =>
    op(x as Volume, size as Three, strides as Three, pad);
const inInput =
  (name: string): Call =>
  ([dy, filter], { strides, pad, shape }) =>
    run(name, { dy, filter }, { strides, pad, dataFormat: 'NHWC', dilations: 1, inputShape: shape });
const inFilter =
  (name: string): Call =>
  ([x, dy], { strides, pad, shape }) =>
    run(name, { x, dy }, { strides, pad, dataFormat: 'NHWC', dilations: 1, filterShape: shape });
const maxPoolGradient =
  (name: string, twice = false): Call =>
  ([input, output, dy], { size, strides, pad }) =>
    run(name, { input, output, [twice ? 'outer' : 'dy']: dy }, { filterSize: size, strides, pad });
const averagePoolGradient =
  (name: string): Call =>
  ([dy], { size, strides, pad, shape }) =>
    run(name, { dy, input: tf.zeros(shape) }, { filterSize: size, strides, pad });
const dilationGradient =
  (name: string): Call =>
  ([x, filter, dy], { strides, pad, dilations }) =>
    run(name, { x, filter, dy }, { strides, pad, dilations });
const resized =
  (op: typeof tf.image.resizeBilinear): Call =>
  ([x], { size, alignCorners, halfPixelCenters }) =>
    op(x as Image, size as Two, alignCorners, halfPixelCenters);
const resizedBack =
  (name: string): Call =>
  ([dy], { old, ...settings }: Settings & { old?: number[] }) =>
    run(name, { dy, images: tf.zeros([dy.shape[0]!, ...old!, dy.shape[3]!]) }, settings);
/** Several results as one. */
const together = (parts: tf.Tensor[], axis: number): tf.Tensor => tf.concat(parts.reverse(), axis);

export const calls: { readonly [Name in Differentiable]: Call } = {
  Abs: unary(tf.abs),
  Acos: unary(tf.acos),
  Acosh: unary(tf.acosh),
  Add: binary(tf.add),
  AddN: (xs) => tf.addN([...xs]),
  Asin: unary(tf.asin),
  Asinh: unary(tf.asinh),
  Atan: unary(tf.atan),
  Atan2: binary(tf.atan2),
  Atanh: unary(tf.atanh),
  AvgPool: pooled(tf.avgPool),
  AvgPool3D: pooledVolume(tf.avgPool3d),
  AvgPool3DGrad: averagePoolGradient('AvgPool3DGrad'),
  AvgPoolGrad: averagePoolGradient('AvgPoolGrad'),
  BatchMatMul: ([a, b], { transposeA, transposeB }) => tf.matMul(a, b, transposeA, transposeB),
  BatchToSpaceND: ([x], { blocks, crops }) => tf.batchToSpaceND(x, blocks, crops),
  BiasAddGrad: ([dy]) => run('BiasAddGrad', { dy }),
  BlockLSTMV2: ([x, state, carry, kernel, bias]) => {
    const inputs = { x, state, carry, kernel, bias };
    const [, carries, , , , , states]: tf.Tensor[] = tf.engine().runKernel('BlockLSTMV2', inputs);
    return tf.add(states!, tf.mul(0.5, carries!));
  },
  BroadcastTo: ([x], { shape }) => tf.broadcastTo(x, shape as [number]),
  Cast: ([x], { dtype }) =>
    dtype === 'complex64' ? tf.cast(x, dtype) : tf.cast(tf.cast(x, dtype), 'float32'),
  ClipByValue: ([x], { low, high }) => tf.clipByValue(x, low, high),
  Complex: binary(tf.complex),
  ComplexAbs: ofComplex(tf.abs),
  Concat: (xs, { axis }) => tf.concat([...xs], axis),
  Conv2D: ([x, filter], { strides, pad, dilations }) =>
    tf.conv2d(x as Image, filter as Image, strides as Two, pad, 'NHWC', dilations),
  Conv2DBackpropFilter: inFilter('Conv2DBackpropFilter'),
  Conv2DBackpropInput: inInput('Conv2DBackpropInput'),
  Conv3D: ([x, filter], { strides, pad }) => tf.conv3d(x as Volume, filter as Volume, strides as Three, pad),
  Conv3DBackpropFilterV2: inFilter('Conv3DBackpropFilterV2'),
  Conv3DBackpropInputV2: inInput('Conv3DBackpropInputV2'),
  Cos: unary(tf.cos),
  Cosh: unary(tf.cosh),
  Cumprod: ([x], { axis, exclusive, reverse }) => tf.cumprod(x, axis, exclusive, reverse),
  Cumsum: ([x], { axis, exclusive, reverse }) => tf.cumsum(x, axis, exclusive, reverse),
  DepthToSpace: ([x], { block }) => tf.depthToSpace(x as Image, block),
  DepthwiseConv2dNative: ([x, filter], { strides, pad, dilations }) =>
    tf.depthwiseConv2d(x as Image, filter as Image, strides as Two, pad, 'NHWC', dilations),
  DepthwiseConv2dNativeBackpropFilter: inFilter('DepthwiseConv2dNativeBackpropFilter'),
  DepthwiseConv2dNativeBackpropInput: inInput('DepthwiseConv2dNativeBackpropInput'),
  Diag: unary(tf.diag),
  Dilation2D: ([x, filter], { strides, pad, dilations }) =>
    tf.dilation2d(x as Image, filter as tf.Tensor3D, strides as Two, pad, dilations),
  Dilation2DBackpropFilter: dilationGradient('Dilation2DBackpropFilter'),
  Dilation2DBackpropInput: dilationGradient('Dilation2DBackpropInput'),
  Einsum: (xs, { equation }) => tf.einsum(equation, ...xs),
  Elu: unary(tf.elu),
  EluGrad: ([dy, y]) => run('EluGrad', { dy, y }),
  Erf: unary(tf.erf),
  Exp: unary(tf.exp),
  ExpandDims: ([x], { axis }) => tf.expandDims(x, axis),
  Expm1: unary(tf.expm1),
  FFT: ofComplex(tf.spectral.fft),
  FlipLeftRight: ([x]) => tf.image.flipLeftRight(x as Image),
  FloorDiv: binary(tf.floorDiv),
  FusedBatchNorm: ([x, mean, variance, offset, scale]) =>
    tf.batchNorm(
      x,
      mean as tf.Tensor1D,
      variance as tf.Tensor1D,
      offset as tf.Tensor1D,
      scale as tf.Tensor1D,
    ),
  FusedBatchNormV2: ([x, scale, offset]) => run('FusedBatchNormV2', { x, scale, offset }, { epsilon: 1e-3 }),
  GatherNd: ([x, places]) => tf.gatherND(x, places),
  GatherV2: ([x, places], { axis, batchDims }) => tf.gather(x, places as tf.Tensor1D, axis, batchDims),
  IFFT: ofComplex(tf.spectral.ifft),
  Identity: unary(tf.clone),
  Imag: ofComplex(tf.imag),
  LRN: ([x], { radius, bias, alpha, beta }) =>
    tf.localResponseNormalization(x as Image, radius, bias, alpha, beta),
  LRNGrad: ([x, dy], { radius, bias, alpha, beta }) => {
    const y = tf.localResponseNormalization(x as Image, radius, bias, alpha, beta);
    return run('LRNGrad', { x, y, dy }, { depthRadius: radius, bias, alpha, beta });
  },
  LeakyRelu: ([x], { alpha }) => tf.leakyRelu(x, alpha),
  Log: unary(tf.log),
  Log1p: unary(tf.log1p),
  LogSoftmax: unary(tf.logSoftmax),
  Max: reduced(tf.max),
  MaxPool: pooled(tf.maxPool),
  MaxPool3D: pooledVolume(tf.maxPool3d),
  MaxPool3DGrad: maxPoolGradient('MaxPool3DGrad'),
  MaxPool3DGradGrad: maxPoolGradient('MaxPool3DGradGrad', true),
  MaxPoolGrad: maxPoolGradient('MaxPoolGrad'),
  MaxPoolGradGrad: maxPoolGradient('MaxPoolGradGrad', true),
  MaxPoolWithArgmax: pooled((...call) => tf.maxPoolWithArgmax(...call).result!),
  Maximum: binary(tf.maximum),
  Mean: reduced(tf.mean),
  Min: reduced(tf.min),
  Minimum: binary(tf.minimum),
  MirrorPad: ([x], { paddings, mode }) => tf.mirrorPad(x, paddings, mode),
  Mod: binary(tf.mod),
  Multiply: binary(tf.mul),
  Neg: unary(tf.neg),
  Pack: (xs, { axis }) => tf.stack([...xs], axis),
  PadV2: ([x], { paddings, value }) => tf.pad(x, paddings, value),
  Pow: binary(tf.pow),
  Prelu: binary(tf.prelu),
  Prod: reduced(tf.prod),
  Real: ofComplex(tf.real),
  RealDiv: binary(tf.div),
  Reciprocal: unary(tf.reciprocal),
  Relu: unary(tf.relu),
  Relu6: unary(tf.relu6),
  ReluGrad: activationGradient('ReluGrad'),
  Reshape: ([x], { shape }) => tf.reshape(x, shape),
  ResizeBilinear: resized(tf.image.resizeBilinear),
  ResizeBilinearCentresGrad: resizedBack('ResizeBilinearCentresGrad'),
  ResizeBilinearGrad: resizedBack('ResizeBilinearGrad'),
  ResizeNearestNeighbor: resized(tf.image.resizeNearestNeighbor),
  ResizeNearestNeighborCentresGrad: resizedBack('ResizeNearestNeighborCentresGrad'),
  ResizeNearestNeighborGrad: resizedBack('ResizeNearestNeighborGrad'),
  Reverse: ([x], { axes }) => tf.reverse(x, axes ?? undefined),
  Rsqrt: unary(tf.rsqrt),
  RsqrtGrad: activationGradient('RsqrtGrad'),
  ScatterNd: ([places, updates], { shape }) => tf.scatterND(places, updates, shape as [number]),
  Select: ([condition, a, b]) => tf.where(condition, a, b),
  Selu: unary(tf.selu),
  Sigmoid: unary(tf.sigmoid),
  SigmoidGrad: activationGradient('SigmoidGrad'),
  Sin: unary(tf.sin),
  Sinh: unary(tf.sinh),
  Slice: ([x], { begin, size }) => tf.slice(x, begin, size),
  Softmax: unary(tf.softmax),
  SoftmaxCrossEntropyWithLogits: ([labels, logits]) =>
    run('SoftmaxCrossEntropyWithLogits', { labels, logits }),
  SoftmaxCrossEntropyWithLogitsGrad: ([labels, logits]) =>
    run('SoftmaxCrossEntropyWithLogitsGrad', { labels, logits }),
  Softplus: unary(tf.softplus),
  SoftplusGrad: activationGradient('SoftplusGrad'),
  SpaceToBatchND: ([x], { blocks, paddings }) => tf.spaceToBatchND(x, blocks, paddings),
  SparseFillEmptyRows: ([places, values, otherwise], { shape }) =>
    tf.sparse.sparseFillEmptyRows(places as tf.Tensor2D, values as tf.Tensor1D, shape, otherwise as tf.Scalar)
      .outputValues!,
  SparseSegmentMean: ([x, places, segments]) =>
    tf.sparse.sparseSegmentMean(x, places as tf.Tensor1D, segments as tf.Tensor1D),
  SparseSegmentSum: ([x, places, segments]) =>
    tf.sparse.sparseSegmentSum(x, places as tf.Tensor1D, segments as tf.Tensor1D),
  SparseSoftmaxCrossEntropyWithLogits: ([labels, logits]) =>
    run('SparseSoftmaxCrossEntropyWithLogits', { labels, logits }),
  SparseSoftmaxCrossEntropyWithLogitsGrad: ([labels, logits]) =>
    run('SparseSoftmaxCrossEntropyWithLogitsGrad', { labels, logits }),
  SparseToDense: ([places, values, otherwise], { shape }) =>
    tf.sparseToDense(places, values, shape as [number], otherwise as tf.Scalar),
  SplitV: ([x], { sizes, axis }) => together(tf.split(x, sizes, axis), axis),
  Sqrt: unary(tf.sqrt),
  SqrtGrad: activationGradient('SqrtGrad'),
  Square: unary(tf.square),
  SquaredDifference: binary(tf.squaredDifference),
  StridedSlice: ([x], { begin, end, strides, masks }) => {
    const [beginMask = 0, endMask = 0, shrinkAxisMask = 0] = masks;
    return tf.stridedSlice(x, begin, end, strides, beginMask, endMask, 0, 0, shrinkAxisMask);
  },
  Sub: binary(tf.sub),
  Sum: reduced(tf.sum),
  Tan: unary(tf.tan),
  Tanh: unary(tf.tanh),
  TanhGrad: activationGradient('TanhGrad'),
  ToPrecision: ([x]) => run('ToPrecision', { x }, { precision: 'float32' }),
  TensorScatterUpdate: ([x, places, updates]) => tf.tensorScatterUpdate(x, places, updates),
  Tile: ([x], { reps }) => tf.tile(x, reps),
  TopK: ([x], { k }) => tf.topk(x, k).values,
  Transpose: ([x], { perm }) => tf.transpose(x, perm),
  Unpack: ([x], { axis }) => tf.stack(tf.unstack(x, axis).reverse()),
  UnsortedSegmentSum: ([x, segments], { count }) => tf.unsortedSegmentSum(x, segments as tf.Tensor1D, count),
};

/** Functions that TensorFlow.js puts together from several ops. */
export const functions: Readonly<Record<string, Call>> = {
  'complex.arithmetic': ([a, b, c, d]) => {
    const [x, y] = [tf.complex(a, b), tf.complex(c, d)];
    return tf.add(tf.sub(tf.mul(tf.mul(x, y), x), y), x);
  },
  'linalg.bandPart': ([x], { lower, upper }) => tf.linalg.bandPart(x, lower, upper),
  'linalg.gramSchmidt': ([x]) => tf.linalg.gramSchmidt(x as tf.Tensor2D) as tf.Tensor2D,
  'linalg.qr': ([x]) => {
    const [q, r] = tf.linalg.qr(x) as [tf.Tensor2D, tf.Tensor2D];
    const size = r.shape[0];
    const signs = tf.sign(tf.sum(tf.mul(tf.eye(size), tf.slice(r, [0, 0], [size, size])), 1));
    return tf.concat([tf.mul(q, signs), tf.mul(r, tf.expandDims(signs, 1))], 0);
  },
  'spectral.rfft': ([x]) => tf.spectral.rfft(tf.mul(x, x)),
  'spectral.irfft': ofComplex(tf.spectral.irfft),
  norm: ([x], { axis, order }) => tf.norm(x, order, axis),
  moments: ([x], { axes }) => tf.moments(x, axes ?? undefined).variance,
  divNoNan: ([a, b]) => tf.divNoNan(a, b),
  logSumExp: ([x], { axes }) => tf.logSumExp(x, axes ?? undefined),
  sigmoidCrossEntropy: ([labels, logits]) =>
    tf.losses.sigmoidCrossEntropy(labels, logits, 1, 0, tf.Reduction.NONE),
};

/** Gradients of ops that only TensorFlow computes in one op. */
export const onlyOnTensorFlow: { readonly [Name in OwnKernel]: true } = {
  BiasAddGrad: true,
  BlockLSTMGradV2: true,
  BlockLSTMV2: true,
  FusedBatchNormGradV2: true,
  FusedBatchNormV2: true,
  MaxPool3DGradGrad: true,
  MaxPoolGradGrad: true,
  ReluGrad: true,
  ResizeBilinearCentresGrad: true,
  ResizeNearestNeighborCentresGrad: true,
  RsqrtGrad: true,
  SigmoidGrad: true,
  SoftmaxCrossEntropyWithLogits: true,
  SoftmaxCrossEntropyWithLogitsGrad: true,
  SoftplusGrad: true,
  SparseSoftmaxCrossEntropyWithLogits: true,
  SparseSoftmaxCrossEntropyWithLogitsGrad: true,
  SqrtGrad: true,
  TanhGrad: true,
  ToPrecision: true,
};
