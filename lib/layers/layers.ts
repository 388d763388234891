// `layers.dense(…)` and its siblings: Keras' layers with Keras' defaults.
import '../initializers/register.js';
import './batch-normalization.js';
import './causal.js';
import './missing-gradients.js';
import './up-sampling.js';

export { elu, leakyReLU, prelu, reLU, softmax, thresholdedReLU } from './activation-layers.js';
export type { ActivationName } from './activations.js';
export type { Constraining, Initializing, KernelArgs, LayerArgs, Regularizing } from './args.js';
export { additiveAttention, attention, multiHeadAttention } from './attention.js';
export { alphaDropout, dropout, gaussianDropout, gaussianNoise, spatialDropout1d } from './chance.js';
export type { ConvolutionArgs, DataFormat, DepthwiseArgs, Padding } from './convolution.js';
export {
  conv1d,
  conv2d,
  conv2dTranspose,
  conv3d,
  conv3dTranspose,
  cropping2d,
  depthwiseConv2d,
  separableConv2d,
  upSampling2d,
  zeroPadding2d,
} from './convolution.js';
export {
  activation,
  dense,
  embedding,
  flatten,
  input,
  inputLayer,
  masking,
  permute,
  repeatVector,
  rescaling,
  reshape,
} from './core.js';
export { type CustomLayer, Layer, type WeightArgs } from './custom-layer.js';
export type { LayerWeight } from './layer.js';
export {
  cropping1d,
  cropping3d,
  upSampling1d,
  upSampling3d,
  zeroPadding1d,
  zeroPadding3d,
} from './line-and-volume.js';
export { conv1dTranspose, depthwiseConv1d, separableConv1d } from './line-convolutions.js';
export { add, average, concatenate, dot, maximum, minimum, multiply, subtract } from './merge.js';
export type { NormalizationArgs } from './normalization.js';
export {
  batchNormalization,
  groupNormalization,
  layerNormalization,
  rmsNormalization,
  unitNormalization,
} from './normalization.js';
export type { PoolingArgs } from './pooling.js';
export {
  averagePooling1d,
  averagePooling2d,
  averagePooling3d,
  avgPool1d,
  avgPool2d,
  globalAveragePooling1d,
  globalAveragePooling2d,
  globalMaxPooling1d,
  globalMaxPooling2d,
  globalMinPooling2d,
  maxPool1d,
  maxPool2d,
  maxPooling1d,
  maxPooling2d,
  maxPooling3d,
  minPooling2d,
} from './pooling.js';
export {
  centerCrop,
  randomBrightness,
  randomContrast,
  randomFlip,
  randomRotation,
  randomTranslation,
  randomZoom,
  resizing,
} from './preprocessing/preprocessing.js';
export type { RandomBrightnessArgs, RandomContrastArgs } from './preprocessing/random-colors.js';
export type {
  RandomFlipArgs,
  RandomRotationArgs,
  RandomTranslationArgs,
  RandomZoomArgs,
} from './preprocessing/random-geometry.js';
export type { ResizingArgs, SizeArgs } from './preprocessing/sizes.js';
export type { RecurrentArgs } from './recurrent.js';
export { bidirectional, convLstm2d, gru, lstm, simpleRNN, timeDistributed } from './recurrent.js';
export {
  globalAveragePooling3d,
  globalMaxPooling3d,
  spatialDropout2d,
  spatialDropout3d,
} from './spatial.js';
