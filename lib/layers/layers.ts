// `layers.dense(…)` and its siblings: Keras' layers with Keras' defaults, family by family as in its documentation.
export type { ActivationFunction, ActivationName } from '../activations/activations.js';
export type { Mask, Masks } from '../core/masks.js';
export type { QuantizationMode } from '../core/quantization.js';
export type { Shape } from '../core/shape.js';
export { elu } from './activations/elu.js';
export { leakyReLU } from './activations/leaky-relu.js';
export { prelu } from './activations/prelu.js';
export { reLU } from './activations/relu.js';
export { softmax } from './activations/softmax.js';
export { thresholdedReLU } from './activations/thresholded-relu.js';
export { additiveAttention } from './attention/additive-attention.js';
export { attention } from './attention/attention.js';
export { groupQueryAttention } from './attention/grouped-query-attention.js';
export type { HeadArgs } from './attention/heads.js';
export type { AttentionLayer, AttentionOptions } from './attention/layer.js';
export { multiHeadAttention } from './attention/multi-head-attention.js';
export type {
  AdaptableLayer,
  ApplyOptions,
  Constraining,
  Initializing,
  KernelArgs,
  LayerArgs,
  LayerWeight,
  LoraArgs,
  Regularizing,
} from './base/layer.js';
export {
  AlphaDropout,
  Conv1D,
  Conv2D,
  Conv3D,
  type ConvolutionLayer,
  Dense,
  type DenseLayer,
  Dropout,
  Embedding,
} from './base-classes.js';
export type {
  ConvolutionArgs,
  DataFormat,
  DepthwiseArgs,
  OverTime,
  Padding,
} from './convolutional/arguments.js';
export {
  conv1d,
  conv2d,
  conv3d,
  type GroupedConvolutionArgs,
  type TimeConvolutionArgs,
} from './convolutional/conv.js';
export { conv1dTranspose, conv2dTranspose, conv3dTranspose } from './convolutional/conv-transpose.js';
export { depthwiseConv1d, depthwiseConv2d } from './convolutional/depthwise-conv.js';
export { separableConv1d, separableConv2d } from './convolutional/separable-conv.js';
export { activation } from './core/activation.js';
export { type CustomCallOptions, type CustomLayer, Layer, type WeightArgs } from './core/custom-layer.js';
export { dense } from './core/dense.js';
export { einsumDense } from './core/einsum-dense.js';
export { embedding } from './core/embedding.js';
export type { ExtendableLayer } from './core/extendable.js';
export { identity } from './core/identity.js';
export { type InputArgs, input, inputLayer } from './core/input.js';
export { type LambdaArgs, type LambdaFunction, lambda } from './core/lambda.js';
export { masking } from './core/masking.js';
export { type RescalingArgs, rescaling } from './core/rescaling.js';
export { type ReversibleEmbeddingLayer, reversibleEmbedding } from './core/reversible-embedding.js';
export { add, average, multiply, subtract } from './merging/arithmetic.js';
export { concatenate } from './merging/concatenate.js';
export { dot } from './merging/dot.js';
export { maximum, minimum } from './merging/extremes.js';
export { batchNormalization } from './normalization/batch-normalization.js';
export { groupNormalization } from './normalization/group-normalization.js';
export { layerNormalization } from './normalization/layer-normalization.js';
export type { NormalizationArgs } from './normalization/options.js';
export type { RenormalizationLimits } from './normalization/renormalization.js';
export { rmsNormalization } from './normalization/rms-normalization.js';
export { spectralNormalization } from './normalization/spectral-normalization.js';
export { unitNormalization } from './normalization/unit-normalization.js';
export type { AdaptivePoolingArgs } from './pooling/adaptive.js';
export {
  adaptiveAveragePooling1d,
  adaptiveAveragePooling2d,
  adaptiveAveragePooling3d,
  adaptiveMaxPooling1d,
  adaptiveMaxPooling2d,
  adaptiveMaxPooling3d,
} from './pooling/adaptive-pooling.js';
export {
  averagePooling1d,
  averagePooling1d as avgPool1d,
  averagePooling2d,
  averagePooling2d as avgPool2d,
  averagePooling3d,
} from './pooling/average-pooling.js';
export type { GlobalPoolingArgs } from './pooling/global.js';
export {
  globalAveragePooling1d,
  globalAveragePooling2d,
  globalAveragePooling3d,
} from './pooling/global-average-pooling.js';
export { globalMaxPooling1d, globalMaxPooling2d, globalMaxPooling3d } from './pooling/global-max-pooling.js';
export {
  maxPooling1d as maxPool1d,
  maxPooling1d,
  maxPooling2d as maxPool2d,
  maxPooling2d,
  maxPooling3d,
} from './pooling/max-pooling.js';
export { globalMinPooling2d, minPooling2d } from './pooling/min-pooling.js';
export type { PoolingArgs } from './pooling/window.js';
export * from './preprocessing/preprocessing.js';
export type {
  CellLayer,
  GruArgs,
  GruCellArgs,
  LstmArgs,
  LstmCellArgs,
  RecurrentArgs,
  RecurrentCellArgs,
  SequenceArgs,
} from './recurrent/arguments.js';
export { type BidirectionalArgs, bidirectional } from './recurrent/bidirectional.js';
export { type ConvLstmArgs, convLstm1d, convLstm2d, convLstm3d } from './recurrent/conv-lstm.js';
export { gru } from './recurrent/gru.js';
export { gruCell } from './recurrent/gru-cell.js';
export { lstm } from './recurrent/lstm.js';
export { lstmCell } from './recurrent/lstm-cell.js';
export { rnn } from './recurrent/rnn.js';
export { simpleRNN } from './recurrent/simple-rnn.js';
export { simpleRNNCell } from './recurrent/simple-rnn-cell.js';
export { stackedRNNCells } from './recurrent/stacked-rnn-cells.js';
export { timeDistributed } from './recurrent/time-distributed.js';
export { activityRegularization } from './regularization/activity-regularization.js';
export { alphaDropout } from './regularization/alpha-dropout.js';
export { dropout } from './regularization/dropout.js';
export { gaussianDropout } from './regularization/gaussian-dropout.js';
export { gaussianNoise } from './regularization/gaussian-noise.js';
export { spatialDropout1d, spatialDropout2d, spatialDropout3d } from './regularization/spatial-dropout.js';
export { cropping1d, cropping2d, cropping3d } from './reshaping/cropping.js';
export { flatten } from './reshaping/flatten.js';
export { permute } from './reshaping/permute.js';
export { repeatVector } from './reshaping/repeat-vector.js';
export { reshape } from './reshaping/reshape.js';
export { upSampling1d, upSampling2d, upSampling3d } from './reshaping/up-sampling.js';
export { zeroPadding1d, zeroPadding2d, zeroPadding3d } from './reshaping/zero-padding.js';
